import '@xyflow/react/dist/base.css';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { Background, BackgroundVariant, MiniMap, type Node, Panel, ReactFlow, SelectionMode } from '@xyflow/react';
import { type DragEvent, type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { t } from '../../messages/t.ts';
import { useCommands } from '../../shell/commands/registry.ts';
import { useColorScheme } from '../../ui/color-scheme.ts';
import { AddAtPort } from '../add-at-port.ts';
import canvas from '../Canvas.module.css';
import { CountersContext } from '../counters-context.ts';
import { useStore } from '../editor-context.ts';
import type { NoteNode, StepData, StepNode, WireEdge } from '../flow-mapping.ts';
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
import { type Gestures, useGestures } from './use-gestures.ts';
import { useKeys } from './use-keys.ts';
import { useTidy } from './use-tidy.ts';

const nodeTypes = { step: StepCard, note: EditNote, frame: EditFrame };
const edgeTypes = { wire: EditWire };
const WITH_SHIFT = ['Shift', 'Meta', 'Control'];
const MANY = 100;
const MAP = { width: 128, height: 96 } as const;

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
  const gestures = useGestures(hand, cards, frames);
  const current = useFocusedCard(frame);
  const drawn = useDrawn(hand.editor, gestures.moving, current, counts !== undefined);
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
        <Flow {...props} drawn={drawn} gestures={gestures} />
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
  children,
}: EditCanvasProps & { readonly drawn: Drawn; readonly gestures: Gestures }) {
  const scheme = useColorScheme();
  const { tidy, busy } = useTidy(hand, drawn.flow, gestures.setMoving);
  useCommands(() => [...handCommands(hand), ...lookCommands(hand.look, tidy)]);
  const target = useStore(hand.editor.target);
  useEffect(() => {
    if (target?.node !== undefined) hand.look.bringIntoView(target.node);
  }, [target, hand]);
  return (
    <>
      <ReactFlow<StepNode | NoteNode | FrameNode, WireEdge>
        nodes={[...drawn.nodes]}
        edges={[...drawn.wires]}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        {...gestures.handlers}
        connectionLineComponent={ConnectionLine}
        connectionRadius={28}
        colorMode={scheme}
        fitView
        fitViewOptions={FIT}
        onInit={() => hand.look.begin(drawn.flow.nodes[0]?.id)}
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
        onlyRenderVisibleElements={drawn.nodes.length > MANY}
        onDragOver={allowDrop}
        onDrop={(e) => drop(e, hand)}
        proOptions={{ hideAttribution: true }}
        ariaLabelConfig={{ 'minimap.ariaLabel': t('canvas.minimap') }}
      >
        <Background variant={BackgroundVariant.Dots} gap={16} size={1.5} color="var(--canvas-dot)" />
        <Guides column={gestures.guides.column} row={gestures.guides.row} />
        <Toolbar hand={hand} adds={adds} />
        <ZoomBar fit={FIT} position="bottom-left">
          <Tooltip label={t('canvas.tidy')}>
            <ActionIcon aria-label={t('canvas.tidy')} aria-busy={busy} aria-disabled={busy} onClick={tidy}>
              <IconWand size={16} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </ZoomBar>
        {!counts && <OverlayTitle hand={hand} />}
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
      </ReactFlow>
      <PickerLayer hand={hand} />
      {children}
    </>
  );
}

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
