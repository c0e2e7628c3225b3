import type { Flow, NoteNode, StepData, StepNode, WireEdge } from './flow.ts';
import { settledFrames } from './frames.ts';
import type { NodeMark } from './marks.ts';

/**
 * The flow with every object of the one before that would look the same: a card is drawn anew only when its object is
 * another, so a change of one step does not touch the other four hundred and ninety-nine.
 */
export function settled(next: Flow, previous: Flow | undefined): Flow {
  if (!previous) return next;
  const nodes = new Map(previous.nodes.map((node) => [node.id, node]));
  const wires = new Map(previous.wires.map((wire) => [wire.id, wire]));
  return {
    nodes: keepList(
      previous.nodes,
      next.nodes.map((node) => keepNode(nodes.get(node.id), node)),
    ),
    wires: keepList(
      previous.wires,
      next.wires.map((wire) => keepWire(wires.get(wire.id), wire)),
    ),
    frames: settledFrames(next.frames, previous.frames),
  };
}

/** The same list of the same things: the canvas reads a list that is another from its beginning to its end. */
function keepList<Item>(before: readonly Item[], items: readonly Item[]): readonly Item[] {
  return items.length === before.length && items.every((item, at) => item === before[at]) ? before : items;
}

function keepNode(before: StepNode | NoteNode | undefined, node: StepNode | NoteNode): StepNode | NoteNode {
  if (!before || before === node || before.type !== node.type) return node;
  const stands =
    before.position.x === node.position.x &&
    before.position.y === node.position.y &&
    before.width === node.width &&
    before.height === node.height &&
    before.ariaLabel === node.ariaLabel;
  if (node.type === 'note') return stands && before.data.text === node.data.text ? before : node;
  if (before.type !== 'step' || !sameStep(before.data, node.data)) return node;
  if (stands) return before;
  // It moved and looks the same: its content need not be drawn again.
  return {
    ...node,
    data: before.data,
    ...(before.handles && before.width === node.width ? { handles: before.handles } : {}),
  };
}

function sameStep(a: StepData, b: StepData): boolean {
  for (const key in b) if (a[key] !== b[key] && !looksAlike(key, a, b)) return false;
  return true;
}

/** Whether what is made anew each time says the same as before. */
function looksAlike(key: string, a: StepData, b: StepData): boolean {
  if (key === 'ports') return sameRows(a.ports, b.ports);
  if (key === 'wanted') return a.wanted.join() === b.wanted.join();
  return false;
}

/** The mark that a step had, where this one says the same: every play makes all of them anew, and most steps answer as before. */
export function keepMark(before: NodeMark | undefined, mark: NodeMark | undefined): NodeMark | undefined {
  return sameValue(before, mark) ? before : mark;
}

/** The set of lit ports that a step had, where it is the same. */
export function keepPorts(before: ReadonlySet<string> | undefined, ports: ReadonlySet<string>): ReadonlySet<string> {
  return before?.size === ports.size && [...ports].every((port) => before.has(port)) ? before : ports;
}

function keepWire(before: WireEdge | undefined, wire: WireEdge): WireEdge {
  if (
    before === wire ||
    !before?.data ||
    !wire.data ||
    before.zIndex !== wire.zIndex ||
    before.sourceHandle !== wire.sourceHandle
  )
    return wire;
  return sameFields(before.data, wire.data) ? before : wire;
}

function sameRows(a: readonly object[], b: readonly object[]): boolean {
  return a === b || (a.length === b.length && a.every((row, at) => sameFields(row, b[at] ?? {})));
}

/** Whether the fields are the same, points among them by their coordinates. Asked of every wire at every change. */
function sameFields(a: object, b: object): boolean {
  const [mine, theirs] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key in mine) {
    const [one, other] = [mine[key], theirs[key]];
    if (one === other) continue;
    if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
    if (!sameFields(one, other)) return false;
  }
  return true;
}

/** Whether two values of JSON's kind say the same. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length || Array.isArray(a) !== Array.isArray(b)) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameValue(Reflect.get(a, key), Reflect.get(b, key)));
}
