import { VisuallyHidden } from '@mantine/core';
import type { Cell } from '@slipway/shared/api';
import { IconArrowDown, IconArrowUp, IconCheck, IconGitBranch, IconMinus, IconPlayerPause } from '@tabler/icons-react';
import { t, tn } from '../../messages/t.ts';
import { Chip } from '../../ui/Chip.tsx';
import classes from './Releases.module.css';

const ICONS = {
  'in-sync': IconCheck,
  ahead: IconArrowUp,
  behind: IconArrowDown,
  'changed-here': IconGitBranch,
  'not-present': IconMinus,
  paused: IconPlayerPause,
} as const;

interface ReleaseCellProps {
  readonly cell: Cell;
  readonly name: string;
  readonly current: boolean;
  readonly onOpen: () => void;
}

/** A workflow in one environment: its version, and how that stands to the environment before; a word beside each sign. */
export function ReleaseCell({ cell, name, current, onOpen }: ReleaseCellProps) {
  const Icon = ICONS[cell.state];
  return (
    <button type="button" className={classes.cell} data-state={cell.state} aria-pressed={current} onClick={onOpen}>
      <VisuallyHidden>{t('releases.cell', { name, environment: cell.environment })} </VisuallyHidden>
      <Icon size={15} stroke={2} aria-hidden="true" />
      {cell.version !== null && <b>{t('version', { version: cell.version })} </b>}
      <span className={classes.policy}>{words(cell)}</span>
      {cell.plan && <Chip look="accent">{t('releases.planned')}</Chip>}
    </button>
  );
}

function words(cell: Cell): string {
  if (cell.state === 'behind') return tn('releases.behind', cell.distance);
  if (cell.state === 'ahead') return tn('releases.ahead', cell.distance);
  return t(`releases.state.${cell.state}`);
}
