import type { Given } from '@slipway/shared/engine';
import { Failure, isFailure } from '@slipway/shared/failure';
import { canonicalJson, hashText } from '@slipway/shared/json';
import type { Reference } from '@slipway/shared/reference';
import { canonicalText } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import { findEnvironment, lockEnvironment } from '../stores/environments.ts';
import { saveOutbox } from '../stores/event-outbox.ts';
import { appendRelease, type Cause } from '../stores/release-history.ts';
import { nextLiveSetNumber, numbersOfVersions, replaceLive, saveVersion } from '../stores/releases.ts';
import type { Executor } from '../stores/statement.ts';
import type { Clock } from './clock.ts';
import { findLiveContent } from './given.ts';
import { type LiveContent, liveContentText, readLiveContent } from './live-content.ts';
import { loadParts, type Part } from './parts.ts';
import { recordReferences } from './reference-history.ts';
import { contentsOf, hashesOf, referencesOf } from './references.ts';
import { readOrFailure, refuseUnfit, versionOrFailure } from './refuse-unfit.ts';
import { roundRow } from './round.ts';

/** A workflow to run. Without a `number` it gets the next one of its environment; without `paused` it stays as it is. */
export interface WantedWorkflow {
  readonly graph: unknown;
  readonly number?: number | undefined;
  readonly paused?: boolean | undefined;
}

/**
 * All that an environment is to run. Without `variables` or `references` they stay; with `base`, only if that is still what
 * is live. `parts` are workflows that steps of the others name and that the library need not know.
 */
export interface Wanted {
  readonly workflows: readonly WantedWorkflow[];
  readonly parts?: readonly unknown[];
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly references?: readonly Reference[];
  readonly base?: string;
  readonly cause: Cause;
}

/** What a release did: the live set now, its number, and whether it is a new one. */
export interface Released {
  readonly liveSet: string;
  readonly number: number;
  readonly changed: boolean;
}

/** Further changes of the same transaction. Awaits nothing but that transaction. */
export type Also = (transaction: Executor, released: Released) => Promise<void>;

/** Where a test may stop a release for good, to kill the process there. */
export type PausePoint = (step: ReleaseStep, kind: Cause['kind']) => Promise<void>;
export const releaseSteps = ['locked', 'saved', 'replaced', 'told', 'recorded', 'also', 'committed'] as const;
export type ReleaseStep = (typeof releaseSteps)[number];

export interface ReleaseParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly pausePoint?: PausePoint | undefined;
}

/**
 * What is to be live, decided from what is; `save` are the versions that may be new to the environment, `arriving` the
 * contents of references that may be.
 */
interface Going {
  readonly content: LiveContent;
  readonly save: readonly Part[];
  readonly arriving: ReadonlyMap<string, Reference>;
}

/** A change of what is live that brings no versions: `references` are contents that `change` names by their hashes. */
export interface Adjusting {
  readonly change: (now: LiveContent) => LiveContent;
  readonly references?: readonly Reference[];
  readonly cause: Cause;
  readonly also?: Also | undefined;
}

/**
 * Makes this what the environment runs, all of it: versions are stored with the parts that they are made of, the live set
 * replaced, every partition told and the history written in one transaction, with whatever `also` adds. The same content
 * again makes no new live set.
 *
 * A partition runs the new set from the record on that tells it: what was appended before is decided as before. Fails with
 * `invalid-workflow` (its problems are the cause) and with `conflict` when `base` is no longer live.
 */
export async function release(
  parts: ReleaseParts,
  environment: string,
  wanted: Wanted,
  also?: Also,
): Promise<Released> {
  const read = wanted.workflows.map((each) => ({ ...each, workflow: readOrFailure(each.graph) }));
  const twice = read.find((each, index) => read.findIndex((other) => other.workflow.id === each.workflow.id) < index);
  if (twice) throw new Failure('invalid-request', `workflow ${twice.workflow.id} is given twice`);
  const { kysely } = parts.database;
  const graphs = read.map((each) => each.workflow);
  const loaded = await loadParts(kysely, environment, graphs, wanted.parts?.map(readOrFailure));
  const arriving = contentsOf(wanted.references ?? []);
  const decide = async (now: LiveContent): Promise<Going> => {
    const variables = wanted.variables ?? now.variables;
    const references = wanted.references ? hashesOf(wanted.references) : now.references;
    const known = await referencesOf(parts.database, environment, references, arriving);
    const given: Given = { variables, references: known, workflow: loaded.find };
    const compiled = read.map(({ workflow, number, paused }) => {
      const before = now.workflows.find((each) => each.workflow === workflow.id);
      const version = versionOrFailure(workflow, given, known);
      return { workflow, version, number, paused: paused ?? before?.paused ?? false };
    });
    const workflows = compiled
      .map(({ workflow, version, paused }) => ({ workflow: workflow.id, version, paused }))
      .sort((a, b) => (a.workflow < b.workflow ? -1 : 1));
    return { content: { workflows, variables, references }, save: [...loaded.all, ...compiled], arriving };
  };
  return makeLive(parts, environment, { decide, base: wanted.base, cause: wanted.cause, also });
}

/**
 * Changes what is live without new versions: variables, reference data, or which workflows are paused. `change` may be
 * called again when somebody else was faster. Fails with `invalid-workflow` where a live workflow cannot run with what is
 * new, or a run that is still open could not read its references any more.
 */
