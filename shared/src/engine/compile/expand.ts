import { LIMITS } from '../../limits/index.ts';
import { hasErrors, type Problem } from '../../problem/index.ts';
import {
  isSteady,
  Memory,
  NODE_KINDS,
  type NodeOf,
  splitEnd,
  steady,
  validate,
  type Workflow,
  type WorkflowNode,
} from '../../workflow/index.ts';
import type { Given } from './compile.ts';
import { fitProblems } from './part-fit.ts';
import { variableProblems } from './variables.ts';
import { versionOf } from './version.ts';

/** A wire by which a token can come from one node to another, and by which port it is said to. */
export interface Way {
  readonly by: string;
  readonly from: string;
  readonly to: string;
}

/** A workflow that is part of another, at the step that it stands for. */
export interface Part {
  /** The id of the step in the program. */
  readonly step: string;
  readonly node: NodeOf<'subflow'>;
  readonly workflow: Workflow;
}

/** A workflow with its parts drawn into it: what belongs to a step is called `<step>/<inner id>`. */
export interface Drawing {
  /** Each with the part that it belongs to. */
  readonly nodes: readonly { readonly node: WorkflowNode; readonly part: Part | undefined }[];
  /** Where the wires of `<node>.<port>` lead. */
  readonly wires: ReadonlyMap<string, readonly string[]>;
  /**
   * The same for questions about reach: a step is left where the part ends, so that nobody comes back into it by what
   * merely leads out of it.
   */
  readonly ways: readonly Way[];
  /** By the id of their step. */
  readonly parts: ReadonlyMap<string, Part>;
  /** Parts of which no version is named, as `<workflow> <version>`. */
  readonly unlocked: readonly string[];
  readonly problems: readonly Problem[];
}

/** Draws the parts of a valid workflow into it, and theirs into them. What cannot be drawn is a problem of its step. */
export function expand(workflow: Workflow, given: Given): Drawing {
  const draft: Draft = {
    nodes: [],
    wires: new Map(),
    ways: [],
    parts: new Map(),
    unlocked: [],
    problems: [],
    given,
    known: new Map(),
  };
  draw(draft, workflow, { prefix: '', part: undefined, above: [workflow.id], slots: slotsOf(workflow, new Map()) });
  return draft;
}

interface Draft extends Drawing {
  readonly nodes: { node: WorkflowNode; part: Part | undefined }[];
  readonly wires: Map<string, readonly string[]>;
  readonly ways: Way[];
  readonly parts: Map<string, Part>;
  readonly unlocked: string[];
  readonly problems: Problem[];
  readonly given: Given;
  /** What was found of each part that a step names. */
  readonly known: Map<string, Found>;
}

interface Found {
  readonly workflow: Workflow;
  readonly version: string;
  /** Why it cannot run by itself. */
  readonly wrong: Problem | undefined;
}

interface Place {
  readonly prefix: string;
  readonly part: Part | undefined;
  /** Ids of the workflows that this one is inside of, and its own. */
  readonly above: readonly string[];
  /** The connector of each slot that a workflow above declares. */
  readonly slots: ReadonlyMap<string, string>;
}

function draw(draft: Draft, workflow: Workflow, place: Place): void {
  const { prefix, part, above, slots } = place;
  const inside = part ? reachedFrom(workflow, workflow.entry?.node ?? '') : undefined;
  const drawn = new Map(workflow.nodes.flatMap((node) => (inside?.has(node.id) === false ? [] : [[node.id, node]])));
  for (const edge of workflow.edges) {
    const from = splitEnd(edge.from);
    const to = splitEnd(edge.to).nodeId;
    const source = drawn.get(from.nodeId);
    if (source && drawn.has(to))
      wire(draft, {
        by: `${prefix}${edge.from}`,
        from: source.kind === 'subflow' ? `${prefix}${from.nodeId}/${from.port}` : `${prefix}${from.nodeId}`,
        to: `${prefix}${to}`,
      });
  }
  for (const [index, node] of workflow.nodes.entries()) {
    if (!drawn.has(node.id)) continue;
    const id = `${prefix}${node.id}`;
    draft.nodes.push({ node: renamed(node, id), part });
    if (draft.parts.size > 0 && draft.nodes.length > LIMITS.expandedNodes) {
      tooLarge(draft);
      return;
    }
    if (part && node.kind === 'end') draft.wires.set(`${id}.out`, [part.step]);
    if (node.kind !== 'subflow') continue;
    const called = partAt(draft, { node, index, id, workflow, place });
    if (!called) continue;
    wire(draft, { by: `${id}.in`, from: id, to: `${id}/${called.workflow.entry?.node}` });
    draft.parts.set(id, called);
    draw(draft, called.workflow, {
      prefix: `${id}/`,
      part: called,
      above: [...above, called.workflow.id],
      slots: slotsOf(called.workflow, slots),
    });
  }
}

