import type { Database } from '../database/index.ts';
import { type AnswerRow, findAnswer } from '../stores/answers.ts';

/** What the loop answered to a person's request; `failure` is null where it was accepted. */
export type Answer = Pick<AnswerRow, 'failure' | 'detail'>;

/** Lets the API wait for the commit that answers a request. */
export class Answers {
  readonly #database: Database;
  readonly #waiting = new Map<string, Set<(answer: Answer) => void>>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** The answer to a request, also to one answered long ago; undefined after `timeoutMs` without one. */
  async to(environment: string, request: string, timeoutMs: number): Promise<Answer | undefined> {
    const name = `${environment} ${request}`;
    const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
    const waiting = this.#waiting.get(name) ?? new Set();
    this.#waiting.set(name, waiting);
    waiting.add(resolve);
    const timer = setTimeout(() => resolve(undefined), timeoutMs);
    try {
      // Listening first, then looking: an answer between the two is not missed.
      return (await findAnswer(this.#database.kysely, environment, request)) ?? (await promise);
    } finally {
      clearTimeout(timer);
      waiting.delete(resolve);
      if (waiting.size === 0) this.#waiting.delete(name);
    }
  }

  given(environment: string, answers: readonly AnswerRow[]): void {
    for (const answer of answers) {
      for (const resolve of this.#waiting.get(`${environment} ${answer.request}`) ?? []) resolve(answer);
    }
  }
}
