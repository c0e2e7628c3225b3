import type { ActionQueue } from '../action-queue/index.ts';
import type { Database } from '../database/index.ts';
import { abandonedActions, owedActions, releaseAbandoned } from '../stores/actions.ts';
import { findEnvironment } from '../stores/environments.ts';
import type { Clock } from './clock.ts';
import { type JobName, jobId } from './job-id.ts';
import { type ActionParts, actsTwice, giveUpAbandoned } from './run-action.ts';

const PAGE = 500;

/** What keeping the queue in step with the rows needs. */
export interface DispatchParts {
  readonly database: Database;
  readonly queue: ActionQueue;
  readonly clock: Clock;
  readonly actions: ActionParts;
  readonly ledger: boolean;
  readonly onError: (error: unknown, where: string) => void;
}

/**
 * Hands attempts to the queue. The rows are the truth: what the queue did not take or has lost is found again by
 * `reconcile`.
 */
export class Dispatch {
  readonly #parts: DispatchParts;
  #waiting: { id: string; delayMs: number }[] = [];
  #sending: Promise<void> | undefined;

  constructor(parts: DispatchParts) {
    this.#parts = parts;
  }

  /** Owes the queue a job; those of the same moment go together. */
  enqueue(job: JobName, delayMs: number): void {
    this.#waiting.push({ id: jobId(job), delayMs });
    this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined;
    });
  }

  /** Waits until what was handed over is in the queue. */
  async idle(): Promise<void> {
    while (this.#sending) await this.#sending;
  }

  async #send(): Promise<void> {
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const jobs = this.#waiting.splice(0, PAGE);
      try {
        await this.#parts.queue.enqueue(jobs);
      } catch (error) {
        // Still owed by their rows, as are those that wait behind them: the reconciler brings them.
        this.#waiting = [];
        this.#parts.onError(error, 'dispatch');
      }
    }
  }

  /**
   * Gives back what dead workers had claimed and enqueues every owed attempt whose job is not in the queue. `starting`:
   * this process is the only one and has just begun, so every claim there is belongs to the dead.
   */
  async reconcile(environment: string, starting: boolean): Promise<void> {
    await this.#giveBack(environment, starting);
    const { database, queue, clock } = this.#parts;
    // Nobody could claim them: they would go round in the queue until somebody lets go.
    if ((await findEnvironment(database.kysely, environment))?.actions_held) return;
    const ledger = this.#parts.ledger || !starting;
    let after = '';
    for (;;) {
      const owed = await owedActions(database.kysely, environment, { after, limit: PAGE, ledger });
      const jobs = new Map(
        owed.map(({ id, slot, attempt, due_at_ms }) => {
          const delayMs = Math.max(0, due_at_ms - clock.nowMs());
          return [jobId({ environment, slot, action: id, attempt: attempt + 1 }), delayMs];
        }),
      );
      const missing = jobs.size > 0 ? await queue.missing([...jobs.keys()]) : [];
      if (missing.length > 0) await queue.enqueue(missing.map((id) => ({ id, delayMs: jobs.get(id) ?? 0 })));
      const last = owed.at(-1);
      if (owed.length < PAGE || !last) return;
      after = last.id;
    }
  }

  async #giveBack(environment: string, all: boolean): Promise<void> {
    const { database, clock, actions } = this.#parts;
    const nowMs = clock.nowMs();
    for (const action of await abandonedActions(database.kysely, environment, { nowMs, all })) {
      if (await actsTwice(actions, action)) await giveUpAbandoned(actions, action);
      else await releaseAbandoned(database.kysely, action, nowMs);
    }
  }
}
