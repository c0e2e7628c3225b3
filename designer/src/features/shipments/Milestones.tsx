import type { Milestone, SubjectDetail } from '@slipway/shared/api';
import { t } from '../../messages/t.ts';
import { difference } from '../../ui/time.ts';
import { WhenMoment } from '../../ui/When.tsx';
import classes from './Milestones.module.css';

/** The plan against what came of it, stop by stop. */
export function Milestones({ one }: { readonly one: SubjectDetail }) {
  const rows = one.milestones;
  const reached = rows.findLastIndex((row) => row.actual !== null);
  return (
    <section className={classes.part} aria-label={t('shipment.plan')}>
      <table className={classes.table}>
        <caption className={classes.caption}>{t('shipment.plan')}</caption>
        <thead>
          <tr>
            <th className={classes.first}>{t('plan.milestone')}</th>
            <th>{t('plan.plan')}</th>
            <th>{t('plan.actual')}</th>
            <th>{t('plan.later-by')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <Row key={row.key} row={row} done={at <= reached} latest={at === reached && at < rows.length - 1} />
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

function Row({ row, done, latest }: { readonly row: Milestone; readonly done: boolean; readonly latest: boolean }) {
  const came = row.actual ?? row.estimate;
  const later = difference(row.plan, came);
  return (
    <tr className={classes.row} data-done={done || undefined} data-latest={latest || undefined}>
      <td className={classes.first}>
        <span className={classes.dot} aria-hidden="true" />
        <span className={classes.title}>{row.title}</span>
        {row.place && <bdi className={classes.place}>{row.place}</bdi>}
      </td>
      <td className={classes.plan}>{row.plan && <WhenMoment moment={row.plan} />}</td>
      <td className={row.actual ? classes.actual : classes.plan}>
        {!row.actual && row.estimate && <span className={classes.est}>{t('plan.est')} </span>}
        {came && <WhenMoment moment={came} />}
      </td>
      <td className={classes.later}>{later && laterText(later)}</td>
    </tr>
  );
}

function laterText(later: { readonly ms: number; readonly text: string }): string {
  if (later.ms === 0) return t('plan.on-time');
  return later.ms > 0 ? later.text : t('plan.early', { length: later.text });
}
