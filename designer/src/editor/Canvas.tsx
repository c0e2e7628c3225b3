import { readEnd } from './ends.ts';
import type { English } from './english.ts';
import '@xyflow/react/dist/base.css';
import type { Counters, Graph } from '@slipway/shared/api';
import {
  Background,
  BackgroundVariant,
  MiniMap,
  type Node,
  ReactFlow,
  type ReactFlowInstance,
  ReactFlowProvider,
  type ReactFlowState,
  useReactFlow,
  useStore,
  useStoreApi,
} from '@xyflow/react';
import { type KeyboardEvent, memo, type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { t } from '../messages/t.ts';
import { useColorScheme } from '../ui/color-scheme.ts';
import { motionMs } from '../ui/motion.ts';
import classes from './Canvas.module.css';
import { chipsApart } from './chip-places.ts';
import { CompareContext, type Comparison } from './comparison.ts';
import { CountersContext, useLiveCounts } from './counters-context.ts';
import { DetailContext, detailAt, MANY_STEPS } from './detail.ts';
import { FrameCard } from './FrameCard.tsx';
import type { StepData, WireEdge } from './flow.ts';
import { toFlow } from './flow-mapping.ts';
import { type Marks, NO_MARKS } from './marks.ts';
import { NoteCard } from './NoteCard.tsx';
import { neighbour } from './neighbour.ts';
import { StepCard } from './StepCard.tsx';
import { useEnglish } from './use-english.ts';
import { Wire } from './Wire.tsx';
import { ZoomBar } from './ZoomBar.tsx';

export interface CanvasProps {
  readonly graph: Graph;
  readonly label: string;
  readonly counters?: Counters | undefined;
  readonly marks?: Marks;
  readonly face?: 'full' | 'compact';
  readonly minimap?: boolean;
  readonly selected?: string | undefined;
  readonly onSelect?: ((node: string | undefined) => void) | undefined;
  /** The step to look at when the whole would be too small to read. */
  readonly focus?: string | undefined;
  readonly chips?: Readonly<Record<string, string>>;
  /** What two versions did, in place of counters; `changed` are the steps that are not the same in both. */
  readonly compare?: Comparison | undefined;
  readonly changed?: ReadonlySet<string> | undefined;
  /** The step to bring into sight now. */
  readonly at?: string | undefined;
  readonly children?: ReactNode;
}

const nodeTypes = { step: StepCard, note: NoteCard, frame: FrameCard };
const edgeTypes = { wire: Wire };
/** Zoom and legend stand below it and must not lie on a card. */
const FIT = { padding: { top: '20px', x: 0.06, bottom: '56px' }, maxZoom: 1 } as const;
const READABLE_ZOOM = 0.7;
/** Where the upper edge of that step then stands, in pixels. */
const LOOK_TOP = 48;
const MIN_ZOOM = 0.15;
const MAX_ZOOM = 1.6;

/** A workflow to look at: pan, zoom, step from card to card with the arrow keys. Nothing on it can be changed. */
export function Canvas({ counters, ...props }: CanvasProps) {
  const live = useLiveCounts(counters);
  const full = props.face !== 'compact';
  const english = useEnglish(props.graph, full);
  // Cards are as high as their English: drawn without it they would jump when it comes.
  if (full && !english) return <section className={classes.canvas} aria-label={props.label} aria-busy="true" />;
  return (
    <ReactFlowProvider>
      <CountersContext value={live}>
        <CompareContext value={props.compare}>
          <Flow {...props} counted={live !== undefined} english={english} />
        </CompareContext>
      </CountersContext>
    </ReactFlowProvider>
  );
}

/** Counts pass it by: it is drawn again when the picture is another, not when a number is. */
const Flow = memo(function Flow({
  graph,
  label,
  counted,
  marks = NO_MARKS,
  face = 'full',
  minimap,
  selected,
  onSelect,
  focus,
  chips,
  compare,
  changed,
  at,
  children,
  english,
}: Omit<CanvasProps, 'counters'> & { readonly counted: boolean; readonly english: English | undefined }) {
  const frame = useRef<HTMLElement>(null);
  const steps = graph.nodes.length;
  const detail = useStore(useCallback(({ transform }: ReactFlowState) => detailAt(transform[2], steps), [steps]));
  const scheme = useColorScheme();
  const foot = counted || compare !== undefined || marks.path;
  const flow = useMemo(
    () => toFlow(graph, { marks, english, face, foot, changed, ...(chips ? { chips } : {}) }),
    [graph, marks, english, face, foot, changed, chips],
  );
  const nodes = useMemo(
    () => [...flow.frames, ...flow.nodes.map((node) => (node.id === selected ? { ...node, selected: true } : node))],
    [flow, selected],
  );
  const wires = useMemo(() => (compare ? chipsApart(flow) : flow.wires), [flow, compare]);
  const walk = useCallback(
    (e: KeyboardEvent) => {
      const from = (e.target as HTMLElement).closest('.react-flow__node')?.getAttribute('data-id');
      if (!from) return;
      if (e.key === 'Enter' || e.key === ' ') onSelect?.(from);
      const to = neighbour(graph.edges.map(ends), flow.nodes, from, e.key);
      if (!to) return;
      e.preventDefault();
      frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(to)}"]`)?.focus();
    },
    [graph, flow, onSelect],
  );
  return (
    <section ref={frame} className={classes.canvas} aria-label={label} data-testid="canvas" onKeyDownCapture={walk}>
      <DetailContext value={detail}>
        <ReactFlow
          nodes={nodes as Node[]}
          edges={wires as WireEdge[]}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          colorMode={scheme}
          fitView
          fitViewOptions={FIT}
          minZoom={MIN_ZOOM}
          maxZoom={MAX_ZOOM}
          nodesDraggable={false}
          nodesConnectable={false}
          edgesFocusable={false}
          elementsSelectable
          deleteKeyCode={null}
          multiSelectionKeyCode={null}
          selectionKeyCode={null}
          // Blocks are cheaper to keep than to draw as they come into sight.
          onlyRenderVisibleElements={steps > MANY_STEPS && detail !== 'block'}
          onNodeClick={(_e, node) => onSelect?.(node.id)}
          onPaneClick={() => onSelect?.(undefined)}
          onInit={(instance) => void look(instance, focus, frame.current)}
          proOptions={{ hideAttribution: true }}
          ariaLabelConfig={{
            'node.a11yDescription.default': t('canvas.keys'),
            'node.a11yDescription.keyboardDisabled': t('canvas.keys'),
            'minimap.ariaLabel': t('canvas.minimap'),
          }}
        >
          <Background variant={BackgroundVariant.Dots} gap={16} size={1.5} color="var(--canvas-dot)" />
          <BringIntoSight step={at} />
          <ZoomBar fit={FIT} position={compare ? 'top-right' : minimap ? 'bottom-left' : 'bottom-right'} />
          {minimap && (
            <MiniMap
              pannable
              zoomable
              className={classes.minimap ?? ''}
              nodeColor={hue}
              nodeBorderRadius={6}
              ariaLabel={t('canvas.minimap')}
            />
          )}
        </ReactFlow>
      </DetailContext>
      {children}
    </section>
  );
});

