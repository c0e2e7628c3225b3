import { isAbsolute, resolve } from 'node:path';
import { Failure } from '@slipway/shared/failure';
import { hashOf } from '@slipway/shared/json';
import { checkReference, normalReference, type Reference } from '@slipway/shared/reference';
import { readWorkflow, type Workflow } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import { ensureVersion, testsText } from '../library/index.ts';
import type { Pipeline, WantedWorkflow } from '../pipeline/index.ts';
import type { Sources } from '../sources/index.ts';
import { findEnvironment, saveDelivery } from '../stores/environments.ts';
import { changeHold } from '../stores/holds.ts';
import { findPolicy, savePolicy } from '../stores/policies.ts';
import { lastSetupDigest, saveSetupDigest } from '../stores/release-history.ts';
import type { Setup, SetupSource } from './setup-file.ts';

/** What a setup changes. */
export interface SetUp {
  readonly database: Database;
  readonly pipeline: Pick<Pipeline, 'createEnvironment' | 'bindConnections' | 'release'>;
  readonly sources: Pick<Sources, 'add'>;
  readonly partitions: number;
  readonly now: () => number;
}

/** Who makes versions and releases that a setup asks for. */
const SETUP = { id: 'setup', name: 'Setup' } as const;

/**
 * Makes an environment what `setup` says. A setup that was applied before changes nothing, so that what people have
 * released, bound or decided since stays; one that says something else is applied anew. A source goes on where it was.
 * Paths are read from `folder`.
 */
export async function applySetup(parts: SetUp, setup: Setup, folder: string): Promise<void> {
  const { database, pipeline, partitions } = parts;
  const { id, kind, deliversTo } = setup.environment;
  await pipeline.createEnvironment({ id, kind, deliversTo, partitions });
  const digest = hashOf(digested(setup));
  if ((await lastSetupDigest(database.kysely, id)) !== digest) {
    await describe(parts, setup.environment);
    await pipeline.bindConnections(id, setup.connections, setup.grants);
    await releaseSetup(parts, setup);
    await saveSetupDigest(database.kysely, id, digest);
  }
  await addSources(parts, setup, folder);
}

/**
 * What counts as another setup. What is not said is left out: a setup from before it could be said is still the same one.
 * Other tests are no other setup, or they would undo what people have released since.
 */
function digested({ sources: _sources, tests: _tests, parts, references, ...settings }: Setup) {
  return {
    ...settings,
    ...(parts.length > 0 ? { parts } : {}),
    ...(references.length > 0 ? { references } : {}),
  };
}

async function describe(parts: SetUp, environment: Setup['environment']): Promise<void> {
  const { id, deliversTo, title, order, policy, actionsHeld } = environment;
  await parts.database.transaction(async (transaction) => {
    await saveDelivery(transaction, id, deliversTo);
    const before = await findPolicy(transaction, id);
    const { approvals, authorMayApprove, expiresHours } = { ...before, ...policy };
    await savePolicy(transaction, id, {
      title: title ?? before.title,
      order: order ?? before.order,
      approvals: approvals ?? before.approvals,
      authorMayApprove: authorMayApprove ?? before.authorMayApprove,
      expiresHours: expiresHours ?? before.expiresHours,
    });
    if (actionsHeld === undefined) return;
    const hold = { by_name: SETUP.name, reason: 'held by the setup', since_ms: parts.now() };
    await changeHold(transaction, id, actionsHeld ? hold : null);
  });
}

/** Its workflows become versions of the library first, so that they have the same numbers everywhere. */
async function releaseSetup({ database, pipeline, now }: SetUp, setup: Setup): Promise<void> {
  const { workflows: graphs, variables } = setup;
  const references = setup.references.map(readOrFailure);
  if (graphs.length + references.length === 0 && Object.keys(variables).length === 0) return;
  const saving = { author: SETUP, message: `Setup of ${setup.environment.id}`, atMs: now() };
  const workflows = await database.transaction(async (transaction) => {
    for (const part of setup.parts) {
      const read = readWorkflow(part);
      if (read.ok) await ensureVersion(transaction, read.workflow, { ...saving, ...testsFor(setup, read.workflow) });
    }
    const numbered: WantedWorkflow[] = [];
    for (const graph of graphs) {
      const read = readWorkflow(graph);
      // What is wrong with it is said by the release.
      const version = read.ok
        ? await ensureVersion(transaction, read.workflow, { ...saving, ...testsFor(setup, read.workflow) })
        : undefined;
      numbered.push({ graph, number: version?.number });
    }
    return numbered;
  });
  const cause = { kind: 'setup', by: SETUP } as const;
  // What people have brought into an environment stays, where the setup has nothing to say of it.
  const own = references.length > 0 ? { references } : {};
  await pipeline.release(setup.environment.id, { workflows, variables, ...own, cause });
}

function testsFor({ tests }: Setup, { id }: Workflow): { readonly tests?: string } {
  const own = Object.hasOwn(tests, id) ? tests[id] : undefined;
  return own ? { tests: testsText(own) } : {};
}

function readOrFailure(reference: Reference): Reference {
  const normal = normalReference(reference);
  const problem = checkReference(normal).find(({ severity }) => severity === 'error');
  if (problem) throw new Failure('invalid-config', `references: ${reference.id}: ${problem.message}`);
  return normal;
}

async function addSources({ database, sources }: SetUp, setup: Setup, folder: string): Promise<void> {
  const { id, kind } = setup.environment;
  for (const source of setup.sources) {
    const added = { id: source.id, connector: source.connector, config: placed(source, folder) };
    await sources.add(id, added);
    for (const mirror of source.mirrorTo) {
      const other = await findEnvironment(database.kysely, mirror);
      if (other?.kind === kind) {
        await sources.add(mirror, { ...added, config: mirrored(source, folder) });
        continue;
      }
      const why = other ? `${mirror} is a ${other.kind} environment and ${id} is not` : `there is no ${mirror} yet`;
      throw new Failure('invalid-config', `source ${source.id} cannot be mirrored: ${why}`);
    }
  }
}

/** The same for another environment: a group's members share what they read, so the mirror is in one of its own. */
function mirrored(source: SetupSource, folder: string): unknown {
  if (source.connector === 'file') return placed(source, folder);
  const { group: _group, ...config } = source.config;
  return placed({ ...source, config }, folder);
}

/** The configuration of a source with its paths made absolute. */
function placed(source: SetupSource, folder: string): unknown {
  const absolute = (path: string) => (isAbsolute(path) ? path : resolve(folder, path));
  if (source.connector === 'file') {
    return { ...source.config, path: absolute(source.config.path), speed: source.speed };
  }
  const { tls } = source.config;
  return typeof tls === 'object' ? { ...source.config, tls: { caFile: absolute(tls.caFile) } } : source.config;
}
