import type { ExceptionRecord } from '@slipway/shared/engine';
import { instantToMs } from '@slipway/shared/time';

/** `exceptions.answer_by_ms` where nobody was promised an answer: behind every moment that there is. */
export const NEVER_MS = Number.MAX_SAFE_INTEGER;

const UNTOUCHED: ReadonlySet<string> = new Set(['new', 'reopened']);

/** When a person must have answered: have taken the case up, or else have closed it. Undefined without a promise. */
export function answerByMs({ state, closedAt, due }: ExceptionRecord): number | undefined {
  if (closedAt !== null) return undefined;
  const promises = UNTOUCHED.has(state) ? [due.acknowledge, due.resolve] : [due.resolve];
  const moments = promises.flatMap((moment) => (moment === null ? [] : [instantToMs(moment)]));
  return moments.length > 0 ? Math.min(...moments) : undefined;
}
