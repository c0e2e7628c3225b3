import type { Shape } from '../../condition/part.ts';
import type { TypeScope } from '../../expression/index.ts';
import { splitEnd, type Workflow, type WorkflowNode } from '../graph.ts';
import { NODE_KINDS } from '../kinds/catalogue.ts';
import { scopeAt } from '../types/scope.ts';
import type { TypeOf } from './boxes/index.ts';
import { type Place, typesIn } from './place.ts';

/** A condition that has been passed in the same moment. */
export interface Passed {
  readonly shape: Shape;
  readonly wanted: boolean;
  readonly reads: readonly string[];
}

/** A way on which a token comes to a step in one moment: what is certain then. */
export interface Way {
  /** What is certain of fields, the event among them. */
  readonly typeOf: TypeOf;
  readonly passed: readonly Passed[];
  /** The port at which the token began to move. */
  readonly start: string;
  /** The trigger that it began at, if it began at one. */
  readonly trigger?: Extract<WorkflowNode, { kind: 'trigger' }>;
}

/** The ways to each step; a step that is not in it can be come to in ways that are too many to tell. */
export type Ways = ReadonlyMap<string, readonly Way[]>;

const WAYS_MAX = 16;
/** Of the conditions on a way the newest are kept: to know less is never wrong. */
const PASSED_MAX = 6;
const anyWay = (start: string): Way => ({ typeOf: () => undefined, passed: [], start });

/**
 * What is certain at each step: tokens move through steps that decide in one moment, in which nothing of what conditions
 * read changes but what the steps themselves put out. Step by step from those at which a token begins to move, in the
 * order of the wires; the steps of a loop without a wait are left out.
 */
export function waysOf(workflow: Workflow, places: readonly Place[], surroundings: TypeScope): Ways {
  const nodes = new Map(workflow.nodes.map((node) => [node.id, node]));
  const flow = new Flow(nodes, places, surroundings);
  const into = new Map<string, { from: string; port: string }[]>();
  for (const edge of workflow.edges) {
    const { nodeId, port } = splitEnd(edge.from);
    const to = splitEnd(edge.to).nodeId;
    into.set(to, [...(into.get(to) ?? []), { from: nodeId, port }]);
  }
  const ways = new Map<string, readonly Way[]>();
  for (const id of inOrder(workflow, nodes)) {
    const all: Way[] = workflow.entry?.node === id ? [anyWay('')] : [];
    let known = true;
    for (const { from, port } of into.get(id) ?? []) {
      const node = nodes.get(from);
      if (!node) continue;
      const before = passesAtOnce(node, port) ? ways.get(from) : [anyWay(`${from}.${port}`)];
      if (!before || before.length + all.length > WAYS_MAX) known = false;
      else all.push(...before.flatMap((way) => flow.through(node, port, way, ways)));
    }
    if (known && all.length <= WAYS_MAX) ways.set(id, all);
  }
  return ways;
}

class Flow {
  readonly #nodes: ReadonlyMap<string, WorkflowNode>;
  readonly #places = new Map<string, Place>();
  readonly #surroundings: TypeScope;

  constructor(nodes: ReadonlyMap<string, WorkflowNode>, places: readonly Place[], surroundings: TypeScope) {
    this.#nodes = nodes;
    this.#surroundings = surroundings;
    for (const place of places) this.#places.set(`${place.node.id}${place.within}`, place);
  }

