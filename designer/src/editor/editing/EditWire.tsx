import { IconPlus } from '@tabler/icons-react';
import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo, useMemo, useState } from 'react';
import { t } from '../../messages/t.ts';
import { useDetail } from '../detail.ts';
import type { WireEdge } from '../flow.ts';
import { Wire } from '../Wire.tsx';
import classes from './EditWire.module.css';
import { useHand } from './hand-context.ts';
import { useWay } from './ways.ts';

/** A wire that can be picked, led elsewhere and opened for another step. */
export const EditWire = memo(function EditWire(props: EdgeProps<WireEdge>) {
  const hand = useHand();
  const [near, setNear] = useState(false);
  const { id, selected } = props;
  const way = useWay(id);
  const data = useMemo(() => (way && props.data ? { ...props.data, ...way } : props.data), [way, props.data]);
  const far = useDetail() === 'block';
  if (!data) return null;
  const at = data.chip ? { x: data.chipAt.x, y: data.chipAt.y + 22 } : data.chipAt;
  return (
    <g onPointerEnter={() => setNear(true)} onPointerLeave={() => setNear(false)}>
      {selected && <path d={data.path} className={classes.picked} />}
      <Wire {...props} data={data} />
      {!far && <path d={data.path} className={`react-flow__edge-interaction ${classes.reach}`} />}
      {(near || selected) && !far && (
        <EdgeLabelRenderer>
          <button
            type="button"
            tabIndex={-1}
            className={`${classes.insert} nodrag nopan`}
            style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
            aria-label={t('wire.insert')}
            onPointerEnter={() => setNear(true)}
            onPointerLeave={() => setNear(false)}
            onClick={(e) => hand.addInWire(id, { x: e.clientX, y: e.clientY })}
          >
            <IconPlus size={12} stroke={2} aria-hidden="true" />
          </button>
        </EdgeLabelRenderer>
      )}
    </g>
  );
});
