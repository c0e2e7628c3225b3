import type { BacktestDetail, BacktestFound } from '@slipway/shared/api';
import type { SideReport } from '@slipway/shared/backtest';
import { t, tn } from '../../messages/t.ts';
import { listed, type SideNames } from './words.ts';

const counted = (side: SideReport | null): number =>
  Object.values(side?.unanswered ?? {}).reduce((total, each) => total + each, 0);

/**
 * How many questions nobody answered, of which side, and at which steps; undefined where all were answered. What is behind
 * such a step was not reached, so that counts of zero there say nothing of the rule.
 */
export function unansweredWords(
  { before, after }: Pick<BacktestFound, 'before' | 'after'>,
  graphs: BacktestDetail['graphs'],
  names: SideNames,
): string | undefined {
  const sides = [
    ...(names.before === null ? [] : [{ count: counted(before), side: names.before }]),
    { count: counted(after), side: names.after },
  ].filter(({ count }) => count > 0);
  if (sides.length === 0) return undefined;
  const steps = new Set([before, after].flatMap((side) => Object.keys(side?.unanswered ?? {})));
  return t('backtest.unanswered', {
    sides: listed(sides.map(({ count, side }) => tn('backtest.unanswered-of', count, { side }))),
    steps: listed([...steps].map((id) => titleIn(graphs, id))),
  });
}

function titleIn({ before, after }: BacktestDetail['graphs'], id: string): string {
  const node = [after, before].flatMap((graph) => graph?.nodes ?? []).find((each) => each.id === id);
  return t('backtest.unanswered-step', { title: node?.title ?? id });
}
