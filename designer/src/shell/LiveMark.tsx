import type { LiveState } from '../api/live.ts';
import { t } from '../messages/t.ts';
import { Dot } from '../ui/Dot.tsx';
import classes from './LiveMark.module.css';

const DOTS = { open: 'ok', connecting: 'idle', lost: 'fail' } as const;

/** Whether what is on screen follows what happens. */
export function LiveMark({ state }: { readonly state: LiveState }) {
  return (
    <span
      className={classes.mark}
      role="status"
      title={t(`live.${state}-detail`)}
      data-testid="live"
      data-state={state}
    >
      <Dot state={DOTS[state]} />
      <span className={classes.word}>{t(`live.${state}`)}</span>
    </span>
  );
}
