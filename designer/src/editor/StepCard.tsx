import { IconAlertTriangle, IconPlus, IconX } from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { type CSSProperties, memo, useContext } from 'react';
import { t } from '../messages/t.ts';
import { AddAtPort } from './add-at-port.ts';
import { ChangeTag } from './ChangeTag.tsx';
import { differs, useComparison } from './comparison.ts';
import { useStepCount } from './counters-context.ts';
import { useDetail } from './detail.ts';
import type { StepData, StepNode } from './flow.ts';
import { faceOf } from './node-kinds/index.ts';
import classes from './StepCard.module.css';
import { StepFoot } from './StepFoot.tsx';

/** One step of a workflow: the card that is the same on every canvas. */
export const StepCard = memo(function StepCard({ data, selected, height, isConnectable }: NodeProps<StepNode>) {
  const detail = useDetail();
  const block = detail === 'block';
  const isEnd = data.node.kind === 'end';
  const differing = differs(useComparison()?.nodes[data.node.id]);
  const order: CSSProperties = { '--order': data.mark?.order ?? 0 };
  return (
    <div
      className={classes.card}
      style={{ ...order, height }}
      data-family={data.family}
      data-end={isEnd || undefined}
      data-lit={(data.mark?.state === 'lit' && !data.faded) || undefined}
      data-faded={data.faded || undefined}
      data-culprit={data.mark?.culprit || undefined}
      data-differs={(differing && !data.faded) || undefined}
      data-selected={selected || undefined}
      data-change={data.mark?.change}
      data-compact={detail === 'plain' || undefined}
      data-block={block || undefined}
    >
      {block ? <bdi className={classes.title}>{data.node.title}</bdi> : <Face data={data} plain={detail === 'plain'} />}
      <ProblemMark problem={data.mark?.problem} />
      {data.mark?.change && <ChangeTag change={data.mark.change} />}
      {block && <Anchors data={data} />}
      {data.input && !block && (
        <Handle
          id="in"
          type="target"
          position={Position.Top}
          className={classes.entry}
          isConnectable={isConnectable}
          isConnectableStart={false}
          data-lit={data.entryLit || undefined}
        />
      )}
      {!block && <Ports data={data} connectable={isConnectable} />}
      {!block && <PortAdders data={data} />}
    </div>
  );
});

/**
 * Where the wires of a block begin and end. Too small to be taken hold of, they are no handles, each of which would look at
 * the canvas in every frame; React Flow finds them by these names when it measures the card.
 */
function Anchors({ data }: { readonly data: StepData }) {
  return (
    <>
      {data.input && <i className={`target ${classes.anchor}`} data-handleid="in" data-handlepos={Position.Top} />}
      {data.ports.map((port) => (
        <i
          key={port.name}
          className={`source ${classes.anchor}`}
          style={{ left: `calc(50% + ${port.dx - port.width / 2}px)`, width: port.width }}
          data-handleid={port.name}
          data-handlepos={Position.Bottom}
        />
      ))}
    </>
  );
}

/** What a card says; plain, it has no English and no curve. */
function Face({ data, plain }: { readonly data: StepData; readonly plain: boolean }) {
  const Icon = faceOf(data.node).icon;
  const isEnd = data.node.kind === 'end';
  return (
    <div className={classes.body}>
      <div className={classes.head}>
        <span className={classes.tile}>
          <Icon size={14} stroke={1.75} aria-hidden="true" />
        </span>
        <bdi className={classes.title}>{data.node.title}</bdi>
        {isEnd && <EndCount id={data.node.id} />}
        {data.changed && <ChangedDot dirt={data.dirt} />}
        <span className={classes.number}>{data.number}</span>
      </div>
      {data.lines > 0 && !plain && (
        <p className={classes.english} data-lines={data.lines}>
          {data.english}
        </p>
      )}
      {data.foot && !isEnd && <StepFoot data={data} plain={plain} />}
    </div>
  );
}

/** Since the version that is compared with the dot is hollow; only since the last try it is half of one. */
function ChangedDot({ dirt }: { readonly dirt: StepData['dirt'] }) {
  const words = dirt?.words ?? t('node.changed');
  return <span className={classes.changed} data-since={dirt?.since} role="img" aria-label={words} title={words} />;
}

function EndCount({ id }: { readonly id: string }) {
  const count = useStepCount(id)?.count;
  return count === undefined ? null : <b className={classes.endCount}>{count}</b>;
}

function Ports({ data, connectable }: { readonly data: StepData; readonly connectable: boolean }) {
  return data.ports.map((port) => (
    <Handle
      key={port.name}
      id={port.name}
      type="source"
      position={Position.Bottom}
      isConnectable={connectable}
      isConnectableEnd={false}
      className={port.named ? classes.tab : classes.ring}
      style={{ left: `calc(50% + ${port.dx}px)`, ...(port.named ? { width: port.width } : {}) }}
      data-lit={data.litPorts.has(port.name) || undefined}
      data-free={!port.wired || undefined}
    >
      {port.named ? <bdi>{port.label}</bdi> : null}
    </Handle>
  ));
}

/** Where the workflow can be changed: what to go on with, at every port that leads nowhere. */
function PortAdders({ data }: { readonly data: StepData }) {
  const addAt = useContext(AddAtPort);
  if (!addAt) return null;
  return data.ports
    .filter((port) => !port.wired)
    .map((port) => (
      <button
        key={port.name}
        type="button"
        tabIndex={-1}
        className={`${classes.adder} nodrag nopan`}
        style={{ left: `calc(50% + ${port.dx}px)` }}
        data-wanted={data.wanted.includes(port.name) || undefined}
        aria-label={t('node.add-after', { port: port.label, title: data.node.title })}
        onClick={(e) => {
          e.stopPropagation();
          addAt(data.node.id, port.name, e.currentTarget);
        }}
      >
        <IconPlus size={12} stroke={2} aria-hidden="true" />
      </button>
    ));
}

function ProblemMark({ problem }: { readonly problem: 'error' | 'warning' | undefined }) {
  if (!problem) return null;
  const Icon = problem === 'error' ? IconX : IconAlertTriangle;
  return (
    <span className={classes.problem} data-problem={problem} role="img" aria-label={t(`problem.${problem}`)}>
      <Icon size={11} stroke={2.25} aria-hidden="true" />
    </span>
  );
}
