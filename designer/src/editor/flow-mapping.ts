import { edgeId, type Graph } from '@slipway/shared/api';
import type { NodeFamily } from '@slipway/shared/workflow';
import type { Edge, Node } from '@xyflow/react';
import { t } from '../messages/t.ts';
import { readEnd } from './ends.ts';
import type { English } from './english.ts';
import { layered } from './layers.ts';
import { litPorts, type Marks, type NodeMark } from './marks.ts';
import { familyOf, type GraphNode, hasInput } from './node-kinds/index.ts';
import { type PortPlace, placePorts } from './ports.ts';
import { type Box, chipPoint, type Point, routeWire, wirePath } from './wires.ts';

export interface StepData extends Record<string, unknown> {
  readonly node: GraphNode;
  readonly number: number;
  readonly family: NodeFamily;
  readonly english: string;
  readonly lines: 0 | 1 | 2;
  readonly foot: boolean;
  readonly input: boolean;
  readonly ports: readonly PortPlace[];
  readonly litPorts: ReadonlySet<string>;
  readonly entryLit: boolean;
  readonly mark: NodeMark | undefined;
  readonly faded: boolean;
}

export interface WireData extends Record<string, unknown> {
  readonly path: string;
  readonly chipAt: Point;
  readonly lit: boolean;
  readonly faded: boolean;
  readonly order: number;
  /** `<node>.<port>`, under which its tokens are counted. */
  readonly port: string;
  readonly chip: string | undefined;
}

export type StepNode = Node<StepData, 'step'>;
export type NoteNode = Node<{ readonly text: string }, 'note'>;
export type WireEdge = Edge<WireData, 'wire'>;

export interface FlowOptions {
  readonly marks: Marks;
  /** The line of each step; without it cards have none. */
  readonly english?: English | undefined;
  /** `compact` leaves the English line out and moves the rows together. */
  readonly face: 'full' | 'compact';
  /** Whether cards have a foot (a count or an answer). */
  readonly foot: boolean;
  /** Words on wires, by edge. */
  readonly chips?: Readonly<Record<string, string>>;
}

export interface Flow {
  readonly nodes: readonly (StepNode | NoteNode)[];
  readonly wires: WireEdge[];
}

const SLOT = 240;
const WIDE = 264;
const COMPACT_ROWS = 0.78;
const ENGLISH_CHARACTERS = 36;
const PORT_BELOW = 4;

/** The workflow's document as the canvas draws it. The layout gives the upper left of a 240 wide slot, cards are centred in it. */
export function toFlow(graph: Graph, options: FlowOptions): Flow {
  const places = graph.layout && Object.keys(graph.layout).length > 0 ? graph.layout : layered(graph);
  const entries = new Set([...options.marks.lit].map((edge) => edge.slice(edge.indexOf('>') + 1)));
  const nodes = graph.nodes.map((node, at) => toStep(graph, node, at, places[node.id] ?? [0, 0], entries, options));
  for (const node of nodes) straighten(node, nodes, graph.edges);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const boxes = nodes.map(boxOf);
  const wires = graph.edges.flatMap((edge) => {
    const from = readEnd(edge.from);
    const source = byId.get(from.node);
    const target = byId.get(readEnd(edge.to).node);
    return source && target ? [toWire(edge, source, target, from.port, boxes, options)] : [];
  });
  return { nodes: [...nodes, ...toNotes(graph, options)], wires };
}

const NEARLY = 60;

/** An end that stands nearly below the step that leads to it is put exactly there: pills differ in width. */
function straighten(end: StepNode, nodes: readonly StepNode[], edges: Graph['edges']): void {
  if (end.data.node.kind !== 'end') return;
  const leads = edges.filter((edge) => readEnd(edge.to).node === end.id).map((edge) => readEnd(edge.from));
  const source = nodes.find((node) => node.id === leads[0]?.node);
  if (!source || leads.some((lead) => lead.node !== source.id)) return;
  const port = leads.length === 1 ? source.data.ports.find((one) => one.name === leads[0]?.port) : undefined;
  const middle = source.position.x + (source.width ?? SLOT) / 2 + (port?.dx ?? 0);
  const x = middle - (end.width ?? SLOT) / 2;
  if (Math.abs(x - end.position.x) <= NEARLY) end.position = { ...end.position, x };
}