  /** The way behind a port, for a way that leads to its step. None where the condition there is not known. */
  through(node: WorkflowNode, port: string, way: Way, ways: Ways): readonly Way[] {
    if (node.kind === 'trigger') {
      const typeOf = typesIn(scopeAt(this.#surroundings, node, '/when'));
      return [{ typeOf, passed: this.#passed(node, '/when', true, ways), trigger: node, start: way.start }];
    }
    if (node.kind === 'wait')
      return [
        {
          ...way,
          passed: port === 'received' && !node.config.until ? this.#passed(node, '/for/when', true, ways) : [],
        },
      ];
    if (!passesAtOnce(node, port)) return [way];
    const kept = way.passed.filter(({ reads }) => !reads.some((path) => asksFor(path, node.id)));
    return [{ ...way, passed: [...kept, ...this.#said(node, port, ways)].slice(-PASSED_MAX) }];
  }

  /** What leaving by a port says. */
  #said(node: WorkflowNode, port: string, ways: Ways): readonly Passed[] {
    if (node.kind === 'condition') return this.#passed(node, '/when', port === 'yes', ways);
    if (node.kind !== 'switch') return [];
    const cases = node.config.cases;
    const taken = cases.findIndex(({ id }) => id === port);
    const before = taken < 0 ? cases.length : taken;
    return [
      ...cases.slice(0, before).flatMap((_, index) => this.#passed(node, `/cases/${index}/when`, false, ways)),
      ...(taken < 0 ? [] : this.#passed(node, `/cases/${taken}/when`, true, ways)),
    ];
  }

  #passed(node: WorkflowNode, within: string, wanted: boolean, ways: Ways): readonly Passed[] {
    const place = this.#places.get(`${node.id}${within}`);
    if (!place?.reads.every((path) => this.#lasts(path, node, ways))) return [];
    return [{ shape: place.shape, wanted, reads: place.reads }];
  }

  /**
   * Whether what is read stays the same in the moment. The truth of a step that senses does while tokens move, and so does
   * what came of a step that waits; of the others it does where they are come to once.
   */
  #lasts(path: string, by: WorkflowNode, ways: Ways): boolean {
    const [root, id] = path.split('.');
    if (root !== 'nodes') return true;
    const node = id === undefined ? undefined : this.#nodes.get(id);
    if (!node) return false;
    if (NODE_KINDS[node.kind].family === 'sense') return NODE_KINDS[by.kind].family === 'decide';
    return node.kind === 'action' || node.kind === 'wait' || node.kind === 'join' || isOnce(ways.get(node.id));
  }
}

/** Whether no token that begins to move comes by twice. */
function isOnce(ways: readonly Way[] | undefined): boolean {
  return ways !== undefined && new Set(ways.map(({ start }) => start)).size === ways.length;
}

function asksFor(path: string, id: string): boolean {
  return path === 'nodes' || path === `nodes.${id}` || path.startsWith(`nodes.${id}.`);
}

/** Whether a token that comes to the step leaves by this port in the same moment. */
export function passesAtOnce(node: WorkflowNode, port: string): boolean {
  if (node.kind === 'exception') return port === 'opened';
  const { family, waits } = NODE_KINDS[node.kind];
  return family !== 'sense' && !waits && node.kind !== 'join' && node.kind !== 'subflow';
}

/** Steps so that each comes behind all from which a token comes to it at once. Iterative; what lies on a loop is left out. */
function inOrder(workflow: Workflow, nodes: ReadonlyMap<string, WorkflowNode>): readonly string[] {
  const waiting = new Map<string, number>([...nodes.keys()].map((id) => [id, 0]));
  const next = new Map<string, string[]>();
  for (const edge of workflow.edges) {
    const { nodeId, port } = splitEnd(edge.from);
    const node = nodes.get(nodeId);
    const to = splitEnd(edge.to).nodeId;
    if (!node || !nodes.has(to) || !passesAtOnce(node, port)) continue;
    next.set(nodeId, [...(next.get(nodeId) ?? []), to]);
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
  }
  const order = [...waiting].flatMap(([id, count]) => (count === 0 ? [id] : []));
  for (let at = 0; at < order.length; at += 1)
    for (const id of next.get(order[at] ?? '') ?? []) {
      const left = (waiting.get(id) ?? 0) - 1;
      waiting.set(id, left);
      if (left === 0) order.push(id);
    }
  return order;
}
