import '@xyflow/react/dist/base.css';
import type { Graph } from '@slipway/shared/api';
import { type Node, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { DetailContext, detailAt } from './detail.ts';
import type { English } from './english.ts';
import { FrameCard } from './FrameCard.tsx';
import type { Flow, WireEdge } from './flow.ts';
import { toFlow } from './flow-mapping.ts';
import { NO_MARKS } from './marks.ts';
import { NoteCard } from './NoteCard.tsx';
import { StepCard } from './StepCard.tsx';
import { Wire } from './Wire.tsx';
import type { Box } from './wires.ts';

/** Everything of a workflow that a picture shows. */
export function pictured(graph: Graph, english: English): Flow {
  return toFlow(graph, { marks: NO_MARKS, english, face: 'full', foot: false });
}

interface PictureProps {
  readonly flow: Pick<Flow, 'nodes' | 'wires' | 'frames'>;
  /** What is seen of it. */
  readonly view: Box;
  readonly zoom: number;
  /** Free room around it, in CSS pixels. */
  readonly margin: number;
  /** As wide as this, in CSS pixels; what is seen stands in the middle. */
  readonly width: number;
}

const nodeTypes = { step: StepCard, note: NoteCard, frame: FrameCard };
const edgeTypes = { wire: Wire };
const nothing = () => {};

/** A workflow as a picture: the same cards and wires as on the canvas, never as blocks. */
export function Picture({ flow, view, zoom, margin, width }: PictureProps) {
  const height = Math.ceil(view.height * zoom + 2 * margin);
  const viewport = { x: (width - view.width * zoom) / 2 - view.x * zoom, y: margin - view.y * zoom, zoom };
  return (
    <div style={{ width, height }} aria-hidden="true" inert>
      <ReactFlowProvider>
        <DetailContext value={detailAt(zoom, 0)}>
          <ReactFlow
            nodes={[...flow.frames, ...flow.nodes] as Node[]}
            edges={flow.wires as WireEdge[]}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            colorMode="light"
            viewport={viewport}
            onViewportChange={nothing}
            minZoom={0.05}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            panOnDrag={false}
            zoomOnScroll={false}
            zoomOnPinch={false}
            zoomOnDoubleClick={false}
            preventScrolling={false}
            proOptions={{ hideAttribution: true }}
          />
        </DetailContext>
      </ReactFlowProvider>
    </div>
  );
}
