import type { BacktestSubject } from '@slipway/shared/api';
import { t } from '../../messages/t.ts';
import classes from './VerdictMark.module.css';

interface VerdictMarkProps {
  readonly verdict: BacktestSubject['verdict'];
  /** Says its word to a screen reader, where none stands beside it. */
  readonly alone?: boolean;
}

const SHAPES = {
  more: <path d="M6 1.5 11 10.5H1Z" className={classes.filled} />,
  fewer: <path d="M6 10 1.8 2.2H10.2Z" className={classes.hollow} />,
  different: (
    <>
      <path d="M6 1 11 6 6 11 1 6Z" className={classes.outline} />
      <path d="M6 1 6 11 1 6Z" className={classes.filled} />
    </>
  ),
} as const;

/** More is a filled triangle, fewer a hollow one that points down, different a half diamond. */
export function VerdictMark({ verdict, alone = false }: VerdictMarkProps) {
  const shape = SHAPES[verdict];
  const size = { className: classes.mark, width: 12, height: 12, viewBox: '0 0 12 12' };
  return alone ? (
    <svg {...size} role="img" aria-label={t(`backtest.verdict.${verdict}`)}>
      {shape}
    </svg>
  ) : (
    <svg {...size} aria-hidden="true">
      {shape}
    </svg>
  );
}
