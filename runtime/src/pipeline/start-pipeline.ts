import { step } from '@slipway/shared/engine';
import type { CanonicalEvent } from '@slipway/shared/event';
import { Failure } from '@slipway/shared/failure';
import { type Binding, bindConnections } from '../connections/index.ts';
import { type Environment, findEnvironment, listEnvironments } from '../stores/environments.ts';
import type { AlsoInTransaction, Executor } from '../stores/statement.ts';
import { accountPartitions } from './accounting.ts';
import { ActionRunner } from './action-runner.ts';
import { type Answer, Answers } from './answers.ts';
import type { Breaker } from './breakers.ts';
import { type ChangeListener, Changes } from './changes.ts';
import { type Clock, systemClock } from './clock.ts';
import { Deciding } from './deciding.ts';
import { emitWith } from './emit-with.ts';
import { createEnvironment, type NewEnvironment } from './environment.ts';
import { EnvironmentClocks } from './environment-clocks.ts';
import { FLOOD, FloodGuard } from './flood-guard.ts';
import { type Ingested, ingest } from './ingest.ts';
import { Leases } from './lease.ts';
import { LiveSets } from './live-sets.ts';
import { eventRecord, LogWriter } from './log-writer.ts';
import { Neighbours } from './neighbours.ts';
import { Peers } from './peers.ts';
import type { Account, PipelineOptions, Role } from './pipeline-options.ts';
import { Progress } from './progress.ts';
import { type Adjusting, type Also, adjustLive, type Released, release, type Wanted } from './release.ts';
import { reviveDeadAction } from './revive-action.ts';
import { SharedProgress } from './shared-progress.ts';
import { within } from './within.ts';

const EVERY_ROLE: ReadonlySet<Role> = new Set(['api', 'engine', 'actions']);
const CALLS = 32;
const CALLS_PER_CONNECTION = 8;
const RECONCILE_MS = 5_000;
/** Who did what nobody asked for: a setup, a demo. */
const SYSTEM = { id: 'system', name: 'Slipway' } as const;
/** Among several processes a dead worker is known by its lease alone. */
const SHARED_RECONCILE_MS = 2_000;
const LEASE_MS = 30_000;
const SHARED_LEASE_MS = 8_000;
/** Where other processes own partitions too, we do not wait for theirs for ever. */
const OWNED_WITHIN_MS = 5_000;

/** Starts the pipeline of every environment there is. */
export async function startPipeline(options: PipelineOptions): Promise<Pipeline> {
  const pipeline = new Pipeline(options);
  await pipeline.start();
  return pipeline;
}

/** The running pipeline: what people, sources and the API reach of it. */
export class Pipeline {
  readonly progress: Progress;
  /** Only where there are other processes. */
  readonly leases: Leases | undefined;
  readonly clocks: EnvironmentClocks;
  readonly writer: LogWriter;
  readonly changes: Changes;
  readonly #options: PipelineOptions;
  readonly #clock: Clock;
  readonly #answers: Answers;
  readonly #liveSets: LiveSets;
  readonly #actions: ActionRunner;
  readonly #stopping = new AbortController();
  readonly #known = new Set<string>();
  readonly #deciding: Deciding;
  readonly #floodGuard: FloodGuard;
  readonly #neighbours: Neighbours | undefined;
  readonly #roles: ReadonlySet<Role>;
  readonly #peers: Peers | undefined;

