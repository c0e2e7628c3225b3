import {
  type Outcome as CallOutcome,
  type Connector,
  callOperation,
  isAmbiguous,
  type Transports,
} from '@slipway/connectors';
import type { ActionRequest } from '@slipway/shared/engine';
import type { CanonicalEvent } from '@slipway/shared/event';
import { type FailureCode, isFailure } from '@slipway/shared/failure';
import { canonicalJson } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import { instantFromMs } from '@slipway/shared/time';
import { openConnection } from '../connections/index.ts';
import type { Database } from '../database/index.ts';
import { type Action, claimAction, type Recording, recordOutcome, renewLease } from '../stores/actions.ts';
import { findConnection } from '../stores/connections.ts';
import type { Vault } from '../vault/index.ts';
import type { Heard } from './breakers.ts';
import type { Changes } from './changes.ts';
import type { Clock } from './clock.ts';
import type { EnvironmentClocks } from './environment-clocks.ts';
import type { JobName } from './job-id.ts';
import type { Progress } from './progress.ts';
import { OURSELVES } from './read-record.ts';
import { retryDelayMs } from './retry-schedule.ts';

/** For whom a call is made: what chooses its transports. */
export interface CallPlace {
  readonly environment: string;
  readonly slot: string;
  readonly actionId: string;
  readonly subject: string;
}

/** What running actions needs. */
export interface ActionParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly clocks: EnvironmentClocks;
  readonly progress: Progress;
  readonly changes: Changes;
  readonly vault: Vault;
  readonly findConnector: (id: string) => Connector | undefined;
  /** The ways out of an environment; whoever makes them closes them. */
  readonly transportsFor: (place: CallPlace) => Promise<Transports> | Transports;
  readonly relay: (environment: string) => void;
  /** Owes the queue the next attempt. */
  readonly enqueue: (job: JobName, delayMs: number) => void;
  /** Hears whether the target of a call answered. */
  readonly heard: (call: JobName, heard: Heard, afterMs: number | undefined) => void;
  readonly random: () => number;
  /** Names this process among those that hold leases. */
  readonly owner: string;
  readonly ledger: boolean;
  /** How long a claim outlives its process. */
  readonly leaseMs: number;
  readonly onError: (error: unknown, where: string) => void;
}

const RENEWALS_PER_LEASE = 3;
const PATIENCE_MS = 10_000;
const PATIENCE_STEP_MS = 250;

/**
 * Makes one attempt of one action, if it is still owed: claim, call, and in one transaction the outcome with the event
 * that tells of it. What was claimed by a process that died is found and given back by the reconciler.
 */
export async function runAction(parts: ActionParts, job: JobName, signal: AbortSignal): Promise<void> {
  const { database, clock, clocks, changes, ledger, owner, leaseMs } = parts;
  const { environment, action: id, attempt } = job;
  // Time does not move on in a replay while an action is owed, so what it is now holds to the end of the attempt.
  await clocks.refresh(environment);
  const nowMs = clock.nowMs();
  const lease = { owner, nowMs, leaseUntilMs: nowMs + leaseMs, ledger };
  const action = await claimAction(database.kysely, { environment, id, attempt, ...lease });
  if (!action) return;
  changes.tell({ kind: 'action', environment, id, subject: action.subject, state: 'running' });
  const renewing = setInterval(() => {
    renewLease(database.kysely, action, clock.nowMs() + leaseMs).catch((error) => parts.onError(error, id));
  }, leaseMs / RENEWALS_PER_LEASE);
  try {
    const { outcome, connector, reached } = await call(parts, action, signal);
    // Called off by our own shutdown: the claim is given back at the next start, as after a crash.
    if (signal.aborted && outcome.kind === 'retry') return;
    if (reached) parts.heard(job, outcome.kind === 'retry' ? 'unwell' : 'answered', afterOf(outcome));
    await record(parts, action, outcome, connector);
  } finally {
    clearInterval(renewing);
  }
}

