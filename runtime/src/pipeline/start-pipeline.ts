import type { Transports } from '@slipway/connectors';
import type { ActionRequest } from '@slipway/shared/engine';
import { step } from '@slipway/shared/engine';
import type { CanonicalEvent } from '@slipway/shared/event';
import { Failure } from '@slipway/shared/failure';
import { canonicalJson } from '@slipway/shared/json';
import type { ActionQueue } from '../action-queue/index.ts';
import { type Binding, bindConnections } from '../connections/index.ts';
import type { Database } from '../database/index.ts';
import type { EventLog } from '../event-log/index.ts';
import { findAction, reviveAction, unfinishedActions } from '../stores/actions.ts';
import { type Environment, findEnvironment, listEnvironments } from '../stores/environments.ts';
import { countOutbox } from '../stores/event-outbox.ts';
import type { Cause } from '../stores/release-history.ts';
import type { AlsoInTransaction } from '../stores/statement.ts';
import { type Known, loadKnown } from '../stores/subjects.ts';
import type { Vault } from '../vault/index.ts';
import { accountPartitions, type PartitionAccount } from './accounting.ts';
import { ActionRunner } from './action-runner.ts';
import { type Answer, Answers } from './answers.ts';
import type { Step } from './batch.ts';
import { type ChangeListener, Changes } from './changes.ts';
import { type Clock, systemClock } from './clock.ts';
import { commitBatches } from './commit.ts';
import { type CreateLog, createEnvironment, type NewEnvironment } from './environment.ts';
import { EnvironmentClocks } from './environment-clocks.ts';
import { type Ingested, ingest } from './ingest.ts';
import { type LiveContent, LiveSets } from './live-sets.ts';
import { eventRecord, LogWriter } from './log-writer.ts';
import type { LoadRequest, LoopParts } from './loop-parts.ts';
import { runPartition } from './partition.ts';
import { Progress } from './progress.ts';
import { Relay } from './relay.ts';
import { type Also, adjustLive, type PausePoint, type Released, release, type Wanted } from './release.ts';
import type { CallPlace } from './run-action.ts';
import { Together } from './together.ts';
import { within } from './within.ts';

/** What a pipeline is made of. Whoever makes the database, the log and the queue closes them, after the pipeline. */
export interface PipelineOptions {
  readonly database: Database;
  readonly log: EventLog;
  readonly createLog: CreateLog;
  readonly queue: ActionQueue;
  /** Keeps the secrets of connections; they are opened for one call at a time. */
  readonly vault: Vault;
  /** The ways out of environments that deliver to the outbox; they only keep what they are handed. */
  readonly outboxTransports: (place: CallPlace) => Promise<Transports> | Transports;
  /** Hears what went wrong and is tried again. */
  readonly onError: (error: unknown, where: string) => void;
  /** Called when a partition can be decided no further (its log has a gap, or was replaced): the process should end. */
  readonly onFatal?: (error: unknown) => void;
  readonly clock?: Clock;
  readonly step?: Step;
  readonly random?: () => number;
  /** False switches the action ledger off, for a test of the checks. */
  readonly ledger?: boolean;
  /** Where a test stops a release, to kill the process there. */
  readonly pausePoint?: PausePoint | undefined;
  /** Calls side by side, in all and to one connection. */
  readonly concurrency?: { readonly calls: number; readonly perConnection: number };
  /** How often owed actions are compared with the queue. */
  readonly reconcileMs?: number;
}

/** The accounting of an environment. */
export interface Account {
  readonly partitions: readonly PartitionAccount[];
  readonly pendingActions: number;
  readonly outboxPending: number;
  /** Events appended and not decided. */
  readonly lag: number;
}

const CALLS = 32;
const CALLS_PER_CONNECTION = 8;
const RECONCILE_MS = 5_000;
/** Who did what nobody asked for: a setup, a demo. */
const SYSTEM = { id: 'system', name: 'Slipway' } as const;
/** Where other processes own partitions too, we do not wait for theirs for ever. */
const OWNED_WITHIN_MS = 5_000;

/** Starts the pipeline of every environment there is. */
export async function startPipeline(options: PipelineOptions): Promise<Pipeline> {
  const pipeline = new Pipeline(options);
  await pipeline.start();
  return pipeline;
}

interface Running {
  readonly environment: Environment;
  readonly relay: Relay;
  readonly loops: Promise<void>;
}

/** The running pipeline: what people, sources and the API reach of it. */
export class Pipeline {
  readonly progress = new Progress();
  readonly clocks: EnvironmentClocks;
  readonly writer: LogWriter;
  readonly changes: Changes;
  readonly #options: PipelineOptions;
  readonly #clock: Clock;
  readonly #answers: Answers;
  readonly #liveSets: LiveSets;
  readonly #actions: ActionRunner;
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, Running>();

