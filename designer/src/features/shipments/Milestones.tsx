import type { Milestone, SubjectDetail } from '@slipway/shared/api';
import { answerText } from '../../messages/said.ts';
import { t } from '../../messages/t.ts';
import { useNow } from '../../shell/environment.ts';
import { difference } from '../../ui/time.ts';
import { WhenMoment } from '../../ui/When.tsx';
import classes from './Milestones.module.css';

/** The plan against what came of it, stop by stop. */
export function Milestones({ one }: { readonly one: SubjectDetail }) {
  const rows = one.milestones;
  const now = useNow() ?? new Date().toISOString();
  const reached = rows.findLastIndex((row) => row.actual !== null);
  return (
    <section className={classes.part} aria-label={t('shipment.plan')}>
      <table className={classes.table}>
        <caption className={classes.caption}>{t('shipment.plan')}</caption>
        <thead>
          <tr>
            <th className={classes.first} aria-label={t('plan.milestone')}>
              {t('shipment.plan')}
            </th>
            <th>{t('plan.plan')}</th>
            <th>{t('plan.actual')}</th>
            <th>{t('plan.later-by')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <Row
              key={row.key}
              row={row}
              done={at <= reached}
              latest={at === reached && at < rows.length - 1}
              now={now}
            />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className={classes.none}>{t('shipment.plan-none')}</p>}
      {one.commitment && (
        <p className={classes.promise}>
          {t('shipment.promised')}{' '}
          <b>
            <WhenMoment moment={one.commitment} />
          </b>
        </p>
      )}
    </section>
  );
}

interface RowProps {
  readonly row: Milestone;
  readonly done: boolean;
  readonly latest: boolean;
  readonly now: string;
}

function Row({ row, done, latest, now }: RowProps) {
  const came = row.actual ?? row.estimate;
  const later = difference(row.plan, came);
  // What was passed without a record of its own is not late: something after it has happened.
  const owed = came || done ? null : difference(row.plan, { at: now, quality: 'exact', localOffset: null });
  return (
    <tr className={classes.row} data-done={done || undefined} data-latest={latest || undefined}>
      <td className={classes.first}>
        <span className={classes.dot} aria-hidden="true" />
        <bdi className={classes.title}>{answerText(row.title)}</bdi>
        {row.place && <bdi className={classes.place}>{row.place}</bdi>}
      </td>
      <td className={classes.plan}>{row.plan && <WhenMoment moment={row.plan} />}</td>
      <td className={row.actual ? classes.actual : classes.plan}>
        {!row.actual && row.estimate && <span className={classes.est}>{t('plan.est')} </span>}
        {came && <WhenMoment moment={came} />}
      </td>
      <td className={classes.later}>
        {later && laterText(later)}
        {owed && owed.ms > 0 && t('plan.so-far', { length: owed.text })}
      </td>
    </tr>
  );
}

function laterText(later: { readonly ms: number; readonly text: string }): string {
  if (later.ms === 0) return t('plan.on-time');
  return later.ms > 0 ? later.text : t('plan.early', { length: later.text });
}
