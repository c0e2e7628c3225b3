import { versionOf } from '../engine/index.ts';
import { LIMITS } from '../limits/index.ts';
import type { Problem } from '../problem/index.ts';
import { NODE_KINDS, type Workflow } from '../workflow/index.ts';

/** A step that runs another workflow, as the graph that holds it says. */
export interface PartStep {
  readonly nodeId: string;
  readonly title: string;
  /** Where its version stands. */
  readonly path: string;
  readonly workflow: string;
  readonly version: string | undefined;
}

/** Finds exactly this version of a workflow; without one, the newest that could be meant. */
export type FindPart = (workflow: string, version: string | undefined) => Workflow | undefined;

/** What a version is told by where several workflows have one. */
export function partKey(workflow: string, version: string): string {
  return `${workflow} ${version}`;
}

/** The steps of a graph that run other workflows. */
export function partSteps(graph: Workflow): readonly PartStep[] {
  return graph.nodes.flatMap((node, index): PartStep[] => {
    if (node.kind !== 'subflow') return [];
    const { workflow, version } = node.config;
    return [{ nodeId: node.id, title: node.title, path: `/nodes/${index}/config/version`, workflow, version }];
  });
}

/** Every workflow that graphs are made of, once each, however deep; what cannot be found is left out. */
export function partsOf(graphs: readonly Workflow[], find: FindPart): readonly Workflow[] {
  const found = new Map<string, Workflow>();
  let pending = graphs.flatMap(partSteps);
  while (pending.length > 0) {
    pending = pending.flatMap(({ workflow, version }): readonly PartStep[] => {
      if (version === undefined || found.has(partKey(workflow, version))) return [];
      const part = find(workflow, version);
      if (!part) return [];
      found.set(partKey(workflow, version), part);
      return partSteps(part);
    });
  }
  return [...found.values()];
}

/** What keeps a workflow from being released as far as its parts go: each must be a version that is there. */
export function partProblems(graph: Workflow, find: FindPart): readonly Problem[] {
  if (graph.entry && !graph.nodes.some((node) => NODE_KINDS[node.kind].family === 'sense')) {
    const message = `“${graph.name}” begins only where others come in. Release the workflows that it is a part of.`;
    return [error('entry-only', message, '/entry')];
  }
  const known = new Map<string, Seen>();
  return partSteps(graph).flatMap((step) => {
    const { problem } = lookAt(step, find, known);
    return problem ? [{ ...problem, nodeId: step.nodeId, path: step.path }] : [];
  });
}

/** What was found of a part: how many workflows deep it goes, or why it cannot run. */
interface Seen {
  readonly depth: number;
  readonly problem?: Problem | undefined;
}

function lookAt(step: PartStep, find: FindPart, known: Map<string, Seen>): Seen {
  const { workflow, version } = step;
  if (version === undefined) return { depth: 1, problem: unlocked(step, find) };
  const key = partKey(workflow, version);
  const seen = known.get(key);
  if (seen) return seen;
  const made = lookInto(step, find(workflow, version), { find, known });
  known.set(key, made);
  return made;
}

function lookInto(
  { title, workflow, version, path }: PartStep,
  part: Workflow | undefined,
  { find, known }: { readonly find: FindPart; readonly known: Map<string, Seen> },
): Seen {
  if (!part) {
    const message = `“${title}” runs version ${version} of “${workflow}”, which is not here. Save or import it first.`;
    return { depth: 1, problem: error('missing-part', message, path) };
  }
  let depth = 1;
  for (const inner of partSteps(part)) {
    const { problem, depth: below } = lookAt(inner, find, known);
    depth = Math.max(depth, 1 + below);
    if (!problem) continue;
    const { fix: _fix, ...told } = problem;
    return { depth, problem: { ...told, message: `In “${part.name}”, which “${title}” runs: ${problem.message}` } };
  }
  if (depth <= LIMITS.subflowDepth) return { depth };
  const message = `“${title}” leads ${depth} workflows deep; ${LIMITS.subflowDepth} are allowed.`;
  return { depth, problem: error('part-depth', message, path) };
}

function unlocked({ title, workflow, path }: PartStep, find: FindPart): Problem {
  const newest = find(workflow, undefined);
  if (!newest) {
    return error('unlocked-part', `“${title}” runs “${workflow}”, which has no saved version here. Save one.`, path);
  }
  const value = versionOf(newest);
  const message = `“${title}” does not say which version of “${newest.name}” it runs, for good. The newest is ${value}.`;
  const patch = [{ op: 'add' as const, path, value }];
  return { ...error('unlocked-part', message, path), fix: { title: 'Take the newest version', patch } };
}

function error(code: string, message: string, path: string): Problem {
  return { code, severity: 'error', message, path };
}