export async function adjustLive(parts: ReleaseParts, environment: string, options: Adjusting): Promise<Released> {
  const arriving = contentsOf(options.references ?? []);
  const decide = async (now: LiveContent): Promise<Going> => {
    const content = options.change(now);
    const references = canonicalJson(content.references) !== canonicalJson(now.references);
    if (references || canonicalJson(content.variables) !== canonicalJson(now.variables)) {
      await refuseUnfit(parts.database, environment, { content, arriving, references });
    }
    return { content, save: [], arriving };
  };
  return makeLive(parts, environment, { decide, base: undefined, cause: options.cause, also: options.also });
}

interface Making {
  readonly decide: (now: LiveContent) => Promise<Going>;
  readonly base: string | undefined;
  readonly cause: Cause;
  readonly also: Also | undefined;
}

const TRIES = 10;

/** Compiling takes its time, so it happens before the transaction, against a base that the transaction compares. */
async function makeLive(parts: ReleaseParts, environment: string, making: Making): Promise<Released> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await findEnvironment(parts.database.kysely, environment);
    if (!found) throw new Failure('not-found', `environment ${environment}`);
    const base = making.base ?? found.live_set;
    if (base !== found.live_set) throw movedOn(environment);
    const going = await making.decide(await contentOf(parts.database.kysely, environment, base));
    try {
      return await swap(parts, environment, { ...making, base, going });
    } catch (error) {
      const again = making.base === undefined && isFailure(error) && error.code === 'conflict' && error.cause === MOVED;
      if (!again || attempt >= TRIES) throw error;
    }
  }
}

const MOVED = Symbol('the live set moved on');

function movedOn(environment: string): Failure {
  return new Failure('conflict', `what ${environment} runs has changed`, { cause: MOVED });
}

async function swap(
  parts: ReleaseParts,
  environment: string,
  making: Making & { readonly base: string; readonly going: Going },
): Promise<Released> {
  const { going, cause, also, base } = making;
  const pause = async (step: ReleaseStep) => parts.pausePoint?.(step, cause.kind);
  const atMs = parts.clock.nowMs();
  const text = liveContentText(going.content);
  const released = await parts.database.transaction(async (transaction): Promise<Released> => {
    // The row is locked first, so that of many at once one goes on and the others see what it did.
    const locked = await lockEnvironment(transaction, environment);
    if (!locked || locked.live_set !== base) throw movedOn(environment);
    await pause('locked');
    const next = await nextLiveSetNumber(transaction, environment);
    const now = await contentOf(transaction, environment, base);
    if (liveContentText(now) === text) {
      const unchanged = { liveSet: base, number: next - 1, changed: false };
      await also?.(transaction, unchanged);
      return unchanged;
    }
    await saveVersions(transaction, environment, going.save, atMs);
    const changed = { environment, before: now, after: going.content, arriving: going.arriving, cause, atMs };
    await recordReferences(transaction, changed);
    await pause('saved');
    // Numbered, so that going back to what was live before is news to the partitions too.
    const made = { liveSet: `${next}-${hashText(text).slice(0, 12)}`, number: next, changed: true };
    const { workflows, variables } = going.content;
    await replaceLive(transaction, {
      environment,
      id: made.liveSet,
      number: next,
      content: text,
      atMs,
      workflows,
      variables,
    });
    await pause('replaced');
    await tellPartitions(transaction, { environment, liveSet: made.liveSet, partitions: locked.partitions });
    await pause('told');
    const changes = await changesBetween(transaction, environment, now, going.content);
    await appendRelease(transaction, { environment, number: next, liveSet: made.liveSet, cause, changes, atMs });
    await pause('recorded');
    await also?.(transaction, made);
    await pause('also');
    return made;
  });
  await pause('committed');
  return released;
}

async function contentOf(executor: Executor, environment: string, liveSet: string): Promise<LiveContent> {
  return (await findLiveContent(executor, environment, liveSet)) ?? readLiveContent(undefined);
}

async function saveVersions(executor: Executor, environment: string, save: readonly Part[], atMs: number) {
  for (const { workflow, version, number } of save) {
    const graph = canonicalText(workflow);
    const row = { environment, workflow: workflow.id, version, name: workflow.name, graph, created_at_ms: atMs };
    await saveVersion(executor, row, number);
  }
}

async function tellPartitions(
  executor: Executor,
  told: { readonly environment: string; readonly liveSet: string; readonly partitions: number },
): Promise<void> {
  const round = { of: 'activated', liveSet: told.liveSet, after: '' } as const;
  const rows = Array.from({ length: told.partitions }, (_, partition) => roundRow(round, partition));
  await saveOutbox(told.environment, rows).execute(executor);
}

/** Which workflow went from which number to which; null stands for not running. */
async function changesBetween(executor: Executor, environment: string, before: LiveContent, after: LiveContent) {
  const numbers = await numbersOfVersions(executor, environment);
  const numberIn = (content: LiveContent, workflow: string) => {
    const live = content.workflows.find((each) => each.workflow === workflow);
    return live ? (numbers.get(`${workflow} ${live.version}`) ?? null) : null;
  };
  const ids = new Set([...before.workflows, ...after.workflows].map((each) => each.workflow));
  return [...ids]
    .sort()
    .map((workflow) => ({ workflow, from: numberIn(before, workflow), to: numberIn(after, workflow) }))
    .filter((change) => change.from !== change.to);
}
