import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { type CSSProperties, memo, useRef } from 'react';
import { formatNumber } from '../messages/t.ts';
import { ComparedChip } from './ComparedChip.tsx';
import { differs, useComparison } from './comparison.ts';
import { usePortCount } from './counters-context.ts';
import { useDetail } from './detail.ts';
import type { WireEdge } from './flow.ts';
import { Token } from './Token.tsx';
import classes from './Wire.module.css';
import { WireChip } from './WireChip.tsx';

/**
 * A wire between two steps. While events arrive tokens travel it, one after the other. From afar it is a line and counts
 * nothing.
 */
export const Wire = memo(function Wire({ data }: EdgeProps<WireEdge>) {
  const far = useDetail() === 'block';
  const count = usePortCount(far ? undefined : data?.port);
  const compared = useComparison()?.ports[data?.port ?? ''];
  const first = useRef(count);
  if (!data) return null;
  first.current ??= count;
  const moved = count !== undefined && count !== first.current;
  const order: CSSProperties = { '--order': data.order };
  const state = data.lit ? 'lit' : data.faded ? 'faded' : differs(compared) ? 'differs' : 'rest';
  return (
    <g
      className={classes.wire}
      style={order}
      data-state={state}
      data-change={data.change}
      data-untried={data.untried || undefined}
      data-far={far || undefined}
    >
      {data.lit && <path d={data.path} className={classes.glow} />}
      <path d={data.path} className={classes.line} />
      {moved && <Token path={data.path} count={count} />}
      {count !== undefined && count > 0 && !compared && !data.lit && !data.faded && !data.chip && (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in an SVG group takes the focus
        <g aria-hidden="true">
          <text className={classes.count} x={data.chipAt.x} y={data.chipAt.y}>
            {formatNumber(count)}
          </text>
        </g>
      )}
      {compared && !data.lit && !data.faded && <ComparedChip counts={compared} at={data.chipAt} />}
      {data.chip && (
        <EdgeLabelRenderer>
          <WireChip text={data.chip} at={data.chipAt} values={data.values} change={data.change} quiet={data.untried} />
        </EdgeLabelRenderer>
      )}
    </g>
  );
});