  constructor(options: PipelineOptions) {
    const { database, log, queue, onError, news } = options;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#roles = options.roles ?? EVERY_ROLE;
    this.#peers = news && new Peers(news);
    const shared = news !== undefined;
    this.leases = shared ? new Leases(database, onError) : undefined;
    const moved = (environment: string) => this.#peers?.tell({ is: 'moved', environment });
    this.progress = shared ? new SharedProgress({ database, log, moved }) : new Progress();
    const read = shared ? (id: string) => findEnvironment(database.kysely, id) : undefined;
    this.clocks = new EnvironmentClocks(this.#clock, read);
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
      reconcileMs: options.reconcileMs ?? (shared ? SHARED_RECONCILE_MS : RECONCILE_MS),
      leaseMs: shared ? SHARED_LEASE_MS : LEASE_MS,
      alone: !shared,
      reconciles: options.sabotage !== 'reconciler',
      onError,
    });
    const floodBounds = options.flood ?? FLOOD;
    this.#floodGuard = new FloodGuard({
      database,
      clock: this.#clock,
      progress: this.progress,
      bounds: floodBounds,
      nameOf: (environment, workflow) => this.#nameOf(environment, workflow),
      adjustLive: (environment, change, also) => {
        const cause = { kind: 'pause', by: SYSTEM, note: 'It flooded the inbox' } as const;
        return this.adjustLive(environment, { change, cause, also });
      },
      onError,
    });
    this.#deciding = new Deciding({
      floodBounds,
      flooded: (environment) => this.#floodGuard.opened(environment),
      database,
      log,
      writer: this.writer,
      liveSets: this.#liveSets,
      progress: this.progress,
      changes: this.changes,
      answers: this.#answers,
      clock: this.#clock,
      step: options.step ?? step,
      dispatch: (environment, actions) => {
        for (const { id, slot } of actions) this.#actions.enqueue({ environment, slot, action: id, attempt: 1 }, 0);
      },
      peers: this.#peers,
      leases: this.leases,
      sabotage: options.sabotage,
      onError,
      onFatal: options.onFatal,
    });
    this.#neighbours = this.#peers && this.#neighboursOf(this.#peers);
  }

  /** The live sets as the loops see them. */
  get liveSets(): LiveSets {
    return this.#liveSets;
  }

  async start(): Promise<void> {
    if (this.#neighbours) {
      await this.#neighbours.start();
      if (this.#roles.has('actions')) await this.#actions.start();
      return;
    }
    const environments = await listEnvironments(this.#options.database.kysely);
    for (const environment of environments) await this.#startEnvironment(environment);
    await this.#actions.start();
  }

  /** What stands still and why, by partition (`environment/partition`). */
  get stuck(): ReadonlyMap<string, string> {
    return this.#deciding.stuck;
  }

  /** How many partitions this process decides, by environment. */
  get owned(): ReadonlyMap<string, number> {
    return this.#deciding.owned;
  }

  /** Connections that are left alone or tried by this process, as `<environment> <slot>`. */
  get breakers(): ReadonlyMap<string, Breaker> {
    return this.#actions.breakers;
  }

  /** Makes an environment and starts its partitions; one that is there already goes on. */
  async createEnvironment(wanted: NewEnvironment): Promise<void> {
    const { database, createLog } = this.#options;
    await createEnvironment(database, createLog, wanted);
    this.#peers?.tell({ is: 'changed', environment: wanted.id });
    if (this.#neighbours) await this.#neighbours.look();
    else await this.#startEnvironment(await this.#environment(wanted.id));
  }

  /** Replaces what an environment runs; see `release`. */
  async release(environment: string, wanted: Wanted, also?: Also): Promise<Released> {
    return this.#announced(environment, (parts) => release(parts, environment, wanted, also));
  }

  /** Changes variables, reference data, or which workflows are paused, as a new live set; see `adjustLive`. */
  async adjustLive(environment: string, options: Adjusting): Promise<Released> {
    return this.#announced(environment, (parts) => adjustLive(parts, environment, options));
  }

  /** Replaces what an environment runs by these graphs, on behalf of the system itself. */
  async releaseWorkflows(
    environment: string,
    graphs: readonly unknown[],
    variables: Readonly<Record<string, unknown>> = {},
    more: Pick<Wanted, 'parts' | 'references'> = {},
  ): Promise<Released> {
    const cause = { kind: 'setup', by: SYSTEM } as const;
    return this.release(environment, { ...more, workflows: graphs.map((graph) => ({ graph })), variables, cause });
  }

  async bindConnections(
    environment: string,
    connections: Readonly<Record<string, Binding>>,
    grants: readonly { readonly host: string; readonly port: number }[] = [],
  ): Promise<void> {
    const { database, vault } = this.#options;
    await bindConnections({ database, vault, nowMs: this.#clock.nowMs() }, environment, connections, grants);
    this.#peers?.tell({ is: 'changed', environment });
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

  /**
   * Appends what `work` answers, exactly when its transaction commits: by way of the event outbox. What it reads and
   * writes in the transaction holds together with that.
   */
  async emitWith(
    environment: string,
    work: (transaction: Executor) => Promise<readonly CanonicalEvent[]>,
  ): Promise<void> {
    const { database } = this.#options;
    const relay = () => this.#wakeRelay(environment);
    await emitWith({ database, progress: this.progress, relay }, environment, work);
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
    const { changes, progress } = this;
    const parts = { database, clock: this.#clock, changes, progress };
    const job = await reviveDeadAction(parts, environment, id, { input, also });
    this.#actions.enqueue(job, 0);
  }

  async accounting(environment: string): Promise<Account> {
    const { database, log } = this.#options;
    const partitions = await accountPartitions(database, log, environment);
    const { actions, outbox, lag } = await this.progress.underWay(environment);
    return { partitions, pendingActions: actions, outboxPending: outbox, lag };
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
    await this.#neighbours?.stop();
    // Actions stop first: what calls record must still reach the log.
    await this.#actions.stop(drainMs);
    await this.#floodGuard.stop();
    this.#stopping.abort();
    await this.#deciding.stop();
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

  async #nameOf(environment: string, workflow: string): Promise<{ name: string; version: string } | undefined> {
    const { live_set: liveSet } = await this.#environment(environment);
    const { live } = await this.#liveSets.load(environment, liveSet);
    const program = live.find((each) => each.program.id === workflow)?.program;
    return program && { name: program.workflow.name, version: program.version };
  }

  async #environment(id: string): Promise<Environment> {
    const environment = await findEnvironment(this.#options.database.kysely, id);
    if (!environment) throw new Failure('not-found', `environment ${id}`);
    return environment;
  }

  async #startEnvironment(environment: Environment): Promise<void> {
    const { id } = environment;
    this.clocks.know(environment);
    if (this.#known.has(id)) return;
    if (this.#roles.has('engine')) await this.#deciding.begin(environment);
    this.#known.add(id);
    if (this.#neighbours) {
      // A queue that is away is no reason not to decide: the reconciler comes again.
      const { onError } = this.#options;
      const adopting = this.#roles.has('actions') ? this.#actions.adopt(id) : undefined;
      await adopting?.catch((error) => onError(error, `actions of ${id}`));
      return;
    }
    await this.#actions.adopt(id);
    // An outage is announced before anything is taken in that would fire the timers that fell due in it.
    await within(OWNED_WITHIN_MS, this.#deciding.whole(id));
  }

  #neighboursOf(peers: Peers): Neighbours {
    const { database, onError, onGap } = this.#options;
    return new Neighbours({
      database,
      peers,
      changes: this.changes,
      answers: this.#answers,
      meet: (environment) => this.#startEnvironment(environment),
      moved: (environment) => {
        if (this.progress instanceof SharedProgress) this.progress.wake(environment);
      },
      written: (environment) => this.#deciding.wakeRelay(environment),
      onGap: onGap ?? (() => {}),
      onError,
    });
  }

  #wakeRelay(environment: string): void {
    if (this.#deciding.relays(environment)) this.#deciding.wakeRelay(environment);
    else this.#peers?.tell({ is: 'outbox', environment });
  }
}
