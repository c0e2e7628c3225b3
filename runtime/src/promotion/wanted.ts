import { Failure } from '@slipway/shared/failure';
import type { VersionName } from '@slipway/shared/promotion';
import type { Workflow } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import { NOTHING_LIVE } from '../pipeline/index.ts';
import { findEnvironment } from '../stores/environments.ts';
import { findVersionByHash, findWorkflowRow, findWorkflowVersion } from '../stores/library.ts';
import { findRelease, lastVersionChange } from '../stores/release-history.ts';
import { liveSetOfNumber, numbersOfVersions } from '../stores/releases.ts';
import { installedGraph, liveContent, liveVersion, readTarget, type Target } from './target.ts';

/** What one workflow is to become; null stands for not running. */
export interface Wanted {
  readonly workflow: string;
  readonly to: (VersionName & { readonly graph: Workflow }) | null;
}

/** The changes that a person named. Fails with `not-found` where there is no such version. */
export async function namedChanges(
  database: Database,
  target: Target,
  changes: readonly { readonly workflow: string; readonly version: number | null }[],
): Promise<readonly Wanted[]> {
  const wanted: Wanted[] = [];
  for (const { workflow, version } of changes) {
    if (wanted.some((each) => each.workflow === workflow)) {
      throw new Failure('invalid-request', `workflow ${workflow} is named twice`);
    }
    if (version === null && !liveVersion(target, workflow)) {
      throw new Failure('not-found', `workflow ${workflow} does not run in ${target.environment.id}`);
    }
    wanted.push({ workflow, to: version === null ? null : await libraryVersion(database, workflow, version) });
  }
  return wanted;
}

/** Everything in which the target differs from `from`: what is live there, and what is archived and still live here. */
export async function differencesFrom(database: Database, target: Target, from: string): Promise<readonly Wanted[]> {
  const environment = await findEnvironment(database.kysely, from);
  if (!environment) throw new Failure('not-found', `environment ${from}`);
  const source = await readTarget(database, environment);
  const wanted: Wanted[] = [];
  for (const { workflow, version } of source.live.workflows) {
    if (liveVersion(target, workflow)?.hash === version) continue;
    const row = await findWorkflowRow(database.kysely, workflow);
    if (row?.archived) continue;
    wanted.push({ workflow, to: await versionByHash(database, from, workflow, version) });
  }
  for (const { workflow } of target.live.workflows) {
    const row = await findWorkflowRow(database.kysely, workflow);
    if (row?.archived) wanted.push({ workflow, to: null });
  }
  return wanted;
}

/** What a rollback comes to, and the release that it undoes where it is exactly the last one, and no rollback itself. */
export interface Rollback {
  readonly wanted: readonly Wanted[];
  readonly undoes: number | null;
}

/** Back to what ran before the last change of versions, or to what release `to` made live. Variables stay as they are. */
export async function rollbackChanges(database: Database, target: Target, to: number | undefined): Promise<Rollback> {
  const { id } = target.environment;
  const last = await lastVersionChange(database.kysely, id);
  if (!last) throw new Failure('conflict', 'nothing was released here yet, so there is nothing to go back to');
  const release = to === undefined || to === last.number - 1 ? undefined : await findRelease(database.kysely, id, to);
  if (to !== undefined && to !== last.number - 1 && !release) throw new Failure('not-found', `release ${to}`);
  const before = release
    ? await liveContent(database, id, release.live_set)
    : await contentBefore(database, id, last.number);
  const ids = new Set([...before.workflows, ...target.live.workflows].map((each) => each.workflow));
  const wanted: Wanted[] = [];
  for (const workflow of [...ids].sort()) {
    const then = before.workflows.find((each) => each.workflow === workflow);
    if (then?.version === liveVersion(target, workflow)?.hash) continue;
    wanted.push({ workflow, to: then ? await versionByHash(database, id, workflow, then.version) : null });
  }
  // Undoing a rollback brings back what somebody had a reason to take away.
  return { wanted, undoes: release || last.kind === 'rollback' ? null : last.number };
}

async function contentBefore(database: Database, environment: string, number: number) {
  const before = await findRelease(database.kysely, environment, number - 1);
  if (before) return liveContent(database, environment, before.live_set);
  // Live sets of before the history was written have no row in it.
  const set = await liveSetOfNumber(database.kysely, environment, number - 1);
  return liveContent(database, environment, set ?? NOTHING_LIVE);
}

async function libraryVersion(database: Database, workflow: string, number: number): Promise<Wanted['to']> {
  const row = await findWorkflowVersion(database.kysely, workflow, number);
  if (!row) throw new Failure('not-found', `version ${number} of workflow ${workflow}`);
  return { number, hash: row.hash, graph: JSON.parse(row.graph) as Workflow };
}

/** By content, as an environment runs it: from the library, or from the environment where the library has forgotten it. */
export async function versionByHash(
  database: Database,
  environment: string,
  workflow: string,
  hash: string,
): Promise<NonNullable<Wanted['to']>> {
  const row = await findVersionByHash(database.kysely, workflow, hash);
  if (row) return { number: row.number, hash, graph: JSON.parse(row.graph) as Workflow };
  const graph = await installedGraph(database, environment, workflow, hash);
  if (!graph) throw new Failure('not-found', `version ${hash} of workflow ${workflow}`);
  const number = (await numbersOfVersions(database.kysely, environment)).get(`${workflow} ${hash}`) ?? 0;
  return { number, hash, graph };
}
