import { compileCondition } from '../../condition/index.ts';
import { eventTypesOf } from '../../event/index.ts';
import { LIMITS } from '../../limits/index.ts';
import type { Problem } from '../../problem/index.ts';
import type { Workflow, WorkflowNode } from '../graph.ts';
import { toldKind } from '../told-kind.ts';
import { Space, solve } from './boxes/index.ts';
import { reachedFrom } from './reach.ts';
import { doubt } from './tell.ts';

/** What a step tells: an event of a type, about a kind of subject where that can be seen, with what is certain of its data. */
interface Told {
  readonly node: WorkflowNode;
  readonly index: number;
  readonly type: string;
  readonly kind: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A workflow wakes another, or itself. */
interface Wakes {
  readonly to: Workflow;
  readonly told: Told;
  readonly heard: WorkflowNode;
}

/**
 * Workflows that wake each other in a circle by what they tell: of the workflow itself those circles of which validation
 * does not tell already, a step that emits being seen by it.
 */
export function notifyLoops(workflow: Workflow, beside: readonly Workflow[]): Problem[] {
  const all = [workflow, ...beside.filter(({ id }) => id !== workflow.id)];
  const known = new Map<string, readonly Wakes[]>();
  const wakes = (from: Workflow): readonly Wakes[] => {
    const before = known.get(from.id);
    const found = before ?? wakesOf(from, all);
    known.set(from.id, found);
    return found;
  };
  return wakes(workflow).flatMap((first) => {
    const own = first.to.id === workflow.id;
    if (own && first.told.node.kind === 'emit') return [];
    const way = own ? [first] : wayBack(first, workflow.id, wakes);
    if (!way) return [];
    const { node, index } = first.told;
    const through = way.map(({ to, heard }) => `“${heard.title}” of ${to.name}`).join(', which wakes ');
    const message = `“${node.title}” wakes ${through}: they wake each other (at most ${LIMITS.hops} times).`;
    return [doubt({ code: 'notify-loop', message, path: `/nodes/${index}/config`, node })];
  });
}

/** The shortest way back to a workflow. */
function wayBack(
  first: Wakes,
  home: string,
  wakes: (from: Workflow) => readonly Wakes[],
): readonly Wakes[] | undefined {
  const open: (readonly Wakes[])[] = [[first]];
  const seen = new Set([first.to.id]);
  for (let at = 0; at < open.length; at += 1) {
    const way = open[at] ?? [];
    const last = way.at(-1);
    for (const next of last ? wakes(last.to) : []) {
      if (next.to.id === home) return [...way, next];
      if (seen.has(next.to.id)) continue;
      seen.add(next.to.id);
      open.push([...way, next]);
    }
  }
  return undefined;
}

function wakesOf(from: Workflow, all: readonly Workflow[]): readonly Wakes[] {
  const told = from.nodes.flatMap((node, index) => toldBy(from, node, index));
  return told.flatMap((each) =>
    all.flatMap((to) => {
      if (each.kind !== undefined && each.kind !== to.subject) return [];
      // Of other workflows only what leads to something told again is of interest; a step listens for its own sake.
      const heard = to.nodes.find((node) => hears(to, node, each) && tellsAgain(to, node));
      return heard ? [{ to, told: each, heard }] : [];
    }),
  );
}

function toldBy(workflow: Workflow, node: WorkflowNode, index: number): readonly Told[] {
  if (node.kind === 'emit') {
    const kind = toldKind(node.config.subject);
    return [{ node, index, type: node.config.type, kind, data: fixedOf(node.config.data) }];
  }
  if (node.kind !== 'estimate' || !node.config.emit) return [];
  const { type, data } = node.config.emit;
  return [{ node, index, type, kind: workflow.subject, data: { ...fixedOf(data ?? {}), classifier: 'EST' } }];
}

function fixedOf(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const isFixed = (value: unknown) => (typeof value === 'string' ? !value.includes('${') : typeof value !== 'object');
  return Object.fromEntries(Object.entries(data).filter(([, value]) => isFixed(value)));
}

/** Whether a step fires for what is told, as far as its condition leaves that open. */
function hears(workflow: Workflow, node: WorkflowNode, told: Told): boolean {
  if (node.kind !== 'trigger' && node.kind !== 'window' && node.kind !== 'hold') return false;
  const on = node.config.on ?? [];
  if (!on.some((pattern) => pattern === told.type || eventTypesOf(pattern).includes(told.type))) return false;
  const when = node.kind === 'hold' ? node.config.while : node.config.when;
  const compiled = compileCondition(when ?? { all: [] }, { named: workflow.conditions });
  if (!compiled.ok) return true;
  const space = new Space();
  const formula = space.formula(compiled.condition.shape);
  const known = Object.entries({ ...told.data }).map(([name, value]) => [['data', name], value] as const);
  const given = [[['type'], told.type] as const, ...known];
  for (const [path, value] of given) space.field(path).assume(value);
  return solve([formula]).kind !== 'never';
}

function tellsAgain(workflow: Workflow, node: WorkflowNode): boolean {
  const reached = reachedFrom(workflow, [node.id]);
  return workflow.nodes.some(
    (each) =>
      reached.has(each.id) && (each.kind === 'emit' || (each.kind === 'estimate' && each.config.emit !== undefined)),
  );
}
