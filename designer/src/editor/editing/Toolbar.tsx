import { Panel } from '@xyflow/react';
import classes from './EditCanvas.module.css';
import { HandTools } from './HandTools.tsx';
import type { Hand } from './hand.ts';

/** Add, undo, redo and search, at the upper left of the canvas. */
export function Toolbar({ hand, adds }: { readonly hand: Hand; readonly adds: boolean }) {
  return (
    <Panel position="top-left" className={classes.bar ?? ''}>
      <HandTools hand={hand} adds={adds} />
    </Panel>
  );
}
