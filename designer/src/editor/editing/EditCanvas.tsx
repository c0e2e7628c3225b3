import '@xyflow/react/dist/base.css';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import {
  Background,
  BackgroundVariant,
  MiniMap,
  type Node,
  Panel,
  ReactFlow,
  type ReactFlowState,
  SelectionMode,
  useStore as useCanvas,
} from '@xyflow/react';
import { type DragEvent, memo, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../messages/t.ts';
import { useCommands } from '../../shell/commands/registry.ts';
import { useColorScheme } from '../../ui/color-scheme.ts';
import { AddAtPort } from '../add-at-port.ts';
import canvas from '../Canvas.module.css';
import { CountersContext } from '../counters-context.ts';
import { DetailContext, detailAt, MANY_STEPS } from '../detail.ts';
import { useStore } from '../editor-context.ts';
import type { NoteNode, StepData, StepNode, WireEdge } from '../flow.ts';
import type { FrameNode } from '../frames.ts';
import type { LiveCounts } from '../live-counts.ts';
import { StepCard } from '../StepCard.tsx';
import { ZoomBar } from '../ZoomBar.tsx';
import { ConnectionLine } from './ConnectionLine.tsx';
import { allKinds } from './choices.ts';
import { handCommands, lookCommands } from './commands.ts';
import classes from './EditCanvas.module.css';
import { EditFrame } from './EditFrame.tsx';
import { EditNote } from './EditNote.tsx';
import { EditWire } from './EditWire.tsx';
import { Guides } from './Guides.tsx';
import type { Hand } from './hand.ts';
import { FIT, type Look } from './look.ts';
import { DRAGGED } from './Palette.tsx';
import { PickerLayer } from './Picker.tsx';
import { SelectionBar } from './SelectionBar.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useClipboard } from './use-clipboard.ts';
import { type Drawn, useDrawn } from './use-drawn.ts';
import { useFocusedCard } from './use-focused-card.ts';
import { type Gestures, STILL, useGestures } from './use-gestures.ts';
import { useKeys } from './use-keys.ts';
import { useTidy } from './use-tidy.ts';
import { Ways, WaysContext } from './ways.ts';

const nodeTypes = { step: StepCard, note: EditNote, frame: EditFrame };
const edgeTypes = { wire: EditWire };
const WITH_SHIFT = ['Shift', 'Meta', 'Control'];
const MAP = { width: 128, height: 96 } as const;
const NO_ATTRIBUTION = { hideAttribution: true } as const;
type Card = StepNode | NoteNode | FrameNode;

export interface EditCanvasProps {
  readonly hand: Hand<Look>;
  readonly frame: () => HTMLElement | null;
  readonly label: string;
  /** Live counts in place of what is tried. */
  readonly counts?: LiveCounts | undefined;
  /** Whether the canvas has a button to add, because no palette stands beside it. */
  readonly adds: boolean;
  readonly onInspect: () => void;
  readonly children?: ReactNode;
}

/** A workflow to draw: everything that the hand can do, by mouse and by key. */
export function EditCanvas(props: EditCanvasProps) {
  const { hand, frame, counts } = props;
  const shown = useRef<Drawn>(undefined);
  const cards = useCallback(() => shown.current?.flow.nodes ?? [], []);
  const frames = useCallback(() => shown.current?.flow.frames ?? [], []);
  const flow = useCallback(() => shown.current?.flow, []);
  const gestures = useGestures(hand, cards, frames);
  const current = useFocusedCard(frame);
  const [ways] = useState(() => new Ways());
  const drawn = useDrawn(hand.editor, gestures.moving, ways, current, counts !== undefined);
  useEffect(() => {
    shown.current = drawn;
  }, [drawn]);
  useKeys(useMemo(() => ({ hand, frame, cards, onInspect: props.onInspect }), [hand, frame, cards, props.onInspect]));
  useClipboard(hand, frame);
  // The same function as long as the hand is: every card takes it.
  const add = useCallback((node: string, port: string) => hand.addAtPort(node, port), [hand]);
  if (!drawn) return null;
  return (
    <CountersContext value={counts}>
      <AddAtPort value={add}>
        <WaysContext value={ways}>
          <Flow {...props} drawn={drawn} gestures={gestures} flow={flow} />
        </WaysContext>
      </AddAtPort>
    </CountersContext>
  );
}

function Flow({
  hand,
  counts,
  adds,
  drawn,
  gestures,
  flow,
  children,
}: EditCanvasProps & {
  readonly drawn: Drawn;
  readonly gestures: Gestures;
  readonly flow: () => Drawn['flow'] | undefined;
}) {
  const scheme = useColorScheme();
  const { tidy, busy } = useTidy(hand, flow, gestures.setMoving);
  const steps = drawn.nodes.length;
  const detail = useCanvas(useCallback(({ transform }: ReactFlowState) => detailAt(transform[2], steps), [steps]));
  const labels = useMemo(() => ({ 'minimap.ariaLabel': t('canvas.minimap') }), []);
  const begin = useCallback(() => hand.look.begin(flow()?.nodes[0]?.id), [hand, flow]);
  const dropped = useCallback((e: DragEvent) => drop(e, hand), [hand]);
  useCommands(() => [...handCommands(hand), ...lookCommands(hand.look, tidy)]);
  const target = useStore(hand.editor.target);
  useEffect(() => {
    if (target?.node !== undefined) hand.look.bringIntoView(target.node);
  }, [target, hand]);
  return (
    <DetailContext value={detail}>
      <ReactFlow<Card, WireEdge>
        // Neither is written to; a copy would be another list to React Flow, which then reads all of it again.
        nodes={drawn.nodes as Card[]}
        edges={drawn.wires as WireEdge[]}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        {...gestures.handlers}
        data-dragging={gestures.moving !== STILL || undefined}
        connectionLineComponent={ConnectionLine}
        connectionRadius={28}
        colorMode={scheme}
        fitView
        fitViewOptions={FIT}
        onInit={begin}
        minZoom={0.15}
        maxZoom={1.6}
        edgesFocusable={false}
        // The keys are our own: arrows walk along wires, and Alt moves.
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={WITH_SHIFT}
        selectionMode={SelectionMode.Partial}
        elevateNodesOnSelect={false}
        edgesReconnectable={detail !== 'block'}
        // Blocks are cheaper to keep than to draw as they come into sight.
        onlyRenderVisibleElements={steps > MANY_STEPS && detail !== 'block'}
        onDragOver={allowDrop}
        onDrop={dropped}
        proOptions={NO_ATTRIBUTION}
        ariaLabelConfig={labels}
      >
        <Guides column={gestures.guides.column} row={gestures.guides.row} />
        <Furniture hand={hand} adds={adds} counted={counts !== undefined} tidy={tidy} busy={busy} />
      </ReactFlow>
      <PickerLayer hand={hand} />
      {children}
    </DetailContext>
  );
}

interface FurnitureProps {
  readonly hand: Hand<Look>;
  readonly adds: boolean;
  readonly counted: boolean;
  readonly tidy: () => void;
  readonly busy: boolean;
}

/** What stands around the graph: not drawn again while something in it moves. */
const Furniture = memo(function Furniture({ hand, adds, counted, tidy, busy }: FurnitureProps) {
  return (
    <>
      <Background variant={BackgroundVariant.Dots} gap={16} size={1.5} color="var(--canvas-dot)" />
      <Toolbar hand={hand} adds={adds} />
      <ZoomBar fit={FIT} position="bottom-left">
        <Tooltip label={t('canvas.tidy')}>
          <ActionIcon aria-label={t('canvas.tidy')} aria-busy={busy} aria-disabled={busy} onClick={tidy}>
            <IconWand size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </ZoomBar>
      {!counted && <OverlayTitle hand={hand} />}
      <SelectionBar hand={hand} />
      <MiniMap
        pannable
        zoomable
        style={MAP}
        className={`${canvas.minimap} ${classes.minimap}`}
        nodeColor={hue}
        nodeBorderRadius={6}
        ariaLabel={t('canvas.minimap')}
      />
    </>
  );
});

/** What the lit path is, at the upper right. */
function OverlayTitle({ hand }: { readonly hand: Hand }) {
  const tried = useStore(hand.editor.overlay);
  const { title } = useStore(hand.editor.cover) ?? tried;
  if (title === '') return null;
  return (
    <Panel position="top-right" className={classes.title ?? ''}>
      <span className={classes.stroke} aria-hidden="true" />
      <bdi>{title}</bdi>
    </Panel>
  );
}

function allowDrop(e: DragEvent): void {
  if (!e.dataTransfer.types.includes(DRAGGED)) return;
  e.preventDefault();
  e.dataTransfer.dropEffect = 'copy';
}

/** What comes from the palette is put where it is dropped; on a wire it goes into the wire. */
function drop(e: DragEvent, hand: Hand<Look>): void {
  const choice = allKinds(hand.editor.document.state.graph).find((one) => one.id === e.dataTransfer.getData(DRAGGED));
  if (!choice) return;
  e.preventDefault();
  const point = { x: e.clientX, y: e.clientY };
  const wire = document.elementFromPoint(point.x, point.y)?.closest('.react-flow__edge')?.getAttribute('data-id');
  if (wire && choice.what.is === 'kind') hand.insert(choice, wire);
  else hand.addAt(choice, hand.look.slotAt(point));
}

function hue(node: Node): string {
  const { family } = node.data as Partial<StepData>;
  if (node.type === 'frame') return 'transparent';
  return family ? `var(--${family}-bar)` : 'var(--note-line)';
}