  constructor(options: PipelineOptions) {
    const { database, log, queue, onError } = options;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.clocks = new EnvironmentClocks(this.#clock);
    this.writer = new LogWriter(log, this.clocks, this.progress);
    this.changes = new Changes((error) => onError(error, 'a listener'));
    this.#answers = new Answers(database);
    this.#liveSets = new LiveSets(database);
    this.#actions = new ActionRunner({
      database,
      queue,
      vault: options.vault,
      clock: this.#clock,
      clocks: this.clocks,
      progress: this.progress,
      changes: this.changes,
      outboxTransports: options.outboxTransports,
      relay: (environment) => this.#wakeRelay(environment),
      random: options.random ?? Math.random,
      ledger: options.ledger ?? true,
      concurrency: options.concurrency ?? { calls: CALLS, perConnection: CALLS_PER_CONNECTION },
      reconcileMs: options.reconcileMs ?? RECONCILE_MS,
      onError,
    });
  }

  /** The live sets as the loops see them. */
  get liveSets(): LiveSets {
    return this.#liveSets;
  }

  async start(): Promise<void> {
    const environments = await listEnvironments(this.#options.database.kysely);
    for (const environment of environments) await this.#startEnvironment(environment);
    await this.#actions.start();
  }

  /** Makes an environment and starts its partitions; one that is there already goes on. */
  async createEnvironment(wanted: NewEnvironment): Promise<void> {
    const { database, createLog } = this.#options;
    await createEnvironment(database, createLog, wanted);
    if (this.#running.has(wanted.id)) return;
    await this.#startEnvironment(await this.#environment(wanted.id));
  }

  /** Replaces what an environment runs; see `release`. */
  async release(environment: string, wanted: Wanted, also?: Also): Promise<Released> {
    return this.#announced(environment, (parts) => release(parts, environment, wanted, also));
  }

  /** Changes variables, or which workflows are paused, as a new live set; see `adjustLive`. */
  async adjustLive(
    environment: string,
    options: { readonly change: (now: LiveContent) => LiveContent; readonly cause: Cause; readonly also?: Also },
  ): Promise<Released> {
    return this.#announced(environment, (parts) => adjustLive(parts, environment, options));
  }

  /** Replaces what an environment runs by these graphs, on behalf of the system itself. */
  async releaseWorkflows(
    environment: string,
    graphs: readonly unknown[],
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<Released> {
    const cause = { kind: 'setup', by: SYSTEM } as const;
    return this.release(environment, { workflows: graphs.map((graph) => ({ graph })), variables, cause });
  }

  async bindConnections(
    environment: string,
    connections: Readonly<Record<string, Binding>>,
    grants: readonly { readonly host: string; readonly port: number }[] = [],
  ): Promise<void> {
    const { database, vault } = this.#options;
    await bindConnections({ database, vault, nowMs: this.#clock.nowMs() }, environment, connections, grants);
  }

  /** Takes events in; resolves once every one is durable, in the log or as a dead letter. */
  async ingest(environment: string, source: string, events: readonly Uint8Array[]): Promise<readonly Ingested[]> {
    const { database } = this.#options;
    return ingest(
      { database, writer: this.writer, clocks: this.clocks, changes: this.changes },
      environment,
      source,
      events,
    );
  }

  /** Appends an event of our own making; the caller vouches for it. */
  async append(environment: string, events: readonly CanonicalEvent[]): Promise<void> {
    await this.writer.append(environment, events.map(eventRecord));
  }

  /** Hands a person's request to the loop; its answer, or undefined when that takes longer than `timeoutMs`. */
  async request(environment: string, event: CanonicalEvent, timeoutMs: number): Promise<Answer | undefined> {
    const known = await this.#answers.to(environment, event.id, 0);
    if (known) return known;
    const answer = this.#answers.to(environment, event.id, timeoutMs);
    await this.append(environment, [event]);
    return answer;
  }

  /**
   * Tries a dead action again, with another input if one is given: a fresh schedule under the same idempotency key. Fails
   * with `not-found` and, when it is not dead, with `conflict`.
   */
  async retryAction(environment: string, id: string, input?: unknown, also?: AlsoInTransaction): Promise<void> {
    const { database } = this.#options;
    const { kysely } = database;
    const action = await findAction(kysely, environment, id);
    if (!action) throw new Failure('not-found', `action ${id}`);
    const request = JSON.parse(action.request) as ActionRequest;
    const edited = input === undefined ? null : canonicalJson({ ...request, input });
    const change = { request: edited, attempts: request.attempts };
    this.progress.owe(environment, [id]);
    const nowMs = this.#clock.nowMs();
    const revived = await database.transaction(async (transaction) => {
      const found = await reviveAction(transaction, { environment, id, nowMs }, change);
      if (found) await also?.(transaction);
      return found;
    });
    if (!revived) {
      const now = await findAction(kysely, environment, id);
      if (now && ['done', 'dead', 'withdrawn'].includes(now.state)) this.progress.settle(environment, [id]);
      throw new Failure('conflict', `the action is ${now?.state ?? 'gone'}, not dead`);
    }
    this.changes.tell({ kind: 'action', environment, id, subject: revived.subject, state: 'requested' });
    this.#actions.enqueue({ environment, slot: revived.slot, action: id, attempt: revived.attempt + 1 }, 0);
  }

  async accounting(environment: string): Promise<Account> {
    const { database, log } = this.#options;
    const partitions = await accountPartitions(database, log, environment);
    const pending = this.progress.pending(environment);
    return {
      partitions,
      pendingActions: pending.actions,
      outboxPending: pending.outbox,
      lag: this.progress.lag(environment),
    };
  }

  /** The wall clock. */
  nowMs(): number {
    return this.#clock.nowMs();
  }

  /** Hears of every committed change; answers the function that ends it. */
  onCommitted(listener: ChangeListener): () => void {
    return this.changes.listen(listener);
  }

  /** Resolves when everything appended is decided, no action is owed and nothing waits to be appended. */
  async quiet(environment: string, signal: AbortSignal = this.#stopping.signal): Promise<void> {
    await this.progress.quiet(environment, signal);
  }

  /** Compares owed actions with the queue now. */
  async reconcile(): Promise<void> {
    await this.#actions.reconcile();
  }

  /** Takes no more, waits for calls on their way at most `drainMs`, stores where the partitions stand, and ends. */
  async stop(drainMs = 15_000): Promise<void> {
    // Actions stop first: what calls record must still reach the log.
    await this.#actions.stop(drainMs);
    this.#stopping.abort();
    for (const { relay, loops } of this.#running.values()) {
      await relay.stop();
      await loops;
    }
  }

  /** A release, with what is to be appended counted before it commits, and told afterwards. */
  async #announced(
    environment: string,
    work: (parts: Parameters<typeof release>[0]) => Promise<Released>,
  ): Promise<Released> {
    const { database, pausePoint } = this.#options;
    const { partitions } = await this.#environment(environment);
    this.progress.outbox(environment, partitions);
    let released: Released | undefined;
    try {
      released = await work({ database, clock: this.#clock, pausePoint });
      return released;
    } finally {
      if (released?.changed) {
        this.#wakeRelay(environment);
        const { live } = await this.#liveSets.load(environment, released.liveSet);
        const workflows = live.map(({ program }) => program.id);
        this.changes.tell({ kind: 'release', environment, workflows });
      } else {
        this.progress.outbox(environment, -partitions);
      }
    }
  }

  async #environment(id: string): Promise<Environment> {
    const environment = await findEnvironment(this.#options.database.kysely, id);
    if (!environment) throw new Failure('not-found', `environment ${id}`);
    return environment;
  }

  async #startEnvironment(environment: Environment): Promise<void> {
    const { database, log, onError, onFatal } = this.#options;
    const { id } = environment;
    this.clocks.know(environment);
    for (let partition = 0; partition < (await log.partitions(id)); partition += 1) {
      this.progress.holds(id, partition, (await log.marks(id, partition)).high);
    }
    const owned = new Set<number>();
    const all = Promise.withResolvers<void>();
    const onOwned = (partition: number) => {
      if (owned.add(partition).size === environment.partitions) all.resolve();
    };
    this.progress.owe(id, await unfinishedActions(database.kysely, id));
    this.progress.outbox(id, await countOutbox(database.kysely, id));
    const relay = new Relay({ database, environment: id, writer: this.writer, progress: this.progress, onError });
    const parts = { ...this.#loopParts(id), onOwned };
    const loops = log
      .consume(id, (reader) => runPartition(parts, environment, reader), this.#stopping.signal)
      .catch((error: unknown) => {
        onError(error, `environment ${id}`);
        onFatal?.(error);
      });
    this.#running.set(id, { environment, relay, loops });
    relay.wake();
    await this.#actions.adopt(id);
    // An outage is announced before anything is taken in that would fire the timers that fell due in it.
    await within(OWNED_WITHIN_MS, Promise.race([all.promise, loops]));
  }

  #loopParts(environment: string): Omit<LoopParts, 'onOwned'> {
    const { database, onError } = this.#options;
    return {
      database,
      writer: this.writer,
      liveSets: this.#liveSets,
      progress: this.progress,
      changes: this.changes,
      answers: this.#answers,
      clock: this.#clock,
      step: this.#options.step ?? step,
      onError,
      load: new Together((requests) => loadTogether(database, environment, requests)),
      commit: new Together((requests) => commitBatches(database, environment, requests)),
      relay: () => this.#wakeRelay(environment),
      dispatch: (actions) => {
        for (const { id, slot } of actions) this.#actions.enqueue({ environment, slot, action: id, attempt: 1 }, 0);
      },
    };
  }

  #wakeRelay(environment: string): void {
    this.#running.get(environment)?.relay.wake();
  }
}

/** What several partitions ask for, in one query; each finds its own in the answer. */
async function loadTogether(
  database: Database,
  environment: string,
  requests: readonly LoadRequest[],
): Promise<readonly Known[]> {
  const subjects = [...new Set(requests.flatMap((request) => request.subjects))];
  const known = await loadKnown(
    database.kysely,
    environment,
    subjects,
    requests.flatMap((request) => request.events),
  );
  return requests.map(() => known);
}
