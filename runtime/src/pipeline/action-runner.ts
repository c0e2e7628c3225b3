import { randomUUID } from 'node:crypto';
import { createTransports, findConnector, type Transports } from '@slipway/connectors';
import { canonicalJson } from '@slipway/shared/json';
import type { ActionQueue, QueueWorker } from '../action-queue/index.ts';
import type { Database } from '../database/index.ts';
import { saveBreaker } from '../stores/breakers.ts';
import { listGrants } from '../stores/connections.ts';
import { findEnvironment } from '../stores/environments.ts';
import type { Vault } from '../vault/index.ts';
import { type Breaker, Breakers } from './breakers.ts';
import type { Changes } from './changes.ts';
import type { Clock } from './clock.ts';
import { Dispatch } from './dispatch.ts';
import type { EnvironmentClocks } from './environment-clocks.ts';
import { type JobName, readJobId } from './job-id.ts';
import { Lanes } from './lanes.ts';
import type { Progress } from './progress.ts';
import { type ActionParts, type CallPlace, runAction } from './run-action.ts';
import { within } from './within.ts';

/** What delivering actions needs. */
export interface RunnerParts {
  readonly database: Database;
  readonly queue: ActionQueue;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly clocks: EnvironmentClocks;
  readonly progress: Progress;
  readonly changes: Changes;
  readonly outboxTransports: (place: CallPlace) => Promise<Transports> | Transports;
  readonly relay: (environment: string) => void;
  readonly random: () => number;
  readonly ledger: boolean;
  /** Calls side by side, in all and to one connection. */
  readonly concurrency: { readonly calls: number; readonly perConnection: number };
  readonly reconcileMs: number;
  readonly leaseMs: number;
  /** Whether no other process delivers: then every claim that is found at the start belongs to the dead. */
  readonly alone: boolean;
  /** False only in a test of the checks. */
  readonly reconciles: boolean;
  readonly onError: (error: unknown, where: string) => void;
}

/** Takes committed actions to the queue, and from the queue to their targets. */
export class ActionRunner {
  readonly #parts: RunnerParts;
  readonly #dispatch: Dispatch;
  readonly #actions: ActionParts;
  readonly #lanes: Lanes;
  readonly #breakers: Breakers;
  readonly #stopping = new AbortController();
  readonly #environments = new Set<string>();
  readonly #transports = new Map<string, { readonly granted: string; readonly transports: Transports }>();
  #worker: QueueWorker | undefined;
  #reconciler: NodeJS.Timeout | undefined;
  #reconciling: Promise<void> | undefined;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    const { perConnection } = parts.concurrency;
    this.#lanes = new Lanes((lane) => this.#breakers.capacity(lane, perConnection));
    this.#breakers = new Breakers({
      nowMs: () => parts.clock.nowMs(),
      onChange: (lane, breaker) => this.#turned(lane, breaker),
    });
    this.#actions = {
      ...parts,
      findConnector,
      transportsFor: (place) => this.#transportsFor(place),
      enqueue: (job, delayMs) => this.enqueue(job, delayMs),
      heard: ({ environment, slot }, heard, afterMs) => {
        const replay = parts.clocks.isReplay(environment);
        this.#breakers.heard(laneOf(environment, slot), heard, {
          ...(afterMs === undefined ? {} : { afterMs }),
          replay,
        });
      },
      owner: randomUUID(),
    };
    this.#dispatch = new Dispatch({ ...parts, actions: this.#actions });
  }

  /** Takes over the owed actions of an environment; where this process is alone, nobody else runs any. */
  async adopt(environment: string): Promise<void> {
    this.#environments.add(environment);
    if (this.#parts.reconciles) await this.#dispatch.reconcile(environment, this.#parts.alone);
  }

  async start(): Promise<void> {
    const { queue, concurrency, reconcileMs } = this.#parts;
    this.#worker = await queue.work((id, signal) => this.#work(id, signal), { concurrency: concurrency.calls });
    this.#reconciler = setInterval(() => void this.reconcile(), reconcileMs);
  }

  enqueue(job: JobName, delayMs: number): void {
    this.#dispatch.enqueue(job, delayMs);
  }

  /** Compares owed actions with the queue now. */
  async reconcile(): Promise<void> {
    this.#reconciling ??= this.#reconcile().finally(() => {
      this.#reconciling = undefined;
    });
    await this.#reconciling;
  }

  /** Takes no more, lets calls on their way end for at most `drainMs`, then calls them off. */
  async stop(drainMs: number): Promise<void> {
    clearInterval(this.#reconciler);
    this.#breakers.stop();
    await this.#reconciling;
    // The lanes first: closing the worker calls off what it runs. Jobs that come meanwhile stay owed by their rows.
    await within(drainMs, this.#lanes.close());
    this.#stopping.abort();
    await within(drainMs + CALLED_OFF_MS, this.#worker?.close());
    await this.#dispatch.idle();
    for (const { transports } of this.#transports.values()) await transports.close().catch(() => {});
  }

  /** Connections that are left alone or tried, as `<environment> <slot>`. */
  get breakers(): ReadonlyMap<string, Breaker> {
    return this.#breakers.all;
  }

  /** Written down for whoever looks, in this process or another. */
  #turned(lane: string, breaker: Breaker): void {
    this.#lanes.look(lane);
    const [environment = '', slot = ''] = lane.split(' ');
    const { kysely } = this.#parts.database;
    const nowMs = this.#parts.clock.nowMs();
    saveBreaker(kysely, { environment, slot, nowMs, ...breaker }).catch((error) => this.#parts.onError(error, lane));
  }

  async #reconcile(): Promise<void> {
    for (const environment of this.#parts.reconciles ? this.#environments : []) {
      try {
        await this.#dispatch.reconcile(environment, false);
      } catch (error) {
        this.#parts.onError(error, `reconciling ${environment}`);
      }
    }
  }

  async #work(id: string, signal: AbortSignal): Promise<void> {
    const job = readJobId(id);
    if (!job || !this.#environments.has(job.environment)) return;
    const run = async () => {
      try {
        await runAction(this.#actions, job, AbortSignal.any([signal, this.#stopping.signal]));
      } catch (error) {
        // The row is as it was, or claimed with a lease that runs out: the reconciler brings it again.
        this.#parts.onError(error, `action ${job.action}`);
      }
    };
    await this.#lanes.enter(laneOf(job.environment, job.slot), id, run);
  }

  async #transportsFor(place: CallPlace): Promise<Transports> {
    const { environment } = place;
    const found = await findEnvironment(this.#parts.database.kysely, environment);
    if (found?.delivers_to !== 'targets') return this.#parts.outboxTransports(place);
    // Asked for every call: a grant that was taken back, here or by another process, holds no longer.
    const grants = (await listGrants(this.#parts.database.kysely, environment)).map(({ host, port }) => ({
      host,
      port,
    }));
    const granted = canonicalJson(grants);
    const known = this.#transports.get(environment);
    if (known?.granted === granted) return known.transports;
    const transports = createTransports({ grants });
    this.#transports.set(environment, { granted, transports });
    void known?.transports.close().catch(() => {});
    return transports;
  }
}

/** How long a call that was called off may take to notice. */
const CALLED_OFF_MS = 1_000;

/** Slots hold no space. */
function laneOf(environment: string, slot: string): string {
  return `${environment} ${slot}`;
}
