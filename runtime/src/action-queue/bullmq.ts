import { Failure } from '@slipway/shared/failure';
import { type BackendFactory, type Job as BullJob, type IQueueBackend, withBackend } from 'bullmq';
import type { ActionQueue, Job, QueueWorker } from './port.ts';

/** What of BullMQ's back end differs between PostgreSQL and Redis. */
export interface QueueBackend<B extends IQueueBackend, C> {
  readonly factory: BackendFactory<B, C>;
  readonly connection: C;
  /** What workers use; `connection`, if left out. */
  readonly workerConnection?: C;
  /** Which of `ids` are in the queue, in whatever state. */
  present(queue: string, ids: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface BullMqOptions {
  /** Queues of different names share nothing. */
  readonly name?: string;
  /** Hears what the back end or a handler throws. */
  readonly onError: (error: Error) => void;
}

/** How a back end behaves in time; the defaults suit one in the same process. */
export interface BullMqTiming {
  /** Stands before the names of keys. */
  readonly prefix?: string;
  /** Stands before every id: Redis keeps a job beside lists called `wait` and `delayed`, which no job may be called. */
  readonly idPrefix?: string;
  /** What is not answered by then fails with `unavailable`. */
  readonly answerMs?: number;
  readonly lockMs?: number;
  readonly stalledCheckMs?: number;
  /** Workers begin when it answers, and nobody waits for that. */
  readonly mayBeAway?: boolean;
}

const JOB_NAME = 'attempt';
const NAME = 'actions';
const JOBS_PER_CALL = 500;
/** A bulk makes PostgreSQL two temporary tables, which takes as long as some ten single jobs. */
const JOBS_ADDED_SINGLY = 8;
/** How long a dead worker's job stays its own. Handlers may run longer: a live worker renews its locks. */
const LOCK_MS = 30_000;
const STALLED_CHECK_MS = 15_000;
/** Losing a worker must never use a job up: how often an action is attempted is decided elsewhere. */
const STALLED_TIMES = 1_000_000;
/** Nobody reads the queue's own event stream. */
const EVENTS_KEPT = 1_000;

/** The action queue on BullMQ 6. */
export function createBullMqQueue<B extends IQueueBackend, C>(
  backend: QueueBackend<B, C>,
  { name = NAME, onError, ...timing }: BullMqOptions & BullMqTiming,
): ActionQueue {
  const { Queue, Worker } = withBackend(backend.factory);
  const { connection } = backend;
  const { lockMs = LOCK_MS, stalledCheckMs = STALLED_CHECK_MS, answerMs, mayBeAway = false } = timing;
  const idPrefix = timing.idPrefix ?? '';
  const shared = timing.prefix === undefined ? {} : { prefix: timing.prefix };
  const queue = new Queue(name, { ...shared, connection, streams: { events: { maxLen: EVENTS_KEPT } } });
  const answering = <T>(ask: () => Promise<T>) => answered(ask, answerMs);
  queue.on('error', onError);
  const workers = new Set<QueueWorker>();

  const missing = async (ids: readonly string[]): Promise<readonly string[]> => {
    const absent: string[] = [];
    for (const some of chunks(ids)) {
      const names = some.map((id) => idPrefix + id);
      const present = await answering(() => backend.present(name, names));
      absent.push(...some.filter((_, at) => !present.has(names[at] ?? '')));
    }
    return absent;
  };

  const add = (jobs: readonly Job[]) => {
    const bulk = jobs.map((job) => bullJob(job, idPrefix));
    if (bulk.length > JOBS_ADDED_SINGLY) return queue.addBulk(bulk);
    return Promise.all(bulk.map(({ name, data, opts }) => queue.add(name, data, opts)));
  };

  const enqueue = async (jobs: readonly Job[]): Promise<void> => {
    for (const job of jobs) checkId(job.id);
    for (const some of chunks(jobs)) {
      const added = await answering(() => add(some));
      // A bulk with one bad job resolves without an error on Redis, and that job is not there.
      const confirmed = new Set(added.map((job) => job.id));
      const lost = some.filter((job) => !confirmed.has(idPrefix + job.id));
      if (lost.length > 0) throw new Failure('unavailable', `the queue did not take ${lost.map(({ id }) => id)}`);
    }
  };

  const work: ActionQueue['work'] = async (handler, { concurrency }) => {
    const closing = new AbortController();
    const run = async (job: BullJob, _token?: string, cancelled?: AbortSignal) => {
      const signals = cancelled ? [closing.signal, cancelled] : [closing.signal];
      await handler((job.id ?? '').slice(idPrefix.length), AbortSignal.any(signals));
    };
    const worker = new Worker(name, run, {
      ...shared,
      connection: backend.workerConnection ?? connection,
      concurrency,
      lockDuration: lockMs,
      stalledInterval: stalledCheckMs,
      maxStalledCount: STALLED_TIMES,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    worker.on('error', onError);
    worker.on('failed', (_job, error) => onError(error));
    if (!mayBeAway) await worker.waitUntilReady();
    const running: QueueWorker = {
      close: async () => {
        closing.abort();
        await worker.close();
        workers.delete(running);
      },
    };
    workers.add(running);
    return running;
  };

  const remove = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) await answering(() => queue.remove(idPrefix + id));
  };

  const close = async (): Promise<void> => {
    await Promise.all([...workers].map((worker) => worker.close()));
    await queue.close();
  };

  return { enqueue, missing, remove, work, close };
}

function bullJob({ id, delayMs = 0 }: Job, idPrefix: string) {
  // The job carries nothing but its id: payloads and secrets are read from the action's row.
  const opts = { jobId: idPrefix + id, delay: delayMs, attempts: 1, removeOnComplete: true, removeOnFail: true };
  return { name: JOB_NAME, data: {}, opts };
}

/** A wrong id is a bug of the caller, not of the world: BullMQ would mistake it for one of its own keys or counters. */
function checkId(id: string): void {
  if (id.length === 0 || id.length > 200 || id.includes(':') || /^\d+$/.test(id)) throw new Error(`Bad job id "${id}"`);
}

async function answered<T>(ask: () => Promise<T>, limitMs: number | undefined): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const asked = ask();
    if (limitMs === undefined) return await asked;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
    });
    return await Promise.race([asked, late]);
  } catch (error) {
    throw new Failure('unavailable', 'the action queue', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function* chunks<T>(all: readonly T[]): Iterable<readonly T[]> {
  for (let from = 0; from < all.length; from += JOBS_PER_CALL) yield all.slice(from, from + JOBS_PER_CALL);
}
