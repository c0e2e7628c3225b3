import '@xyflow/react/dist/base.css';
import type { Graph } from '@slipway/shared/api';
import { type Node, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useMemo } from 'react';
import { DetailContext, detailAt } from './detail.ts';
import type { English } from './english.ts';
import { FrameCard } from './FrameCard.tsx';
import { toFlow, type WireEdge } from './flow-mapping.ts';
import { NO_MARKS } from './marks.ts';
import { NoteCard } from './NoteCard.tsx';
import { boundsOf, sizeWithin } from './picture-size.ts';
import { StepCard } from './StepCard.tsx';
import { Wire } from './Wire.tsx';

interface PictureProps {
  readonly graph: Graph;
  readonly english: English;
  /** The room for it, in CSS pixels. */
  readonly room: { readonly width: number; readonly height: number };
}

const nodeTypes = { step: StepCard, note: NoteCard, frame: FrameCard };
const edgeTypes = { wire: Wire };
const MARGIN = 16;
const nothing = () => {};

/** A workflow as a picture: the same cards and wires as on the canvas, whole and as large as the room allows, never as blocks. */
export function Picture({ graph, english, room }: PictureProps) {
  const flow = useMemo(() => toFlow(graph, { marks: NO_MARKS, english, face: 'full', foot: false }), [graph, english]);
  const bounds = boundsOf(flow.nodes);
  const { width, height, zoom } = sizeWithin(bounds, room, MARGIN);
  const viewport = { x: (width - bounds.width * zoom) / 2 - bounds.x * zoom, y: MARGIN - bounds.y * zoom, zoom };
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
