import { ActionIcon } from '@mantine/core';
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { type FitViewOptions, Panel, useReactFlow, useStore } from '@xyflow/react';
import type { ReactNode } from 'react';
import { t } from '../messages/t.ts';
import { motionMs } from '../ui/motion.ts';
import classes from './Canvas.module.css';

const percent = (state: { readonly transform: readonly [number, number, number] }) =>
  Math.round(state.transform[2] * 100);
const move = () => ({ duration: motionMs(150) });

interface ZoomBarProps {
  readonly fit: FitViewOptions;
  readonly position: 'bottom-left' | 'bottom-right' | 'top-right';
  /** Further buttons of the same bar. */
  readonly children?: ReactNode;
}

/** Zoom and fit, in a corner of a canvas. */
export function ZoomBar({ fit, position, children }: ZoomBarProps) {
  const flow = useReactFlow();
  const zoom = useStore(percent);
  return (
    <Panel position={position} className={classes.zoom ?? ''}>
      <ActionIcon aria-label={t('canvas.zoom-out')} onClick={() => void flow.zoomOut(move())}>
        <IconMinus size={16} stroke={1.75} />
      </ActionIcon>
      <span className={classes.percent}>{t('canvas.percent', { percent: zoom })}</span>
      <ActionIcon aria-label={t('canvas.zoom-in')} onClick={() => void flow.zoomIn(move())}>
        <IconPlus size={16} stroke={1.75} />
      </ActionIcon>
      <ActionIcon aria-label={t('canvas.fit')} onClick={() => void flow.fitView({ ...fit, ...move() })}>
        <IconMaximize size={16} stroke={1.75} />
      </ActionIcon>
      {children}
    </Panel>
  );
}
