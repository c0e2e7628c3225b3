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
    const look = () => findAnswer(this.#database.kysely, environment, request);
    try {
      // Listening first, then looking: an answer between the two is not missed. Word of one given elsewhere may be lost.
      return (await look()) ?? (await promise) ?? (timeoutMs > 0 ? await look() : undefined);
    } finally {
      clearTimeout(timer);
      waiting.delete(resolve);
      if (waiting.size === 0) this.#waiting.delete(name);
    }
  }

  /** Another process says that these were answered. */
  async heard(environment: string, requests: readonly string[]): Promise<void> {
    for (const request of requests) {
      if (!this.#waiting.has(`${environment} ${request}`)) continue;
      const answer = await findAnswer(this.#database.kysely, environment, request);
      if (answer) this.given(environment, [answer]);
    }
  }

  given(environment: string, answers: readonly AnswerRow[]): void {
    for (const answer of answers) {
      for (const resolve of this.#waiting.get(`${environment} ${answer.request}`) ?? []) resolve(answer);
    }
  }
}
