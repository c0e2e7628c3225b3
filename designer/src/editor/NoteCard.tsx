import type { NodeProps } from '@xyflow/react';
import type { NoteNode } from './flow.ts';
import classes from './NoteCard.module.css';

/** A remark that somebody left beside the steps. */
export function NoteCard({ data }: NodeProps<NoteNode>) {
  return <p className={classes.note}>{data.text}</p>;
}
