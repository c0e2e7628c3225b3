import { findConnector } from '@slipway/connectors';
import { compile } from '@slipway/shared/engine';
import { Failure } from '@slipway/shared/failure';
import { canonicalJson, hashText } from '@slipway/shared/json';
import type { Problem } from '@slipway/shared/problem';
import { canonicalText, readWorkflow, type Workflow } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import { saveConnection, saveGrant } from '../stores/connections.ts';
import { findEnvironment, insertEnvironment, lockLiveSet } from '../stores/environments.ts';
import { saveOutbox } from '../stores/event-outbox.ts';
import { findLiveSet, nextLiveSetNumber, replaceLive, saveVersion } from '../stores/releases.ts';
import type { Clock } from './clock.ts';
import { type LiveContent, NOTHING_LIVE } from './live-sets.ts';

/** A new environment: `replay` ones take their time from what is played, and `outbox` ones send nothing out. */
export interface NewEnvironment {
  readonly id: string;
  readonly kind: 'live' | 'replay';
  readonly deliversTo: 'outbox' | 'targets';
  readonly partitions: number;
}

/** Makes the log of an environment; adapters do it in their own way. */
export type CreateLog = (environment: string, partitions: number) => Promise<void>;

/** Makes an environment; again with the same description does nothing, with another one it fails with `conflict`. */
export async function createEnvironment(
  database: Database,
  createLog: CreateLog,
  wanted: NewEnvironment,
): Promise<void> {
  // Without a dot: environments stand in job ids. Short enough for a topic name.
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(wanted.id)) {
    throw new Failure('invalid-request', 'an environment is named like dev or prod-eu: a-z, 0-9, -, at most 40');
  }
  await createLog(wanted.id, wanted.partitions);
  await insertEnvironment(database.kysely, {
    id: wanted.id,
    kind: wanted.kind,
    delivers_to: wanted.deliversTo,
    partitions: wanted.partitions,
    live_set: NOTHING_LIVE,
    clock_ms: null,
  });
  const found = await findEnvironment(database.kysely, wanted.id);
  const same = found?.kind === wanted.kind && found.delivers_to === wanted.deliversTo;
  if (!same || found.partitions !== wanted.partitions) {
    throw new Failure('conflict', `environment ${wanted.id} exists and is described differently`);
  }
}

/** What a release did: the live set now, and whether it is a new one. */
export interface Released {
  readonly liveSet: string;
  readonly changed: boolean;
}

/**
 * Makes `graphs` what the environment runs, all of it: versions are stored, the live set replaced and every partition told,
 * in one transaction. The same content again changes nothing. Fails with `invalid-workflow` (its problems are the cause).
 *
 * A partition runs the new set from the record on that tells it: what was appended before is decided as before.
 */
export async function releaseWorkflows(
  parts: { readonly database: Database; readonly clock: Clock },
  environment: string,
  graphs: readonly unknown[],
  variables: Readonly<Record<string, unknown>>,
): Promise<Released> {
  const { database, clock } = parts;
  const found = await findEnvironment(database.kysely, environment);
  if (!found) throw new Failure('not-found', `environment ${environment}`);
  const compiled = graphs.map((graph) => compiledOrFailure(graph, variables));
  const workflows = compiled
    .map(({ workflow, version }) => ({ workflow: workflow.id, version, paused: false }))
    .sort((a, b) => (a.workflow < b.workflow ? -1 : 1));
  const twice = workflows.find((each, index) => workflows[index - 1]?.workflow === each.workflow);
  if (twice) throw new Failure('invalid-request', `workflow ${twice.workflow} is given twice`);
  const content = canonicalJson({ workflows, variables } satisfies LiveContent);
  if ((await findLiveSet(database.kysely, environment, found.live_set)) === content) {
    return { liveSet: found.live_set, changed: false };
  }
  const atMs = clock.nowMs();
  const id = await database.transaction(async (transaction) => {
    // Releases of one environment come one after the other, in the order of their numbers, whichever process makes them.
    const present = await lockLiveSet(transaction, environment);
    if (present !== undefined && (await findLiveSet(transaction, environment, present)) === content) return present;
    const number = await nextLiveSetNumber(transaction, environment);
    // Numbered, so that going back to what was live before is news to the partitions too.
    const name = `${number}-${hashText(content).slice(0, 12)}`;
    for (const { workflow, version } of compiled) {
      await saveVersion(transaction, {
        environment,
        workflow: workflow.id,
        version,
        name: workflow.name,
        graph: canonicalText(workflow),
        created_at_ms: atMs,
      });
    }
    await replaceLive(transaction, { environment, id: name, number, content, atMs, workflows, variables });
    const event = JSON.stringify({ liveSet: name, after: '' });
    const told = Array.from({ length: found.partitions }, (_, partition) => {
      return { kind: 'activated' as const, partition, subject: '', event };
    });
    await saveOutbox(environment, told).execute(transaction);
    return name;
  });
  return { liveSet: id, changed: id !== found.live_set };
}

function compiledOrFailure(
  graph: unknown,
  variables: Readonly<Record<string, unknown>>,
): { workflow: Workflow; version: string } {
  const read = readWorkflow(graph);
  if (!read.ok) throw invalidWorkflow(read.problems);
  const result = compile(read.workflow, variables);
  if (!result.ok) throw invalidWorkflow(result.problems);
  return { workflow: read.workflow, version: result.program.version };
}

function invalidWorkflow(problems: readonly Problem[]): Failure {
  const first = problems.find((problem) => problem.severity === 'error');
  return new Failure('invalid-workflow', first?.message ?? '', { cause: problems });
}

/** A connection for a slot. `config` is checked against the connector's schema. */
export interface Binding {
  readonly connector: string;
  readonly config: unknown;
}

/** Binds the slots of an environment to connections and grants private addresses. */
export async function bindConnections(
  database: Database,
  environment: string,
  connections: Readonly<Record<string, Binding>>,
  grants: readonly { readonly host: string; readonly port: number }[] = [],
): Promise<void> {
  for (const [slot, { connector: id, config }] of Object.entries(connections)) {
    const connector = findConnector(id);
    if (!connector) throw new Failure('invalid-request', `slot ${slot}: there is no connector ${id}`);
    const parsed = connector.connection.schema.safeParse(config);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new Failure('invalid-request', `slot ${slot}: ${issue?.path.join('.')}: ${issue?.message}`);
    }
    await saveConnection(database.kysely, { environment, slot, connector: id, config: canonicalJson(config) });
  }
  for (const { host, port } of grants) await saveGrant(database.kysely, { environment, host, port });
}