const copies = new Memory<WorkflowNode>();

/** A node under the name that it has in the program. */
function renamed(node: WorkflowNode, id: string): WorkflowNode {
  if (node.id === id) return node;
  const copy = () => (isSteady(node) ? steady({ ...node, id }) : { ...node, id });
  return copies.recall(node, [id], copy);
}

function wire(draft: Draft, way: Way): void {
  draft.ways.push(way);
  draft.wires.set(way.by, [...(draft.wires.get(way.by) ?? []), way.to]);
}

interface Calling {
  readonly node: NodeOf<'subflow'>;
  readonly index: number;
  readonly id: string;
  /** The workflow that has the step. */
  readonly workflow: Workflow;
  readonly place: Place;
}

/** The part that a step names, or nothing where it cannot be drawn. */
function partAt(draft: Draft, calling: Calling): Part | undefined {
  const { node, id, place } = calling;
  const { workflow: name, version } = node.config;
  const refuse = (code: string, message: string) => {
    draft.problems.push(...placed(calling, [{ code, severity: 'error', message }]));
    return undefined;
  };
  if (place.above.includes(name)) return refuse('part-circle', `“${node.title}”: “${name}” would run itself.`);
  if (place.above.length > LIMITS.subflowDepth)
    return refuse('part-depth', `“${node.title}”: parts of parts go ${LIMITS.subflowDepth} deep at most.`);
  const found = find(draft, name, version);
  if (!found)
    return refuse(
      'missing-part',
      `“${node.title}” runs “${name}”${version === undefined ? '' : ` in version ${version}`}, which is not known here.`,
    );
  const { workflow, wrong } = found;
  // What the environment lacks is mended there, as it is for the workflow itself.
  if (wrong?.code === 'missing-variable' || wrong?.code === 'wrong-variable') return refuse(wrong.code, wrong.message);
  if (wrong) return refuse('invalid-part', `“${node.title}”: “${workflow.name}” is not valid. ${wrong.message}`);
  const fit = fitProblems(calling.workflow, node, workflow, place.slots);
  draft.problems.push(...placed(calling, fit));
  if (version === undefined) draft.unlocked.push(`${name} ${found.version}`);
  return hasErrors(fit) ? undefined : { step: id, node, workflow };
}

/** Looks a part up once, however many steps run it. */
function find(draft: Draft, name: string, version: string | undefined): Found | undefined {
  const key = `${name} ${version ?? ''}`;
  const known = draft.known.get(key);
  if (known) return known;
  const workflow = draft.given.workflow?.(name, version);
  const is = workflow && versionOf(workflow);
  if (!workflow || is === undefined || (version !== undefined && is !== version)) return undefined;
  const own = [...validate(workflow), ...variableProblems(workflow, draft.given.variables ?? {})];
  const found = { workflow, version: is, wrong: own.find(({ severity }) => severity === 'error') };
  draft.known.set(key, found);
  return found;
}

/** A problem of a step is told where somebody can mend it: a part's own at the step that stands for the part. */
function placed({ node, index, place, workflow }: Calling, problems: readonly Problem[]): Problem[] {
  if (!place.part)
    return problems.map((problem) => ({
      ...problem,
      nodeId: node.id,
      path: `/nodes/${index}/config${problem.path ?? ''}`,
    }));
  const nodeId = place.prefix.slice(0, place.prefix.indexOf('/'));
  return problems.map(({ code, severity, message }) => ({
    code,
    severity,
    message: `In “${workflow.name}”: ${message}`,
    nodeId,
  }));
}

function tooLarge(draft: Draft): void {
  if (draft.problems.some(({ code, path }) => code === 'too-large' && path === '/nodes')) return;
  const message = `With its parts the workflow has more than ${LIMITS.expandedNodes} steps.`;
  draft.problems.push({ code: 'too-large', severity: 'error', message, path: '/nodes' });
}

/** The steps that a token can come to from the one where others come in. */
function reachedFrom(workflow: Workflow, entry: string): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const { from, to } of workflow.edges) {
    const source = splitEnd(from).nodeId;
    const list = next.get(source);
    if (list) list.push(splitEnd(to).nodeId);
    else next.set(source, [splitEnd(to).nodeId]);
  }
  const senses = new Set(workflow.nodes.flatMap(({ id, kind }) => (NODE_KINDS[kind].input ? [] : [id])));
  const reached = new Set([entry]);
  const queue = [entry];
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const id of next.get(at) ?? [])
      if (!reached.has(id) && !senses.has(id)) {
        reached.add(id);
        queue.push(id);
      }
  return reached;
}

function slotsOf({ connections = [] }: Workflow, above: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...above, ...connections.map(({ slot, connector }) => [slot, connector] as const)]);
}
