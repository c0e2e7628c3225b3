import type { Summary } from '@slipway/shared/api';
import { t, tn } from '../messages/t.ts';
import { Dot } from './Dot.tsx';
import classes from './LagBadge.module.css';
import { lengthText } from './time.ts';

const IN_STEP_SECONDS = 2;

interface LagBadgeProps {
  readonly lag: Summary['lag'];
  readonly perSecond: number;
  /** Where the records carry wall time: the clock of a replay leaps by days, so its lag is told in events alone. */
  readonly live: boolean;
}

/** How far behind the decisions are: in step, or how many events and how long. */
export function LagBadge({ lag, perSecond, live }: LagBadgeProps) {
  const seconds = live ? lag.seconds : lag.events / Math.max(1, perSecond);
  const events = tn('lag.events', lag.events);
  const inStep = seconds < IN_STEP_SECONDS;
  return (
    <span className={classes.badge} title={t('lag.detail')} data-testid="lag">
      <Dot state={inStep ? 'ok' : 'idle'} />
      {inStep
        ? t('lag.none')
        : live
          ? t('lag.behind', { events, length: lengthText(seconds * 1000) })
          : t('lag.events-behind', { events })}
    </span>
  );
}