function toStep(
  graph: Graph,
  node: GraphNode,
  at: number,
  place: readonly [number, number],
  entries: ReadonlySet<string>,
  options: FlowOptions,
): StepNode {
  const { marks, face } = options;
  const ports = placePorts(node, graph.edges);
  const isEnd = node.kind === 'end';
  const english = isEnd ? '' : (options.english?.[node.id] ?? '');
  const lines = face === 'compact' || english === '' ? 0 : english.length > ENGLISH_CHARACTERS ? 2 : 1;
  const mark = marks.nodes[node.id];
  const foot = options.foot || mark?.answer !== undefined;
  const width = isEnd ? pillWidth(node.title) : cardWidth(ports);
  const height = isEnd ? 36 : 32 + (lines ? lines * 16 + 9 : foot ? 0 : 4) + (foot ? 29 : 0);
  const number = typeof node.number === 'number' ? node.number : at + 1;
  const faded = marks.path && mark?.state !== 'lit';
  return {
    id: node.id,
    type: 'step',
    position: { x: place[0] + (SLOT - width) / 2, y: place[1] * (face === 'compact' ? COMPACT_ROWS : 1) },
    width,
    height,
    ariaLabel: t('canvas.node-label', { number, title: node.title, english }),
    data: {
      node,
      number,
      family: familyOf(node),
      english,
      lines,
      foot,
      input: hasInput(node),
      ports,
      litPorts: litPorts(marks, node.id),
      entryLit: entries.has(`${node.id}.in`),
      mark,
      faded,
    },
  };
}

function cardWidth(ports: readonly PortPlace[]): number {
  const reach = Math.max(0, ...ports.map((port) => Math.abs(port.dx) + port.width / 2));
  return Math.max(ports.length > 2 ? WIDE : SLOT, Math.ceil(reach * 2 + 24));
}

function pillWidth(title: string): number {
  return Math.min(SLOT, Math.max(150, Math.round(title.length * 7.6 + 112)));
}

function boxOf(node: StepNode): Box {
  return { ...node.position, width: node.width ?? SLOT, height: node.height ?? 0 };
}

function toWire(
  edge: { readonly from: string; readonly to: string },
  source: StepNode,
  target: StepNode,
  port: string,
  boxes: readonly Box[],
  { marks, chips }: FlowOptions,
): WireEdge {
  const id = edgeId(edge);
  const place = source.data.ports.find((one) => one.name === port);
  const from = boxOf(source);
  const to = boxOf(target);
  const start = {
    x: from.x + from.width / 2 + (place?.dx ?? 0),
    y: from.y + from.height + PORT_BELOW + (place?.named ? 8 : 0),
  };
  const points = routeWire(start, { x: to.x + to.width / 2, y: to.y - 4 }, boxes);
  const lit = marks.lit.has(id);
  return {
    id,
    type: 'wire',
    source: source.id,
    sourceHandle: port,
    target: target.id,
    targetHandle: 'in',
    focusable: false,
    // A lit wire lies over the ones that it shares a way with.
    zIndex: lit ? 1 : 0,
    data: {
      path: wirePath(points),
      chipAt: chipPoint(points),
      lit,
      faded: marks.path && !lit,
      order: source.data.mark?.order ?? 0,
      port: edge.from,
      chip: chips?.[id],
    },
  };
}

function toNotes(graph: Graph, { face }: FlowOptions): readonly NoteNode[] {
  if (face === 'compact') return [];
  return (graph.notes ?? []).flatMap((note, at) => {
    const { text, at: place } = note;
    if (typeof text !== 'string' || !Array.isArray(place)) return [];
    const [x, y] = place;
    if (typeof x !== 'number' || typeof y !== 'number') return [];
    return [
      {
        id: `note-${at}`,
        type: 'note' as const,
        position: { x, y },
        width: 210,
        data: { text },
        focusable: false,
        selectable: false,
      },
    ];
  });
}
