import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { type CSSProperties, memo, useRef } from 'react';
import { useCounters } from './counters-context.ts';
import type { WireEdge } from './flow-mapping.ts';
import classes from './Wire.module.css';

/** A wire between two steps. While events arrive a token travels it: its count is the token's key, so each runs once. */
export const Wire = memo(function Wire({ data }: EdgeProps<WireEdge>) {
  const count = useCounters()?.ports[data?.port ?? ''];
  const first = useRef(count);
  if (!data) return null;
  first.current ??= count;
  const moved = count !== undefined && count !== first.current;
  const order: CSSProperties = { '--order': data.order };
  return (
    <g className={classes.wire} style={order} data-state={data.lit ? 'lit' : data.faded ? 'faded' : 'rest'}>
      {data.lit && <path d={data.path} className={classes.glow} />}
      <path d={data.path} className={classes.line} />
      {moved && <circle key={count} r={4} className={classes.token} style={{ offsetPath: `path("${data.path}")` }} />}
      {data.chip && (
        <EdgeLabelRenderer>
          <div
            className={classes.chip}
            style={{ transform: `translate(-50%, -50%) translate(${data.chipAt.x}px, ${data.chipAt.y}px)` }}
          >
            {data.chip}
          </div>
        </EdgeLabelRenderer>
      )}
    </g>
  );
});
