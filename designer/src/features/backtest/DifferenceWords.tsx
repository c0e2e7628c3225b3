import { differs } from '../../editor/comparison.ts';
import { portLabel } from '../../editor/ports.ts';
import { formatNumber, t } from '../../messages/t.ts';
import classes from './CompareCanvas.module.css';
import type { Difference } from './differences.ts';

/** What differs at a step, in a line: whether it was changed, and by which ports runs leave it more or less often. */
export function DifferenceWords({ one: { number, node, changed, counts, ports } }: { readonly one: Difference }) {
  const words = [
    ...(changed ? [t('backtest.difference-changed')] : []),
    ...(ports.length === 0 && counts && differs(counts)
      ? [
          t('backtest.difference-counts', {
            before: formatNumber(counts.before ?? 0),
            after: formatNumber(counts.after),
          }),
        ]
      : []),
    ...ports.map(({ port, counts: by }) =>
      t('backtest.difference-port', {
        port: portLabel(node, port),
        before: formatNumber(by.before ?? 0),
        after: formatNumber(by.after),
      }),
    ),
  ];
  return (
    <p className={classes.words} role="status">
      <b>{t('backtest.difference-step', { number, title: node.title })}</b> {words.join(', ')}
    </p>
  );
}
