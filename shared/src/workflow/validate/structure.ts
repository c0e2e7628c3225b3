import type { Problem } from '../../problem/index.ts';
import type { Workflow } from '../graph.ts';
import { NODE_KINDS } from '../kinds/catalogue.ts';
import { successors } from './ports.ts';
import { error, warning } from './problem.ts';

/** Steps and declarations that have the same id. */
export function duplicateIds(workflow: Workflow): Problem[] {
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

/** Groups that name what is not there, or share a step. */
export function groupMembers(workflow: Workflow): Problem[] {
  const ids = new Set(workflow.nodes.map((node) => node.id));
  const taken = new Map<string, string>();
  return (workflow.groups ?? []).flatMap(({ title, nodes }, index) =>
    nodes.flatMap((id, at) => {
      const path = `/groups/${index}/nodes/${at}`;
      const other = taken.get(id);
      if (ids.has(id) && other === undefined) {
        taken.set(id, title);
        return [];
      }
      const message = ids.has(id)
        ? `The group “${title}” has the step “${id}”, which the group “${other}” has already.`
        : `The group “${title}” names the step “${id}”, which does not exist.`;
      const fix = { title: 'Take it out of the group', patch: [{ op: 'remove' as const, path }] };
      return [warning('group-member', message, path, undefined, fix)];
    }),
  );
}

/** A workflow that nothing starts, neither by itself nor as part of another. */
export function starts(workflow: Workflow): Problem[] {
  if (workflow.entry) return [];
  if (workflow.nodes.some((node) => NODE_KINDS[node.kind].family === 'sense')) return [];
  return [error('no-start', 'Nothing starts this workflow. Add a trigger or a deadline.', '/nodes')];
}

/** Steps that no token can come to. */
export function unreachable(workflow: Workflow): Problem[] {
  const next = successors(workflow);
  const reached = new Set(workflow.nodes.filter((node) => !NODE_KINDS[node.kind].input).map((node) => node.id));
  if (workflow.entry) reached.add(workflow.entry.node);
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

/** Ports at which something happens, or goes wrong, and nobody hears of it. */
export function openPorts(workflow: Workflow): Problem[] {
  const wired = new Set(workflow.edges.map((edge) => edge.from));
  return workflow.nodes.flatMap((node, index) => {
    const facts = NODE_KINDS[node.kind];
    const unwired = facts.opening.filter((port) => !wired.has(`${node.id}.${port}`));
    const opening = unwired.length > 0 && isAskedFor(workflow, node.id) ? [] : unwired;
    const failing = facts.failing.filter(
      (port) =>
        !wired.has(`${node.id}.${port}`) && !((node.kind === 'wait' || node.kind === 'join') && !node.config.timeout),
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

/** Whether another step asks for the truth of a step: then it says something though nothing begins with it. */
function isAskedFor(workflow: Workflow, id: string): boolean {
  const others = workflow.nodes.filter((node) => node.id !== id).map((node) => node.config);
  return asks([others, workflow.conditions], id);
}

function asks(part: unknown, id: string): boolean {
  const truths = ['active', 'keys'];
  if (typeof part === 'string')
    return truths.some((name) => part.includes(`nodes.${id}.${name}`) || part.includes(`nodes["${id}"].${name}`));
  if (typeof part !== 'object' || part === null) return false;
  const { fact, path } = part as { readonly fact?: unknown; readonly path?: unknown };
  if (fact === 'nodes' && truths.some((name) => path === `${id}.${name}` || path === `$.${id}.${name}`)) return true;
  return Object.values(part).some((each) => asks(each, id));
}
