import { versionOf } from '@slipway/shared/engine';
import { type FindPart, partKey, partSteps, partsOf } from '@slipway/shared/promotion';
import type { Workflow } from '@slipway/shared/workflow';
import { findNewestVersion, findVersionByHash } from '../stores/library.ts';
import { findVersionText } from '../stores/releases.ts';
import type { Executor } from '../stores/statement.ts';

/** A workflow that others are made of, with its number in the library where it has one. */
export interface Part {
  readonly workflow: Workflow;
  readonly version: string;
  readonly number: number | undefined;
}

/** The parts of graphs, all that could be found, however deep. */
export interface Parts {
  readonly find: FindPart;
  readonly all: readonly Part[];
}

/**
 * Looks for what graphs are made of: among what is brought along, in the library, and among what the environment was ever
 * given. What is not found is for `partProblems` to say.
 */
export async function loadParts(
  executor: Executor,
  environment: string,
  graphs: readonly Workflow[],
  brought: readonly Workflow[] = [],
): Promise<Parts> {
  const found = new Map<string, Part>();
  const newest = new Map<string, Workflow>();
  for (const workflow of brought) {
    const version = versionOf(workflow);
    found.set(partKey(workflow.id, version), { workflow, version, number: undefined });
    newest.set(workflow.id, workflow);
  }
  const seen = new Set<string>();
  let pending = graphs.flatMap(partSteps);
  while (pending.length > 0) {
    const next: Workflow[] = [];
    for (const { workflow, version } of pending) {
      const key = partKey(workflow, version ?? '');
      if (seen.has(key)) continue;
      seen.add(key);
      if (version === undefined) {
        const row = newest.has(workflow) ? undefined : await findNewestVersion(executor, workflow);
        if (row) newest.set(workflow, JSON.parse(row.graph) as Workflow);
        continue;
      }
      const part = found.get(key) ?? (await findPart(executor, environment, workflow, version));
      if (!part) continue;
      found.set(key, part);
      next.push(part.workflow);
    }
    pending = next.flatMap(partSteps);
  }
  const find: FindPart = (workflow, version) =>
    version === undefined ? newest.get(workflow) : found.get(partKey(workflow, version))?.workflow;
  const all = partsOf(graphs, find).map((workflow): Part => {
    const version = versionOf(workflow);
    return found.get(partKey(workflow.id, version)) ?? { workflow, version, number: undefined };
  });
  return { find, all };
}

async function findPart(
  executor: Executor,
  environment: string,
  workflow: string,
  version: string,
): Promise<Part | undefined> {
  const row = await findVersionByHash(executor, workflow, version);
  if (row) return { workflow: JSON.parse(row.graph) as Workflow, version, number: row.number };
  const text = await findVersionText(executor, environment, workflow, version);
  return text && { workflow: JSON.parse(text.graph) as Workflow, version, number: undefined };
}
