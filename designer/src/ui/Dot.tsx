import classes from './Dot.module.css';

/** A point that says: in step (green), being looked for (grey), lost (plum). Always beside its word. */
export function Dot({ state, beat }: { readonly state: 'ok' | 'idle' | 'fail'; readonly beat?: boolean }) {
  return <span className={classes.dot} data-state={state} data-beat={beat || undefined} aria-hidden="true" />;
}
