import type { Summary } from '@slipway/shared/api';
import { t, tn } from '../messages/t.ts';
import { Dot } from './Dot.tsx';
import classes from './LagBadge.module.css';
import { lengthText } from './time.ts';

const IN_STEP_SECONDS = 2;

interface LagBadgeProps {
  readonly lag: Summary['lag'];
  readonly perSecond: number;
  /** The clock of a replay leaps by days: its lag is told by how long the backlog takes at the present rate. */
  readonly replay: boolean;
}

/** How far behind the decisions are: in step, or how many events and how long. */
export function LagBadge({ lag, perSecond, replay }: LagBadgeProps) {
  const seconds = replay ? lag.events / Math.max(1, perSecond) : lag.seconds;
  const inStep = seconds < IN_STEP_SECONDS;
  return (
    <span className={classes.badge} title={t('lag.detail')} data-testid="lag">
      <Dot state={inStep ? 'ok' : 'idle'} />
      {inStep
        ? t('lag.none')
        : t('lag.behind', { events: tn('lag.events', lag.events), length: lengthText(seconds * 1000) })}
    </span>
  );
}
