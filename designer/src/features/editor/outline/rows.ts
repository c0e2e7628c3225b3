import { edgeId } from '@slipway/shared/api';
import { NODE_KINDS } from '@slipway/shared/workflow';
import { type DraftGraph, type DraftNode, mainPort, portsOfDraft } from '@slipway/shared/workflow/edit';
import { readEnd } from '../../../editor/ends.ts';

/** Where a wire leads, and where its end stands in the outline: next after this step, inside of the port, or elsewhere. */
export interface Lead {
  readonly wire: string;
  readonly node: string;
  readonly shown: 'next' | 'inside' | 'elsewhere';
}

type Content =
  | { readonly is: 'workflow' }
  | { readonly is: 'step'; readonly node: string }
  /** A port with at most one wire, or one wire of a port that has several. */
  | { readonly is: 'port'; readonly node: string; readonly port: string; readonly lead: Lead | undefined }
  | { readonly is: 'fork'; readonly node: string; readonly port: string; readonly leads: readonly Lead[] }
  | { readonly is: 'group'; readonly group: string }
  | { readonly is: 'member'; readonly group: string; readonly node: string }
  | { readonly is: 'note'; readonly note: string }
  | { readonly is: 'head'; readonly head: 'loose' | 'groups' | 'notes' };

/** One line of the outline with its place in the tree, as a screen reader is told it. */
export type OutlineRow = Content & {
  readonly id: string;
  readonly level: number;
  readonly parent: string | undefined;
  /** Its place among the rows of its parent, from 1, and how many those are. */
  readonly place: number;
  readonly count: number;
  readonly opens: boolean;
};

export const WORKFLOW_ROW = 'workflow';
export const stepRowId = (node: string): string => `step ${node}`;
export const noteRowId = (note: string): string => `note ${note}`;
export const groupRowId = (group: string): string => `group ${group}`;

type Bare = Content & { readonly id: string; readonly level: number; readonly parent: string | undefined };

/**
 * A workflow as a tree, itself first. From each step that senses the main way goes on line after line; what leaves by another port
 * hangs below that port. A step stands in one place, elsewhere a wire only names it. Then come the steps that nothing
 * leads to, groups and notes. Iterative: ways are long.
 */
export function outlineRows(graph: DraftGraph): readonly OutlineRow[] {
  const rows: Bare[] = [{ is: 'workflow', id: WORKFLOW_ROW, level: 1, parent: undefined }];
  const walk = new Walk(graph);
  for (const node of graph.nodes) if (isStart(graph, node)) walk.from(node.id, 1, undefined, rows);
  const rest = graph.nodes.filter((node) => !walk.taken.has(node.id));
  if (rest.length > 0) {
    rows.push({ is: 'head', head: 'loose', id: 'loose', level: 1, parent: undefined });
    const led = new Set(graph.edges.filter((edge) => !isOwnLoop(edge)).map((edge) => readEnd(edge.to).node));
    // Of what hangs together the first stands at its head; where all are led to it is a ring, and any of them does.
    for (const node of [...rest.filter(({ id }) => !led.has(id)), ...rest])
      if (!walk.taken.has(node.id)) walk.from(node.id, 2, 'loose', rows);
  }
  rows.push(...groupRows(graph), ...noteRows(graph));
  return placed(rows);
}

/** The rows that are seen while these are folded. */
export function shownRows(rows: readonly OutlineRow[], folded: ReadonlySet<string>): readonly OutlineRow[] {
  if (folded.size === 0) return rows;
  let hiddenBelow = Number.POSITIVE_INFINITY;
  return rows.filter((row) => {
    if (row.level > hiddenBelow) return false;
    hiddenBelow = folded.has(row.id) ? row.level : Number.POSITIVE_INFINITY;
    return true;
  });
}

/** The rows that a row hangs below, the nearest first. */
export function rowsAbove(rows: readonly OutlineRow[], id: string): readonly string[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const above: string[] = [];
  for (let at = byId.get(id)?.parent; at !== undefined; at = byId.get(at)?.parent) above.push(at);
  return above;
}

function isStart({ entry }: DraftGraph, node: DraftNode): boolean {
  const known: Readonly<Record<string, { readonly input: boolean }>> = NODE_KINDS;
  const begins = Object.hasOwn(known, node.kind) && known[node.kind]?.input === false;
  return begins || (entry as { readonly node?: unknown } | undefined)?.node === node.id;
}

const isOwnLoop = (edge: { readonly from: string; readonly to: string }) =>
  readEnd(edge.from).node === readEnd(edge.to).node;

/** A way to follow, and below which row it hangs. */
interface Task {
  readonly node: string;
  readonly level: number;
  readonly parent: string | undefined;
}

class Walk {
  readonly taken = new Set<string>();
  readonly #wires = new Map<string, { readonly wire: string; readonly node: string }[]>();
  /** Ports that wires leave, also of names that the step does not have: such a wire can be removed here too. */
  readonly #portsOf = new Map<string, string[]>();
  readonly #nodes: ReadonlyMap<string, DraftNode>;