/** Shows the whole; where that is too small to read, the step to look at and what follows it. */
async function look(flow: ReactFlowInstance<Node, WireEdge>, focus: string | undefined, frame: HTMLElement | null) {
  await flow.fitView(FIT);
  const step = focus === undefined ? undefined : flow.getNode(focus);
  if (!step || !frame || flow.getZoom() >= READABLE_ZOOM) return;
  const zoom = READABLE_ZOOM + 0.1;
  const middle = step.position.x + (step.width ?? 0) / 2;
  await flow.setViewport({ x: frame.clientWidth / 2 - middle * zoom, y: LOOK_TOP - step.position.y * zoom, zoom });
}

/** Moves the picture to a step that somebody wants to see, where it is out of sight or too small. */
function BringIntoSight({ step }: { readonly step: string | undefined }) {
  const { getNode, setCenter } = useReactFlow<Node, WireEdge>();
  const store = useStoreApi();
  useEffect(() => {
    const node = step === undefined ? undefined : getNode(step);
    if (!node) return;
    const { width, height, transform } = store.getState();
    const [left, top, zoom] = transform;
    const [wide, high] = [node.width ?? 0, node.height ?? 0];
    const x = left + node.position.x * zoom;
    const y = top + node.position.y * zoom;
    const seen = x > 0 && y > 0 && x + wide * zoom < width && y + high * zoom < height;
    if (seen && zoom >= LEGIBLE_ZOOM) return;
    void setCenter(node.position.x + wide / 2, node.position.y + high / 2, {
      zoom: Math.max(zoom, LEGIBLE_ZOOM),
      duration: motionMs(MOVE_MS),
    });
  }, [step, getNode, setCenter, store]);
  return null;
}

/** Titles can be read; English lines are gone. */
const LEGIBLE_ZOOM = 0.5;
const MOVE_MS = 240;

const ends = (edge: { readonly from: string; readonly to: string }) => ({
  from: readEnd(edge.from).node,
  to: readEnd(edge.to).node,
});

function hue(node: Node): string {
  const { family } = node.data as Partial<StepData>;
  if (node.type === 'frame') return 'transparent';
  return family ? `var(--${family}-bar)` : 'var(--note-line)';
}
