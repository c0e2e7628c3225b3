import type { Severity } from '@slipway/shared/api';
import { t } from '../messages/t.ts';
import classes from './SeverityMark.module.css';

interface SeverityMarkProps {
  readonly severity: Severity;
  /** With the word; without it the word is its label. */
  readonly word?: boolean;
}

/** A severity, always as its shape and its word: octagon, triangle, hollow diamond, ring. */
export function SeverityMark({ severity, word }: SeverityMarkProps) {
  const label = t(`severity.${severity}`);
  return (
    <span className={classes.mark} data-severity={severity}>
      {word ? (
        <svg width={14} height={14} viewBox="0 0 14 14" aria-hidden="true">
          {SHAPES[severity]}
        </svg>
      ) : (
        <svg width={14} height={14} viewBox="0 0 14 14" role="img" aria-label={label}>
          {SHAPES[severity]}
        </svg>
      )}
      {word && <span className={classes.word}>{label}</span>}
    </span>
  );
}

const SHAPES = {
  critical: (
    <>
      <path className={classes.fill} d="M4.3.6h5.4l3.7 3.7v5.4l-3.7 3.7H4.3L.6 9.7V4.3z" />
      <path className={classes.cut} d="M7 3.4v4.2M7 10v.4" />
    </>
  ),
  high: <path className={classes.fill} d="M7 1.2 13.6 12.8H.4z" />,
  medium: <path className={classes.line} d="M7 1.2 12.8 7 7 12.8 1.2 7z" />,
  low: <circle className={classes.line} cx={7} cy={7} r={5} />,
} as const;
