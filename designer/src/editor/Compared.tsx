import { formatNumber, t } from '../messages/t.ts';
import classes from './Compared.module.css';
import { differs, type OldNew } from './comparison.ts';

interface ComparedProps {
  readonly counts: OldNew;
  /** Says by how much, where there is room. */
  readonly by?: boolean;
}

/** How often the old version came by and how often the new one does: grey and accent, side by side where they differ. */
export function Compared({ counts, by = false }: ComparedProps) {
  const { before, after } = counts;
  if (before === null || !differs(counts)) return <span className={classes.same}>{formatNumber(after)}</span>;
  const words = t('backtest.counts', { before: formatNumber(before), after: formatNumber(after) });
  return (
    <span className={classes.both} role="img" aria-label={words}>
      <span className={classes.before}>{formatNumber(before)}</span>
      <b className={classes.after}>{formatNumber(after)}</b>
      {by && <span className={classes.by}>{signed(after - before)}</span>}
    </span>
  );
}

/** A difference with its sign; the minus is the one of figures. */
export function signed(difference: number): string {
  return difference < 0 ? `\u2212${formatNumber(-difference)}` : `+${formatNumber(difference)}`;
}
