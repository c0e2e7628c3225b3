import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import classes from './FrameCard.module.css';
import type { FrameNode } from './frames.ts';

/** The frame of a group, where nothing can be changed. */
export const FrameCard = memo(function FrameCard({ data }: NodeProps<FrameNode>) {
  return (
    <div className={classes.frame}>
      <span className={classes.title}>
        <bdi>{data.title}</bdi>
      </span>
    </div>
  );
});
