import type { BacktestSubject } from '@slipway/shared/api';
import { t } from '../../messages/t.ts';
import { columnOf, didWords, hoursText, laneOf, type SideNames } from './words.ts';

/** A column of the table of subjects. */
export interface SubjectColumn {
  readonly title: string;
  /** Columns without one share what is left. */
  readonly width: string | number;
  readonly look: 'id' | 'plain' | 'before' | 'after' | 'number';
  readonly text: (row: BacktestSubject) => string;
}

/** As wide as the longest of them in the figures of code, within bounds. */
function idWidth(rows: readonly BacktestSubject[]): number {
  const longest = Math.max(0, ...rows.map(({ label }) => label.length));
  return Math.round(Math.min(180, Math.max(76, longest * 7.3 + 16)));
}

interface About {
  readonly kind: string;
  readonly names: SideNames;
}

/** The columns that have something to say: what no history tells of a shipment has none. */
export function subjectColumns(rows: readonly BacktestSubject[], { kind, names }: About): readonly SubjectColumn[] {
  const known = (title: string, width: string, of: (row: BacktestSubject) => string | null): SubjectColumn[] =>
    rows.some((row) => of(row) !== null) ? [{ title, width, look: 'plain', text: (row) => of(row) ?? '' }] : [];
  const { before } = names;
  return [
    { title: columnOf(kind), width: idWidth(rows), look: 'id', text: ({ label }) => label },
    ...known(t('backtest.column.lane'), '17%', laneOf),
    ...known(t('backtest.column.customer'), '18%', ({ customer }) => customer),
    ...known(t('backtest.column.cargo'), '16%', ({ cargo }) => cargo),
    ...(before === null
      ? []
      : [
          {
            title: before,
            width: '16%',
            look: 'before',
            text: (row: BacktestSubject) => didWords(row.before),
          } as const,
        ]),
    { title: names.after, width: '18%', look: 'after', text: (row) => didWords(row.after) },
    {
      title: t('backtest.column.won'),
      width: 84,
      look: 'number',
      text: ({ hoursWon }) =>
        hoursWon === null ? t('backtest.none-won') : t('backtest.won-hours', { hours: hoursText(hoursWon) }),
    },
  ];
}
