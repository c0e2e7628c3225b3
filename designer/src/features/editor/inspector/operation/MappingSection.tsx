import { Button } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { t } from '../../../../messages/t.ts';
import classes from '../Inspector.module.css';
import { useStep } from '../step-context.ts';
import type { PreviewKind } from './arrival.ts';
import { MapPreview } from './MapPreview.tsx';
import { MappingContext, useDesk } from './mapping-context.ts';
import { MappingDesk } from './mapping-desk.ts';
import { SampleTree } from './SampleTree.tsx';

const MapDialog = lazy(() => import('./MapDialog.tsx'));

interface MappingSectionProps {
  readonly title: string;
  /** Pointer below the step's configuration. */
  readonly path: string;
  readonly value: unknown;
  readonly kind: PreviewKind;
  readonly children: ReactNode;
}

/** The fields of a mapping with the data that can be put in, and what comes of it; the same in a wider dialog. */
export function MappingSection({ title, path, value, kind, children }: MappingSectionProps) {
  const { pointer } = useStep();
  const [desk] = useState(() => new MappingDesk());
  const [wide, setWide] = useState(false);
  return (
    <MappingContext value={desk}>
      <section className={classes.section} aria-label={title} data-pointer={`${pointer}/config${path}`} tabIndex={-1}>
        <div className={classes.labelRow}>
          <span>{title}</span>
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconArrowsExchange size={14} stroke={1.75} aria-hidden="true" />}
            onClick={() => setWide(true)}
          >
            {t('mapping.map')}
          </Button>
        </div>
        {children}
        <SampleData />
        <details className={classes.more}>
          <summary>{t('mapping.preview')}</summary>
          <MapPreview value={value} kind={kind} />
        </details>
      </section>
      {wide && (
        <Suspense>
          <MapDialog title={title} value={value} kind={kind} onClose={() => setWide(false)}>
            {children}
          </MapDialog>
        </Suspense>
      )}
    </MappingContext>
  );
}

/** The data that can be put in, which opens when somebody asks for it at a field. */
function SampleData() {
  const { state } = useDesk();
  const [seen, setSeen] = useState({ open: false, asked: 0 });
  if (state.asked !== seen.asked) setSeen({ open: true, asked: state.asked });
  return (
    <details
      className={classes.more}
      open={seen.open}
      onToggle={({ currentTarget: { open } }) =>
        setSeen((before) => (before.open === open ? before : { ...before, open }))
      }
    >
      <summary>{t('action.sample')}</summary>
      {seen.open && <SampleTree />}
    </details>
  );
}
