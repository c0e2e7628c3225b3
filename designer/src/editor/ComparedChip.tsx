import { EdgeLabelRenderer, useStore } from '@xyflow/react';
import classes from './Compared.module.css';
import { Compared } from './Compared.tsx';
import { differs, type OldNew } from './comparison.ts';
import type { Point } from './wires.ts';

const FAR_BELOW = 0.7;
const zoomedOut = (state: { readonly transform: readonly [number, number, number] }) => state.transform[2] < FAR_BELOW;

/** Old and new counts on a wire; larger when zoomed out, so that they can still be read. */
export function ComparedChip({ counts, at }: { readonly counts: OldNew; readonly at: Point }) {
  const far = useStore(zoomedOut);
  return (
    <EdgeLabelRenderer>
      <div
        className={classes.chip}
        data-differs={differs(counts) || undefined}
        data-far={far || undefined}
        style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
      >
        <Compared counts={counts} />
      </div>
    </EdgeLabelRenderer>
  );
}