/** Records that an attempt was cut off by the end of its process where repeating it could act twice. */
export async function giveUpAbandoned(parts: ActionParts, action: Action): Promise<void> {
  const detail = 'the process ended before the answer came, and the operation cannot be repeated safely';
  await settle(parts, action, { kind: 'failed', code: 'target-lost', detail }, 'ambiguous');
}

/** Whether another delivery of this action could act a second time. */
export async function actsTwice(parts: ActionParts, action: Action): Promise<boolean> {
  const connection = await findConnection(parts.database.kysely, action.environment, action.slot);
  const connector = connection && parts.findConnector(connection.connector);
  return connector !== undefined && idempotencyOf(connector, action.operation) === 'none';
}

interface Called {
  readonly outcome: CallOutcome;
  readonly connector: Connector | undefined;
  /** The outcome is that of the target, and not of what kept us from asking it. */
  readonly reached: boolean;
}

function afterOf(outcome: CallOutcome): number | undefined {
  return outcome.kind === 'retry' ? outcome.afterMs : undefined;
}

async function call(parts: ActionParts, action: Action, signal: AbortSignal): Promise<Called> {
  let connector: Connector | undefined;
  try {
    const ready = await patiently(() => prepare(parts, action));
    if (!ready) {
      return { outcome: { kind: 'failed', code: 'not-connected', detail: action.slot }, connector, reached: false };
    }
    connector = ready.connector;
    const { input } = JSON.parse(action.request) as ActionRequest;
    const { operation, id: actionId } = action;
    return { outcome: await callOperation({ ...ready, operation, input, actionId, signal }), connector, reached: true };
  } catch (error) {
    // The database stays away: nothing was sent, and the claim is given back when its lease is over.
    if (isFailure(error) && error.code === 'unavailable') throw error;
    if (isFailure(error) && error.code === 'secret-unreadable') {
      return { outcome: { kind: 'failed', code: error.code, detail: error.detail }, connector, reached: false };
    }
    // `callOperation` never rejects: this is a bug of ours, and it must not keep the action running for ever.
    parts.onError(error, action.id);
    const outcome = { kind: 'failed', code: 'internal', detail: 'the attempt could not be made' } as const;
    return { outcome, connector, reached: false };
  }
}

/** What a call is made through; undefined where its slot is not bound. Sends nothing, so it can be tried again. */
async function prepare(parts: ActionParts, { environment, slot, subject, id }: Action) {
  const { kysely } = parts.database;
  // Looked up now and not when it was decided: a connection may have been mended in between.
  const row = await findConnection(kysely, environment, slot);
  const connector = row && parts.findConnector(row.connector);
  if (!row || !connector) return undefined;
  const transports = await parts.transportsFor({ environment, slot, actionId: id, subject });
  // The secrets are put in here, for this call, and are in no other place.
  const connection = await openConnection(kysely, parts.vault, connector, row);
  return { connector, connection, transports };
}

async function record(
  parts: ActionParts,
  action: Action,
  outcome: CallOutcome,
  connector: Connector | undefined,
): Promise<void> {
  if (outcome.kind !== 'retry') return settle(parts, action, outcome, outcome.kind === 'done' ? 'done' : 'permanent');
  const ambiguous = isAmbiguous(outcome);
  const attempt = ambiguous ? 'ambiguous' : 'transient';
  if (ambiguous && connector && idempotencyOf(connector, action.operation) === 'none') {
    return settle(parts, action, { kind: 'failed', code: outcome.code, detail: outcome.detail }, attempt);
  }
  if (action.attempt >= action.attempts_allowed) {
    const detail = `${outcome.code}: ${outcome.detail}`;
    return settle(parts, action, { kind: 'failed', code: 'retries-exhausted', detail }, attempt);
  }
  const { database, clock, changes, clocks, enqueue, random } = parts;
  const { environment, id, slot, subject } = action;
  const schedule = JSON.parse(action.request) as ActionRequest;
  const replay = clocks.isReplay(environment);
  // Counted within this schedule: a person's retry begins a new one, and a lost attempt does not count.
  const failures = action.attempt - (action.attempts_allowed - schedule.attempts);
  const delayMs = retryDelayMs(schedule, failures, { random: random(), afterMs: outcome.afterMs, replay });
  const nowMs = clock.nowMs();
  const { code, detail } = outcome;
  const recording = {
    state: 'retrying',
    outcome: null,
    code,
    detail,
    dueMs: nowMs + delayMs,
    nowMs,
    attempt,
    event: null,
  } as const;
  if (!(await patiently(() => recordOutcome(database.kysely, action, recording)))) return;
  changes.tell({ kind: 'action', environment, id, subject, state: 'retrying' });
  enqueue({ environment, slot, action: id, attempt: action.attempt + 1 }, delayMs);
}

