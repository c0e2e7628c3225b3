import { compileCondition } from '../condition/index.ts';
import { canonicalEventSchema } from '../event/index.ts';
import { compileExpression, compileTemplate, placeProblems } from '../expression/index.ts';
import { isFailure } from '../failure/index.ts';
import { LIMITS } from '../limits/index.ts';
import type { Problem } from '../problem/index.ts';
import { parseDuration } from '../time/index.ts';
import { type Edge, splitEnd, type Workflow, type WorkflowNode } from './graph.ts';
import { NODE_KINDS } from './kinds/catalogue.ts';
import { type ConfigText, textsOf } from './kinds/texts.ts';
import { undeclared } from './variables.ts';

/**
 * Checks a workflow whose shape is right: structure, limits, and every text that will be compiled. Never throws; its
 * graph algorithms are iterative, so that a chain of 2,000 nodes does not overflow the stack.
 */
export function validate(workflow: Workflow): readonly Problem[] {
  const nodes = new Map(workflow.nodes.map((node) => [node.id, node]));
  const variables = new Set((workflow.variables ?? []).map((variable) => variable.name));
  return [
    ...duplicateIds(workflow),
    ...edgeProblems(workflow, nodes),
    ...starts(workflow),
    ...unreachable(workflow),
    ...cyclesWithoutWait(workflow, nodes),
    ...openPorts(workflow),
    ...workflow.nodes.flatMap((node, index) => [
      ...textProblems(node, index, variables),
      ...slotProblems(workflow, node, index),
    ]),
    ...durationProblems(workflow),
  ];
}

function duplicateIds(workflow: Workflow): Problem[] {
  const seen = new Set<string>();
  return workflow.nodes.flatMap((node, index) => {
    if (!seen.has(node.id)) {
      seen.add(node.id);
      return [];
    }
    return [
      error(
        'duplicate-id',
        `Two steps have the id “${node.id}”. Give one of them another.`,
        `/nodes/${index}/id`,
        node.id,
      ),
    ];
  });
}

function edgeProblems(workflow: Workflow, nodes: ReadonlyMap<string, WorkflowNode>): Problem[] {
  const seen = new Set<string>();
  const fan = new Map<string, number>();
  return workflow.edges.flatMap((edge, index) => {
    const path = `/edges/${index}`;
    const key = `${edge.from}>${edge.to}`;
    if (seen.has(key)) return [error('duplicate-edge', `The wire ${key} is drawn twice.`, path)];
    seen.add(key);
    fan.set(edge.from, (fan.get(edge.from) ?? 0) + 1);
    if (fan.get(edge.from) === LIMITS.fanOut + 1)
      return [error('fan-out', `More than ${LIMITS.fanOut} wires leave ${edge.from}.`, path)];
    return endProblems(edge, nodes, path);
  });
}

function endProblems(edge: Edge, nodes: ReadonlyMap<string, WorkflowNode>, path: string): Problem[] {
  const found: Problem[] = [];
  const from = splitEnd(edge.from);
  const to = splitEnd(edge.to);
  const source = nodes.get(from.nodeId);
  const target = nodes.get(to.nodeId);
  if (!source)
    found.push(error('dangling-edge', `A wire begins at “${from.nodeId}”, which does not exist.`, `${path}/from`));
  else if (!portsOf(source).includes(from.port))
    found.push(
      error(
        'unknown-port',
        `“${source.title}” has no port “${from.port}”. It has: ${portsOf(source).join(', ') || 'none'}.`,
        `${path}/from`,
        source.id,
      ),
    );
  if (!target) found.push(error('dangling-edge', `A wire ends at “${to.nodeId}”, which does not exist.`, `${path}/to`));
  else if (!NODE_KINDS[target.kind].input || to.port !== 'in')
    found.push(
      error('unknown-port', `Nothing can be wired into “${target.title}” at “${to.port}”.`, `${path}/to`, target.id),
    );
  return found;
}

function starts(workflow: Workflow): Problem[] {
  if (workflow.nodes.some((node) => NODE_KINDS[node.kind].family === 'sense')) return [];
  return [error('no-start', 'Nothing starts this workflow. Add a trigger or a deadline.', '/nodes')];
}

function unreachable(workflow: Workflow): Problem[] {
  const next = successors(workflow);
  const reached = new Set(workflow.nodes.filter((node) => !NODE_KINDS[node.kind].input).map((node) => node.id));
  const queue = [...reached];
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const id of next.get(at) ?? [])
      if (!reached.has(id)) {
        reached.add(id);
        queue.push(id);
      }
  return workflow.nodes.flatMap((node, index) =>
    reached.has(node.id)
      ? []
      : [warning('unreachable', `No wire leads to “${node.title}”.`, `/nodes/${index}`, node.id)],
  );
}