  constructor(graph: DraftGraph) {
    this.#nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    for (const edge of graph.edges) {
      const { node, port } = readEnd(edge.from);
      const ports = this.#portsOf.get(node) ?? [];
      this.#portsOf.set(node, ports);
      ports.push(port);
      const wires = this.#wires.get(edge.from) ?? [];
      this.#wires.set(edge.from, wires);
      wires.push({ wire: edgeId(edge), node: readEnd(edge.to).node });
    }
  }

  /** Writes the rows of everything that is reached from a step and was not written before. */
  from(node: string, level: number, parent: string | undefined, rows: Bare[]): void {
    // What is to be written still: ways to follow, and rows that are made already; the last is the next.
    const todo: (Task | Bare)[] = [{ node, level, parent }];
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      if ('is' in next) rows.push(next);
      else if (!this.taken.has(next.node)) todo.push(...this.#chain(next).reverse());
    }
  }

  /** The main way from a step on is taken as a whole, before what hangs aside can claim a part of it. */
  #chain({ node, level, parent }: Task): (Task | Bare)[] {
    const chain = [node];
    this.taken.add(node);
    for (let next = this.#nextOf(node); next !== undefined; next = this.#nextOf(chain.at(-1) ?? '')) {
      this.taken.add(next);
      chain.push(next);
    }
    return chain.flatMap((id, at) => [
      { is: 'step' as const, node: id, id: stepRowId(id), level, parent },
      ...this.#portRows({ node: id, level: level + 1, parent: stepRowId(id) }, chain[at + 1]),
    ]);
  }

  #nextOf(node: string): string | undefined {
    const main = mainPort(this.#portsIn(node));
    const [wire] = main === undefined ? [] : this.#wiresOf(node, main);
    return wire && !this.taken.has(wire.node) ? wire.node : undefined;
  }

  #wiresOf(node: string, port: string) {
    return (this.#wires.get(`${node}.${port}`) ?? []).filter((wire) => this.#nodes.has(wire.node));
  }

  #portsIn(id: string): readonly string[] {
    const node = this.#nodes.get(id);
    return node ? portsOfDraft(node.kind, node.config) : NO_PORTS;
  }

  #portRows({ node, level, parent }: Task, next: string | undefined): (Task | Bare)[] {
    const declared = this.#portsIn(node);
    const main = mainPort(declared);
    const wired = this.#portsOf.get(node) ?? NO_PORTS;
    const ports = new Set([...(main === undefined ? [] : [main]), ...declared, ...wired]);
    return [...ports].flatMap((port) => {
      const id = `port ${node}.${port}`;
      const leads = this.#wiresOf(node, port).map(({ wire, node: to }, at): Lead => {
        const shown = port === main && at === 0 && to === next ? 'next' : this.taken.has(to) ? 'elsewhere' : 'inside';
        return { wire, node: to, shown };
      });
      if (leads.length < 2) {
        const [lead] = leads;
        return [{ is: 'port' as const, node, port, lead, id, level, parent }, ...inside(lead, level, id)];
      }
      return [
        { is: 'fork' as const, node, port, leads, id, level, parent },
        ...leads.flatMap((lead) => {
          const wireId = `wire ${lead.wire}`;
          return [
            { is: 'port' as const, node, port, lead, id: wireId, level: level + 1, parent: id },
            ...inside(lead, level + 1, wireId),
          ];
        }),
      ];
    });
  }
}

const NO_PORTS: readonly string[] = [];

function inside(lead: Lead | undefined, level: number, parent: string): readonly Task[] {
  return lead?.shown === 'inside' ? [{ node: lead.node, level: level + 1, parent }] : [];
}

function groupRows(graph: DraftGraph): readonly Bare[] {
  const groups = graph.groups ?? [];
  if (groups.length === 0) return [];
  const known = new Set(graph.nodes.map((node) => node.id));
  return [
    { is: 'head', head: 'groups', id: 'groups', level: 1, parent: undefined },
    ...groups.flatMap(({ id: group, nodes }): Bare[] => [
      { is: 'group', group, id: groupRowId(group), level: 2, parent: 'groups' },
      ...nodes
        .filter((node) => known.has(node))
        .map(
          (node): Bare => ({
            is: 'member',
            group,
            node,
            id: `member ${group} ${node}`,
            level: 3,
            parent: groupRowId(group),
          }),
        ),
    ]),
  ];
}

function noteRows({ notes = [] }: DraftGraph): readonly Bare[] {
  if (notes.length === 0) return [];
  return [
    { is: 'head', head: 'notes', id: 'notes', level: 1, parent: undefined },
    ...notes.map((note): Bare => ({ is: 'note', note: note.id, id: noteRowId(note.id), level: 2, parent: 'notes' })),
  ];
}

function placed(rows: readonly Bare[]): readonly OutlineRow[] {
  const counts = new Map<string | undefined, number>();
  const places = rows.map(({ parent }) => {
    const place = (counts.get(parent) ?? 0) + 1;
    counts.set(parent, place);
    return place;
  });
  return rows.map((row, at) => ({
    ...row,
    place: places[at] ?? 1,
    count: counts.get(row.parent) ?? 1,
    opens: counts.has(row.id),
  }));
}
