import type { ActionState } from '@slipway/shared/api';
import { IconCheck, IconClockPause, IconDots, IconLoader2, IconMinus, IconRefresh, IconX } from '@tabler/icons-react';
import { t } from '../messages/t.ts';
import classes from './ActionMark.module.css';

const ICONS = {
  requested: IconDots,
  running: IconLoader2,
  retrying: IconRefresh,
  done: IconCheck,
  dead: IconX,
  withdrawn: IconMinus,
  stuck: IconClockPause,
} as const;

/** What became of an action: its sign, and its word where `word` is asked for (its label otherwise). */
export function ActionMark({
  state,
  stuck,
  word,
}: {
  readonly state: ActionState;
  readonly stuck?: boolean;
  readonly word?: boolean;
}) {
  const shown = stuck ? 'stuck' : state;
  const Icon = ICONS[shown];
  const label = t(`actions.state.${shown}`);
  return (
    <span
      className={classes.mark}
      data-state={shown}
      {...(word ? {} : { role: 'img', 'aria-label': label, title: label })}
    >
      <Icon size={15} stroke={2} aria-hidden="true" />
      {word && <span>{label}</span>}
    </span>
  );
}
