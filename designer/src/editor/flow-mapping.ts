import type { Graph } from '@slipway/shared/api';
import { type NodeHandle, Position } from '@xyflow/react';
import { t } from '../messages/t.ts';
import type { Dirt } from './dirty.ts';
import { endsOf } from './ends.ts';
import type { Flow, FlowOptions, NoteNode, StepNode, Stood, WireData, WireEdge } from './flow.ts';
import { framesOf } from './frames.ts';
import { layered } from './layers.ts';
import { litPorts } from './marks.ts';
import { familyOf, type GraphNode, hasInput, wantedPorts } from './node-kinds/index.ts';
import { toNotes } from './notes.ts';
import { type PortPlace, placePorts } from './ports.ts';
import { keepMark, keepPorts, settled } from './settled.ts';
import { CARDS_OVER_WIRES, leftOf, SLOT } from './slot.ts';
import { boxOf, isAt, standingWays, wayOf } from './way.ts';
import type { Point, Way } from './wires.ts';

const NOWHERE = [0, 0] as const;
const NO_PORTS: ReadonlySet<string> = new Set();
const WIDE = 264;
const COMPACT_ROWS = 0.78;
const ENGLISH_CHARACTERS = 36;

/** The workflow's document as the canvas draws it. The layout gives the upper left of a 240 wide slot, cards are centred in it. */
export function toFlow(graph: Graph, options: FlowOptions): Flow {
  const places = placesIn(graph);
  const entries = new Set([...options.marks.lit].map((edge) => edge.slice(edge.indexOf('>') + 1)));
  const lit: Lit = { entries, ports: litPorts(options.marks) };
  const leaving = edgesBy('from', graph.edges);
  const before = options.editing?.previous;
  const stood: Stood = new Map(before?.nodes.map((node) => [node.id, node]));
  const nodes = graph.nodes.map((node, at) => {
    const placed = { node, at, place: places[node.id] ?? NOWHERE, leaving: leaving.get(node.id) ?? [] };
    return toStep(placed, lit, options, stood.get(node.id));
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const entering = edgesBy('to', graph.edges);
  for (const node of nodes) {
    if (node.data.node.kind === 'end')
      node.position = straightened(node, (id) => byId.get(id), entering.get(node.id) ?? []);
  }
  const boxes = nodes.map(boxOf);
  const ways = standingWays(before, stood, nodes);
  const wires = graph.edges.flatMap((edge) => {
    const { id, from, to } = endsOf(edge);
    const source = byId.get(from.node);
    const target = byId.get(to.node);
    if (!source || !target) return [];
    const ran = ways?.get(id);
    const way = wayOf(source, target, from.port, boxes, ran?.data);
    return [toWire(edge, source, target, way, options, ran)];
  });
  const frames = framesOf(graph, nodes, options.editing !== undefined);
  return settled({ nodes: [...nodes, ...toNotes(graph, options)], wires, frames }, options.editing?.previous);
}

/** Where each step stands: where it was put, else in rows. */
export function placesIn(graph: Graph): Readonly<Record<string, readonly [number, number]>> {
  const { layout } = graph;
  if (layout && graph.nodes.every((node) => Object.hasOwn(layout, node.id))) return layout;
  return { ...layered(graph), ...layout };
}

/** The edges of each step: those that leave it or those that come to it. */
export function edgesBy(end: 'from' | 'to', edges: Graph['edges']): ReadonlyMap<string, Graph['edges']> {
  const found = new Map<string, Graph['edges']>();
  for (const edge of edges) {
    const { node } = endsOf(edge)[end];
    const list = found.get(node);
    if (list) list.push(edge);
    else found.set(node, [edge]);
  }
  return found;
}

const NEARLY = 30;

/** An end that stands nearly below the step that leads to it is put exactly there: pills differ in width. */
export function straightened(
  end: StepNode,
  stepOf: (id: string) => StepNode | undefined,
  entering: Graph['edges'],
): Point {
  const leads = entering.map((edge) => endsOf(edge).from);
  const source = stepOf(leads[0]?.node ?? '');
  if (!source || leads.some((lead) => lead.node !== source.id)) return end.position;
  const port = leads.length === 1 ? source.data.ports.find((one) => one.name === leads[0]?.port) : undefined;
  const middle = source.position.x + (source.width ?? SLOT) / 2 + (port?.dx ?? 0);
  const x = middle - (end.width ?? SLOT) / 2;
  return Math.abs(x - end.position.x) <= NEARLY ? { ...end.position, x } : end.position;
}

/** What a decision took: inputs by `<node>.in`, and ports by step. */
interface Lit {
  readonly entries: ReadonlySet<string>;
  readonly ports: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Placed {
  readonly node: GraphNode;
  readonly at: number;
  readonly place: readonly [number, number];
  readonly leaving: Graph['edges'];
}

function toStep(
  { node, at, place, leaving }: Placed,
  lit: Lit,
  options: FlowOptions,
  before: StepNode | NoteNode | undefined,
): StepNode {
  const { marks, face, editing } = options;
  const ports = placePorts(node, leaving, editing !== undefined);
  const isEnd = node.kind === 'end';
  const english = isEnd ? '' : (options.english?.[node.id] ?? '');
  const lines = face === 'compact' || english === '' ? 0 : english.length > ENGLISH_CHARACTERS ? 2 : 1;
  const was = before?.type === 'step' ? before : undefined;
  const mark = keepMark(was?.data.mark, marks.nodes[node.id]);
  const foot = options.foot || mark?.answer !== undefined;
  const width = isEnd ? pillWidth(node.title) : cardWidth(ports);
  const height = isEnd ? 36 : 32 + (lines ? lines * 16 + 9 : foot ? 0 : 4) + (foot ? 29 : 0);
  const number = typeof node.number === 'number' ? node.number : at + 1;
  const faded = marks.path && mark?.state !== 'lit';
  const input = hasInput(node);
  const dirt = editing?.dirty.get(node.id);
  const changed = (editing?.dirty ?? options.changed)?.has(node.id) ?? false;
  const entryLit = lit.entries.has(`${node.id}.in`);
  const litNow = keepPorts(was?.data.litPorts, lit.ports.get(node.id) ?? NO_PORTS);
  const rest = { x: leftOf(place[0], width), y: place[1] * (face === 'compact' ? COMPACT_ROWS : 1) };
  // Of hundreds of steps nearly all say what they said; to put a label together takes words of the language.
  const says =
    was?.data.node === node && was.data.number === number && was.data.english === english && was.data.dirt === dirt;
  // An end is moved below what leads to it, so it is made anew.
  if (
    was &&
    !isEnd &&
    says &&
    was.data.ports === ports &&
    was.data.mark === mark &&
    was.data.faded === faded &&
    was.data.foot === foot &&
    was.data.changed === changed &&
    was.data.entryLit === entryLit &&
    was.data.litPorts === litNow &&
    was.width === width &&
    was.height === height &&
    isAt(was.position, rest)
  )
    return was;
  return {
    id: node.id,
    type: 'step',
    position: rest,
    width,
    height,
    ariaLabel: (says && was?.ariaLabel) || spokenOf(node, number, english, dirt),
    // Over every wire, also a lit one: what is put on top of something hides it.
    ...(editing
      ? { zIndex: CARDS_OVER_WIRES, measured: { width, height }, handles: handlesOf(ports, input, width, height) }
      : {}),
    data: {
      node,
      number,
      family: familyOf(node),
      english,
      lines,
      foot,
      input,
      ports,
      litPorts: litNow,
      entryLit,
      mark,
      faded,
      changed,
      dirt,
      wanted: wantedPorts(node, ports),
    },
  };
}

function spokenOf(node: GraphNode, number: number, english: string, dirt: Dirt | undefined): string {
  return [t('canvas.node-label', { number, title: node.title, english }), dirt?.words].filter(Boolean).join(', ');
}

/** Where wires can be taken hold of; told rather than measured, so that a card can be replaced without a flicker. */
function handlesOf(ports: readonly PortPlace[], input: boolean, width: number, height: number): NodeHandle[] {
  const entry = {
    id: 'in',
    type: 'target' as const,
    position: Position.Top,
    x: width / 2 - 5,
    y: -5,
    width: 10,
    height: 10,
  };
  return [
    ...(input ? [entry] : []),
    ...ports.map((port) => ({
      id: port.name,
      type: 'source' as const,
      position: Position.Bottom,
      x: width / 2 + port.dx - port.width / 2,
      y: height - 5,
      width: port.width,
      height: 17,
    })),
  ];
}

function cardWidth(ports: readonly PortPlace[]): number {
  const reach = Math.max(0, ...ports.map((port) => Math.abs(port.dx) + port.width / 2));
  return Math.max(ports.length > 2 ? WIDE : SLOT, Math.ceil(reach * 2 + 24));
}

function pillWidth(title: string): number {
  return Math.min(SLOT, Math.max(150, Math.round(title.length * 7.6 + 112)));
}

function toWire(
  edge: Graph['edges'][number],
  source: StepNode,
  target: StepNode,
  way: Way,
  { marks, chips, untried, values }: FlowOptions,
  ran: WireEdge | undefined,
): WireEdge {
  const { id, from } = endsOf(edge);
  const lit = marks.lit.has(id);
  const look = {
    lit,
    faded: marks.path && !lit,
    order: source.data.mark?.order ?? 0,
    port: edge.from,
    chip: chips?.[id],
    untried: untried?.has(id) ?? false,
    values: values?.[id],
    change: marks.wires?.[id],
  };
  if (ran?.data === way && looksAs(ran.data, look)) return ran;
  const { path, chipAt, start, end } = way;
  return {
    id,
    type: 'wire',
    source: source.id,
    sourceHandle: from.port,
    target: target.id,
    targetHandle: 'in',
    focusable: false,
    // A lit wire lies over the ones that it shares a way with.
    zIndex: lit ? 1 : 0,
    data: { path, chipAt, start, end, ...look },
  };
}

function looksAs(data: WireData, look: Omit<WireData, keyof Way>): boolean {
  for (const key in look) if (data[key] !== look[key]) return false;
  return true;
}
