import { instantFromMs } from '@slipway/shared/time';
import { useMemo } from 'react';
import { t } from '../../../../messages/t.ts';
import { shortInstant } from '../../../../ui/time.ts';
import { useTried } from '../../tryit/use-tried.ts';
import inspector from '../Inspector.module.css';
import { useStep } from '../step-context.ts';
import { arrivalAt, type PreviewKind, previewOf } from './arrival.ts';
import classes from './Mapping.module.css';

/** The whole of a mapping as it would be sent, with the values of what is tried; says where exactly that was sent. */
export function MapPreview({ value, kind }: { readonly value: unknown; readonly kind: PreviewKind }) {
  const { node, scope } = useStep();
  const { tried } = useTried();
  const { play, at } = tried;
  const arrival = useMemo(() => (play && at >= 0 ? arrivalAt(play, at, node.id) : undefined), [play, at, node.id]);
  const facts = arrival?.scope ?? scope;
  const preview = useMemo(
    () => (facts ? previewOf(value, kind, facts, arrival?.sent) : undefined),
    [value, kind, facts, arrival],
  );
  if (!preview) return <p className={classes.quiet}>{t('mapping.unpinned')}</p>;
  if (preview.reason !== undefined) return <p className={inspector.wrong}>{preview.reason}</p>;
  return (
    <>
      <p className={classes.quiet} data-same={preview.same || undefined}>
        {arrival && preview.same
          ? t('mapping.sent', { time: shortInstant(instantFromMs(arrival.atMs), null) })
          : t('mapping.would-send')}
      </p>
      <pre className={classes.preview} data-testid="map-preview">
        {JSON.stringify(preview.value, null, 2)}
      </pre>
    </>
  );
}
