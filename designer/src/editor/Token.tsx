import { useState } from 'react';
import classes from './Wire.module.css';

interface TokenProps {
  readonly path: string;
  /** How many have gone this way. */
  readonly count: number;
}

/**
 * A token on its way. One that has begun comes to the end, however fast the counts move; the next one starts then, if
 * something has gone this way meanwhile.
 */
export function Token({ path, count }: TokenProps) {
  const [run, setRun] = useState({ of: count, done: false });
  if (run.done && run.of !== count) setRun({ of: count, done: false });
  if (run.done) return null;
  return (
    <circle
      key={run.of}
      r={4}
      className={classes.token}
      style={{ offsetPath: `path("${path}")` }}
      onAnimationEnd={() => setRun(({ of }) => (of === count ? { of, done: true } : { of: count, done: false }))}
    />
  );
}
