import type { Workflow } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import { findLiveContent, type LiveContent, type References, shelfOf } from '../pipeline/index.ts';
import { listConnections } from '../stores/connections.ts';
import type { Environment } from '../stores/environments.ts';
import { type EnvironmentPolicy, findPolicy } from '../stores/policies.ts';
import { findVersionText, numbersOfVersions } from '../stores/releases.ts';

/** An environment as a plan finds it. */
export interface Target {
  readonly environment: Environment;
  readonly policy: EnvironmentPolicy;
  readonly live: LiveContent;
  /** What its steps look up and estimate by, now. */
  readonly references: References;
  /** By `<workflow> <hash>`, of every version that it ever ran. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly slots: ReadonlyMap<string, Bound>;
}

/** What a slot is bound to; `binding` changes with every change of the connection. */
export interface Bound {
  readonly connector: string;
  readonly binding: string;
}

export async function readTarget(database: Database, environment: Environment): Promise<Target> {
  const { kysely } = database;
  const { id, live_set: liveSet } = environment;
  const connections = await listConnections(kysely, id);
  const live = await liveContent(database, id, liveSet);
  return {
    environment,
    policy: await findPolicy(kysely, id),
    live,
    references: await shelfOf(database).load(id, live.references),
    numbers: await numbersOfVersions(kysely, id),
    slots: new Map(
      connections.map((row) => [row.slot, { connector: row.connector, binding: `${row.connector} ${row.revision}` }]),
    ),
  };
}

const NOTHING: LiveContent = { workflows: [], variables: {}, references: {} };

export async function liveContent(database: Database, environment: string, liveSet: string): Promise<LiveContent> {
  return (await findLiveContent(database.kysely, environment, liveSet)) ?? NOTHING;
}

/** The version of a workflow that the target runs. */
export function liveVersion(target: Target, workflow: string) {
  const live = target.live.workflows.find((each) => each.workflow === workflow);
  if (!live) return null;
  return { number: target.numbers.get(`${workflow} ${live.version}`) ?? 0, hash: live.version, paused: live.paused };
}

/** The graph of a version that an environment has run. */
export async function installedGraph(
  database: Database,
  environment: string,
  workflow: string,
  hash: string,
): Promise<Workflow | undefined> {
  const row = await findVersionText(database.kysely, environment, workflow, hash);
  return row && (JSON.parse(row.graph) as Workflow);
}
