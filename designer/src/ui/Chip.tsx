import type { ReactNode } from 'react';
import classes from './Chip.module.css';

interface ChipProps {
  readonly children: ReactNode;
  readonly look?: 'plain' | 'accent' | 'ok' | 'fail' | 'human';
}

/** A small word in a quiet box: a state, a version, a count. */
export function Chip({ children, look = 'plain' }: ChipProps) {
  return (
    <span className={classes.chip} data-look={look}>
      {children}
    </span>
  );
}
