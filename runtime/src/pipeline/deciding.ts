import { isFailure } from '@slipway/shared/failure';
import type { Database } from '../database/index.ts';
import type { EventLog, PartitionReader } from '../event-log/index.ts';
import { unfinishedActions } from '../stores/actions.ts';
import type { Environment } from '../stores/environments.ts';
import { countOutbox } from '../stores/event-outbox.ts';
import { type Known, loadKnown } from '../stores/subjects.ts';
import { commitBatches } from './commit.ts';
import type { Leases } from './lease.ts';
import type { LoadRequest, LoopParts } from './loop-parts.ts';
import { runPartition } from './partition.ts';
import type { Peers } from './peers.ts';
import { Relay } from './relay.ts';
import type { Sabotage } from './sabotage.ts';
import { Together } from './together.ts';
import { within } from './within.ts';

type Shared = Pick<
  LoopParts,
  | 'database'
  | 'writer'
  | 'liveSets'
  | 'progress'
  | 'changes'
  | 'answers'
  | 'clock'
  | 'step'
  | 'floodBounds'
  | 'flooded'
  | 'onError'
>;

/** What deciding needs beside what the loops share. */
export interface DecidingParts extends Shared {
  readonly log: EventLog;
  readonly dispatch: (environment: string, actions: Parameters<LoopParts['dispatch']>[0]) => void;
  readonly onFatal: ((error: unknown) => void) | undefined;
  /** Only where other processes decide too. */
  readonly peers: Peers | undefined;
  readonly leases: Leases | undefined;
  readonly sabotage: Sabotage | undefined;
}

interface Running {
  readonly relay: Relay;
  readonly relaying: Promise<void> | undefined;
  readonly loops: Promise<void>;
  readonly owned: Promise<void>;
}

const CONSUME_AGAIN_MS = 1_000;

/** Decides the partitions that fall to this process, and brings what they ask for to the log, environment by environment. */
export class Deciding {
  readonly #parts: DecidingParts;
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, Running>();
  readonly #stuck = new Map<string, string>();
  readonly #owned = new Map<string, number>();

  constructor(parts: DecidingParts) {
    this.#parts = parts;
  }

  /** What stands still and why, by partition (`environment/partition`). */
  get stuck(): ReadonlyMap<string, string> {
    return this.#stuck;
  }

  /** How many partitions this process decides, by environment. */
  get owned(): ReadonlyMap<string, number> {
    return this.#owned;
  }

  /** Begins with an environment; resolves when its log was found. */
  async begin(environment: Environment): Promise<void> {
    const { database, log, leases, progress, writer, onError } = this.#parts;
    const { id } = environment;
    for (let partition = 0; partition < (await log.partitions(id)); partition += 1) {
      progress.holds(id, partition, (await log.marks(id, partition)).high);
    }
    const owned = new Set<number>();
    const all = Promise.withResolvers<void>();
    const onOwned = (partition: number) => {
      if (owned.add(partition).size === environment.partitions) all.resolve();
    };
    if (!leases) {
      progress.owe(id, await unfinishedActions(database.kysely, id));
      progress.outbox(id, await countOutbox(database.kysely, id));
    }
    const relay = new Relay({ database, environment: id, writer, progress, onError, held: !leases });
    const { signal } = this.#stopping;
    const relaying = leases?.hold({ environment: id, name: 'relay' }, signal, (held) => relay.take(held));
    const loops = this.#consume(environment, { ...this.#loopParts(id), onOwned });
    this.#running.set(id, { relay, relaying, loops, owned: Promise.race([all.promise, loops]) });
    relay.wake();
  }

  /** Resolves when every partition of an environment is owned here. */
  async whole(environment: string): Promise<void> {
    await this.#running.get(environment)?.owned;
  }

  /** Rows of the outbox were written, here or elsewhere. */
  wakeRelay(environment: string): void {
    this.#running.get(environment)?.relay.wake();
  }

  /** Whether the outbox of an environment is relayed by this process. */
  relays(environment: string): boolean {
    return this.#running.get(environment)?.relay.held ?? false;
  }

  /** Stores where the partitions stand, and ends. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const { relay, relaying, loops } of this.#running.values()) {
      await relay.stop();
      await Promise.all([relaying, loops]);
    }
  }

  /** Decides the partitions that the log gives this process, until it is stopped. */
  async #consume(environment: Environment, parts: LoopParts): Promise<void> {
    const { log, peers, onError, onFatal } = this.#parts;
    const { signal } = this.#stopping;
    const { id } = environment;
    for (;;) {
      try {
        await log.consume(id, (reader) => this.#own(parts, environment, reader), signal);
        if (signal.aborted) return;
      } catch (error) {
        onError(error, `environment ${id}`);
        if (!peers || !isFailure(error) || !error.facts.retry) {
          onFatal?.(error);
          return;
        }
      }
      await within(CONSUME_AGAIN_MS, aborted(signal));
      if (signal.aborted) return;
    }
  }

  async #own(parts: LoopParts, environment: Environment, reader: PartitionReader): Promise<void> {
    const { id } = environment;
    const where = `${id}/${reader.partition}`;
    this.#owned.set(id, (this.#owned.get(id) ?? 0) + 1);
    try {
      await runPartition(parts, environment, reader);
    } catch (error) {
      // Ending the process would only hand the partition to the next one, which would end too.
      if (!this.#parts.peers || !isFailure(error)) throw error;
      this.#parts.onError(error, where);
      this.#stuck.set(where, error.message);
      await aborted(reader.signal);
      this.#stuck.delete(where);
    } finally {
      this.#owned.set(id, (this.#owned.get(id) ?? 1) - 1);
    }
  }

  #loopParts(environment: string): Omit<LoopParts, 'onOwned'> {
    const { log, leases, peers, sabotage, dispatch, onFatal: _, ...shared } = this.#parts;
    const { database } = shared;
    const guarded = sabotage !== 'commit-token';
    return {
      ...shared,
      shared: leases !== undefined,
      ...(sabotage === 'seek' ? { beginAt: async (id, partition) => (await log.marks(id, partition)).high } : {}),
      load: new Together((requests) => loadTogether(database, environment, requests)),
      commit: new Together((requests) => commitBatches(database, environment, requests, guarded)),
      relay: () => {
        if (this.relays(environment)) this.wakeRelay(environment);
        else peers?.tell({ is: 'outbox', environment });
      },
      answered: (requests) => peers?.tell({ is: 'answered', environment, requests }),
      dispatch: (actions) => dispatch(environment, actions),
    };
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
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