/** Ends an action, well or not, and tells the log. */
async function settle(
  parts: ActionParts,
  action: Action,
  outcome: Exclude<CallOutcome, { kind: 'retry' }>,
  attempt: Recording['attempt'],
): Promise<void> {
  const { database, clock, clocks, progress, changes, relay } = parts;
  const { environment, id, subject } = action;
  const nowMs = clock.nowMs();
  const told = tell(action, outcome, clocks.nowMs(environment));
  // Counted before it can be seen: the environment is not quiet while the result is on its way to the log.
  progress.outbox(environment, 1);
  let recorded = false;
  try {
    const recording = {
      state: told.failure ? 'dead' : 'done',
      outcome: told.failure ? null : canonicalJson({ output: told.output }),
      code: told.failure?.code ?? null,
      detail: told.failure?.detail ?? '',
      dueMs: nowMs,
      nowMs,
      attempt: told.failure && attempt === 'done' ? 'permanent' : attempt,
      event: canonicalJson(told.event),
    } as const;
    recorded = await patiently(() => recordOutcome(database.kysely, action, recording));
  } finally {
    if (!recorded) progress.outbox(environment, -1);
  }
  // Another one holds the claim by now, and ends it.
  if (!recorded) return;
  progress.settle(environment, [id]);
  relay(environment);
  changes.tell({ kind: 'action', environment, id, subject, state: told.failure ? 'dead' : 'done' });
}

/**
 * What was begun is worth waiting for: a database that comes back soon saves the claim, and after the call a second
 * delivery. Where another worker holds the claim by then, the fence says so.
 */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isFailure(error) || error.code !== 'unavailable' || performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, PATIENCE_STEP_MS));
    }
  }
}

interface Told {
  readonly event: CanonicalEvent;
  readonly output: unknown;
  readonly failure?: { readonly code: FailureCode; readonly detail: string };
}

/** The event that tells the log of an action's end. An output that is too large for an event is a failed action. */
function tell(action: Action, outcome: Exclude<CallOutcome, { kind: 'retry' }>, nowMs: number): Told {
  const about = { action: action.id, run: action.run, node: action.node, attempt: action.attempt };
  const base = { source: OURSELVES, subject: action.subject, time: instantFromMs(nowMs) };
  // A person's retry makes a second result of the same action: another event, not a repetition of the first.
  const suffix = action.manual_retries > 0 ? `.retry${action.manual_retries}` : '';
  if (outcome.kind === 'done') {
    const data = { ...about, output: outcome.output };
    const event = { ...base, id: `${action.id}.done${suffix}`, type: 'action.done', data };
    if (Buffer.byteLength(JSON.stringify(event)) <= LIMITS.eventBytes) return { event, output: outcome.output };
  }
  const { code, detail } =
    outcome.kind === 'failed' ? outcome : { code: 'invalid-output' as const, detail: 'larger than an event may be' };
  const data = { ...about, code, failure: code, detail: detail.slice(0, 500) };
  const event = { ...base, id: `${action.id}.failed${suffix}`, type: 'action.failed', data };
  return { event, output: null, failure: { code, detail } };
}

function idempotencyOf(connector: Connector, operation: string): string | undefined {
  return Object.hasOwn(connector.operations, operation) ? connector.operations[operation]?.idempotency : undefined;
}
