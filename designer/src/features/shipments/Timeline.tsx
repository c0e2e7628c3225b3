import type { TimelineEntry } from '@slipway/shared/api';
import { IconAlertCircle, IconHierarchy2, IconPointFilled, IconRoute, IconUser } from '@tabler/icons-react';
import { t, tn } from '../../messages/t.ts';
import { Chip } from '../../ui/Chip.tsx';
import { CopyId } from '../../ui/CopyId.tsx';
import { Empty } from '../../ui/Notice.tsx';
import { sourceName } from '../../ui/source-name.ts';
import { Readable, When, WhenMoment } from '../../ui/When.tsx';
import classes from './Timeline.module.css';

const ICONS = {
  event: IconPointFilled,
  decision: IconHierarchy2,
  exception: IconAlertCircle,
  action: IconRoute,
  person: IconUser,
} as const;

/** So much of an event's id is enough to tell it from its neighbours. */
const ID_SHOWN = 11;

/** All that happened, newest first; what came late or out of order says so. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  return (
    <section className={classes.part} aria-label={t('timeline.title')}>
      <div className={classes.head}>
        <h2 className={classes.heading}>{t('timeline.title')}</h2>
        <span className={classes.quiet}>{tn('timeline.count', entries.length)}</span>
      </div>
      {entries.length === 0 && <Empty title={t('timeline.none')} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <ol className={classes.list} tabIndex={0}>
        {entries.toReversed().map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const Icon = ICONS[entry.kind];
  return (
    <li className={classes.entry} data-kind={entry.kind}>
      <span className={classes.when}>
        <WhenMoment moment={entry.occurredAt} />
      </span>
      <span className={classes.icon} title={t(`timeline.kind.${entry.kind}`)}>
        <Icon size={14} stroke={1.75} aria-hidden="true" />
      </span>
      <span className={classes.text}>
        <span className={classes.title}>
          <Readable text={entry.title} />
        </span>
        {entry.classifier && entry.classifier !== 'ACT' && <Chip>{t(`classifier.${entry.classifier}`)}</Chip>}
        {entry.late && <Chip>{t('timeline.late')}</Chip>}
        {entry.detail && (
          <span className={classes.detail}>
            <Readable text={entry.detail} />
          </span>
        )}
      </span>
      <span className={classes.source}>
        {entry.source && (
          <>
            <bdi>{sourceName(entry.source)}</bdi>
            {', '}
          </>
        )}
        {t('timeline.known')} <When at={entry.at} />
      </span>
      <span className={classes.id}>
        {entry.eventId && <CopyId id={entry.eventId} shown={entry.eventId.slice(0, ID_SHOWN)} />}
      </span>
    </li>
  );
}