/** Kahn's algorithm over the nodes where no token can stay: what it cannot remove lies on a loop that never waits. */
function cyclesWithoutWait(workflow: Workflow, nodes: ReadonlyMap<string, WorkflowNode>): Problem[] {
  const next = successors(workflow);
  const hurried = workflow.nodes.filter((node) => !NODE_KINDS[node.kind].waits).map((node) => node.id);
  const inward = new Map(hurried.map((id) => [id, 0]));
  for (const id of hurried)
    for (const to of next.get(id) ?? []) if (inward.has(to)) inward.set(to, (inward.get(to) ?? 0) + 1);
  const free = hurried.filter((id) => inward.get(id) === 0);
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    inward.delete(id);
    for (const to of next.get(id) ?? []) {
      const left = inward.get(to);
      if (left === undefined) continue;
      inward.set(to, left - 1);
      if (left === 1) free.push(to);
    }
  }
  const [first] = inward.keys();
  if (first === undefined) return [];
  const names = [...inward.keys()].slice(0, 8).map((id) => nodes.get(id)?.title ?? id);
  return [
    error(
      'cycle',
      `These steps form a loop in which nothing waits: ${names.join(' → ')}. Put a Wait or an Action into it.`,
      '/edges',
      first,
    ),
  ];
}

function openPorts(workflow: Workflow): Problem[] {
  const wired = new Set(workflow.edges.map((edge) => edge.from));
  return workflow.nodes.flatMap((node, index) => {
    const facts = NODE_KINDS[node.kind];
    const opening = facts.opening.filter((port) => !wired.has(`${node.id}.${port}`));
    const failing = facts.failing.filter(
      (port) => !wired.has(`${node.id}.${port}`) && !(node.kind === 'wait' && !node.config.timeout),
    );
    return [
      ...opening.map((port) =>
        warning(
          'open-port',
          `Nothing happens when “${node.title}” fires: ${port} leads nowhere.`,
          `/nodes/${index}`,
          node.id,
        ),
      ),
      ...failing.map((port) =>
        warning(
          'no-failure-path',
          `When “${node.title}” goes wrong nobody hears of it: ${port} leads nowhere.`,
          `/nodes/${index}`,
          node.id,
        ),
      ),
    ];
  });
}

/** The names that a text can begin with: the facts, and the fields of an event (see `engine/facts.ts`). */
const KNOWN_NAMES = [
  ...['event', 'subject', 'previous', 'trigger', 'vars', 'nodes', 'now', 'key', 'zones', 'calendars'],
  ...Object.keys(canonicalEventSchema.shape).filter((name) => name !== 'subject'),
];

function textProblems(node: WorkflowNode, index: number, variables: ReadonlySet<string>): Problem[] {
  return textsOf(node).flatMap((text) => {
    const pointer = `/nodes/${index}/config${text.path}`;
    const own = node.kind === 'set' ? Object.keys(node.config.values) : node.kind === 'action' ? ['action'] : [];
    return placeProblems(problemsOf(text, [...KNOWN_NAMES, ...own], variables), pointer).map((problem) => ({
      ...problem,
      nodeId: node.id,
    }));
  });
}

function problemsOf(text: ConfigText, names: readonly string[], variables: ReadonlySet<string>): readonly Problem[] {
  const options = { variables: names };
  if (text.kind === 'condition') {
    const result = compileCondition(text.value, options);
    return result.ok ? [...result.warnings, ...undeclared(result.condition.facts, variables)] : result.problems;
  }
  if (text.kind === 'duration') return durationProblem(text.value);
  if (text.kind === 'expression') {
    const result = compileExpression(text.value, options);
    return result.ok ? undeclared(result.expression.paths, variables) : result.problems;
  }
  const result = compileTemplate(text.value, options);
  return result.ok ? undeclared(result.template.paths, variables) : result.problems;
}

function durationProblem(text: string): readonly Problem[] {
  try {
    parseDuration(text);
    return [];
  } catch (failure) {
    if (!isFailure(failure)) throw failure;
    return [{ code: failure.code, severity: 'error', message: failure.message }];
  }
}

function slotProblems(workflow: Workflow, node: WorkflowNode, index: number): Problem[] {
  if (node.kind !== 'action' || workflow.connections?.some((connection) => connection.slot === node.config.slot))
    return [];
  return [
    error(
      'unknown-slot',
      `The workflow declares no connection “${node.config.slot}”.`,
      `/nodes/${index}/config/slot`,
      node.id,
    ),
  ];
}

function durationProblems(workflow: Workflow): Problem[] {
  const cooldown = workflow.settings?.cooldown;
  return cooldown === undefined ? [] : placeProblems(durationProblem(cooldown), '/settings/cooldown');
}

/** The ports of a node as it is configured. */
export function portsOf(node: WorkflowNode): readonly string[] {
  const ports = NODE_KINDS[node.kind].ports as (config: unknown) => readonly string[];
  return ports(node.config);
}

function successors(workflow: Workflow): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>();
  for (const edge of workflow.edges) {
    const from = splitEnd(edge.from).nodeId;
    const to = splitEnd(edge.to).nodeId;
    const list = next.get(from);
    if (list) list.push(to);
    else next.set(from, [to]);
  }
  return next;
}

function error(code: string, message: string, path: string, nodeId?: string): Problem {
  return { code, severity: 'error', message, path, ...(nodeId === undefined ? {} : { nodeId }) };
}

function warning(code: string, message: string, path: string, nodeId: string): Problem {
  return { code, severity: 'warning', message, path, nodeId };
}
