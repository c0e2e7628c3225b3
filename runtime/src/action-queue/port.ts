/**
 * One attempt of one action. `id` names the attempt: 1 to 200 characters, without a `:` and not all digits, since the
 * queue's back end reads those otherwise.
 */
export interface Job {
  readonly id: string;
  /** Not before so many milliseconds from now. */
  readonly delayMs?: number;
}

/** A running set of handlers. */
export interface QueueWorker {
  /** Takes no further job, aborts the handlers' signals, and resolves when they have returned. */
  close(): Promise<void>;
}

/**
 * Where committed actions wait for a worker. It may forget everything at any time: the action's row is the truth and a
 * reconciler enqueues again what is `missing`. A job that was handled, well or not, leaves the queue; a retry is another
 * job. Delivery is at least once: a handler may see an id again after a crash, and finds out from the row.
 */
export interface ActionQueue {
  /**
   * Puts every job into the queue and resolves once each id has been seen there; an id that is queued already stays as
   * it is. Fails with `unavailable` when one is missing (all may then be enqueued again).
   */
  enqueue(jobs: readonly Job[]): Promise<void>;
  /** Which of `ids` are neither waiting, delayed nor being handled. */
  missing(ids: readonly string[]): Promise<readonly string[]>;
  /** Takes waiting and delayed jobs out; ids that are unknown or being handled are left alone. */
  remove(ids: readonly string[]): Promise<void>;
  /**
   * Handles jobs, `concurrency` side by side and in no promised order, until the worker is closed. `handler` records
   * the outcome itself; what it throws is reported to `onError` of the adapter and the job leaves the queue all the same.
   */
  work(
    handler: (id: string, signal: AbortSignal) => Promise<void>,
    options: { readonly concurrency: number },
  ): Promise<QueueWorker>;
  /** Closes the workers, then the queue. */
  close(): Promise<void>;
}
