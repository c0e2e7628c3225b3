import type { Author, PlanItem } from '@slipway/shared/api';
import { type FindPart, graphChanges, type PlannedChange, partKey, partsOf } from '@slipway/shared/promotion';
import { instantFromMs } from '@slipway/shared/time';
import type { Workflow } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import { loadParts, type Parts } from '../pipeline/index.ts';
import { findBacktestOf } from '../stores/backtests.ts';
import { findVersionByHash } from '../stores/library.ts';
import { authorsBetween, listInstalled } from '../stores/promotion-reads.ts';
import { installedGraph, liveVersion, type Target } from './target.ts';
import { versionByHash } from './wanted.ts';

/** A change with the graphs that it is about. */
export interface ItemGraphs {
  readonly change: PlannedChange;
  readonly before: Workflow | null;
  readonly after: Workflow | null;
  /** What the new version is made of. */
  readonly parts: Parts;
}

/** How the tests of new versions came out, by workflow; a version without tests is not named. */
export type TestsPlayed = Readonly<Record<string, NonNullable<PlanItem['tests']>>>;

/** The new versions of a plan, and all that they are made of, once each. */
export interface Arriving {
  readonly graphs: readonly Workflow[];
  readonly parts: readonly Workflow[];
  readonly find: FindPart;
}

export function arriving(items: readonly ItemGraphs[]): Arriving {
  const graphs = items.flatMap((each) => each.after ?? []);
  const find: FindPart = (workflow, version) => {
    for (const { parts } of items) {
      const found = parts.find(workflow, version);
      if (found) return found;
    }
    return undefined;
  };
  return { graphs, find, parts: partsOf(graphs, find) };
}

/** Loads both sides of every change. Fails with `not-found` where a version is no longer known. */
export async function graphsOf(
  database: Database,
  environment: string,
  changes: readonly PlannedChange[],
): Promise<readonly ItemGraphs[]> {
  const items: ItemGraphs[] = [];
  for (const change of changes) {
    const { workflow, from, to } = change;
    const before = from ? ((await installedGraph(database, environment, workflow, from.hash)) ?? null) : null;
    const after = to ? (await versionByHash(database, environment, workflow, to.hash)).graph : null;
    const parts = await loadParts(database.kysely, environment, after ? [after] : []);
    items.push({ change, before, after, parts });
  }
  return items;
}

/** The rows of a plan for its readers. `before` is the environment that comes earlier on the way, where there is one. */
export async function planItems(
  database: Database,
  target: Target,
  graphs: readonly ItemGraphs[],
  around: { readonly before: string | null; readonly tests: TestsPlayed },
): Promise<readonly PlanItem[]> {
  const items: PlanItem[] = [];
  for (const { change, before: old, after, parts } of graphs) {
    const { workflow, from, to } = change;
    items.push({
      workflow,
      name: (after ?? old)?.name ?? workflow,
      change: kindOf(change),
      from,
      to,
      authors: [...(await authorsOf(database, change)), ...(await authorsOfParts(database, parts, target.numbers))],
      paused: liveVersion(target, workflow)?.paused ?? false,
      changes: from?.hash === to?.hash ? null : graphChanges(old, after),
      overwrites: await overwritten(database, change, around.before),
      backtest: await backtestOf(database, target.environment.id, change),
      tests: around.tests[workflow] ?? null,
    });
  }
  return items;
}

/** What the change would have done, where somebody has found that out. */
async function backtestOf(
  database: Database,
  environment: string,
  { workflow, from, to }: PlannedChange,
): Promise<PlanItem['backtest']> {
  if (!to) return null;
  const versions = { environment, workflow, after: to.hash, before: from?.hash ?? null };
  const found = await findBacktestOf(database.kysely, versions);
  if (!found?.verdicts || found.ended_at_ms === null) return null;
  return { id: found.id, verdicts: JSON.parse(found.verdicts), endedAt: instantFromMs(found.ended_at_ms) };
}

export function kindOf({ from, to }: PlannedChange): PlanItem['change'] {
  if (!to) return from ? 'removed' : 'unchanged';
  if (!from) return 'added';
  return from.hash === to.hash ? 'unchanged' : 'updated';
}

/**
 * Whose work is new to the environment: everybody who saved a version after the one that runs there, up to the new one.
 * Going back to an older version is its author's work, and removing one is nobody's.
 */
export async function authorsOf(database: Database, { workflow, from, to }: PlannedChange) {
  if (!to || from?.hash === to.hash) return [];
  const after = from && from.number < to.number ? from.number : from ? to.number - 1 : 0;
  return authorsBetween(database.kysely, workflow, after, to.number);
}

/** Who saved the parts that the environment never had. */
export async function authorsOfParts(database: Database, parts: Parts, numbers: Target['numbers']) {
  const authors = new Map<string, Author>();
  for (const { workflow, version, number } of parts.all) {
    if (number === undefined || numbers.has(partKey(workflow.id, version))) continue;
    for (const author of await authorsBetween(database.kysely, workflow.id, number - 1, number)) {
      authors.set(author.id, author);
    }
  }
  return [...authors.values()];
}

/** An edit that was released here and never in the environment before: this plan replaces it. */
async function overwritten(
  database: Database,
  { workflow, from, to }: PlannedChange,
  before: string | null,
): Promise<PlanItem['overwrites']> {
  if (!from || before === null || from.hash === to?.hash) return null;
  const installed = await listInstalled(database.kysely);
  const passed = installed.filter((each) => each.environment === before && each.workflow === workflow);
  if (passed.length === 0 || passed.some((each) => each.version === from.hash)) return null;
  const version = await findVersionByHash(database.kysely, workflow, from.hash);
  if (!version) return null;
  return {
    version: from.number,
    author: version.author,
    message: version.message,
    at: instantFromMs(version.at_ms),
    builtUpon: to !== null && to.number > from.number,
  };
}
