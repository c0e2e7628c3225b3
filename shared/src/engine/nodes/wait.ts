import { instantToMs, isInstant } from '../../time/index.ts';
import { factsOf } from '../facts.ts';
import type { StepHandler } from './index.ts';

/** Passes at once where its condition already holds (unless that reads the event, which is yet to come) or its time is over. */
export const enter: StepHandler<'wait'>['enter'] = (turn, program, run, node) => {
  const facts = factsOf(turn, program, { run });
  const condition = node.is.readsEvent ? undefined : node.is.when?.explain(facts);
  if (condition?.result) return { did: 'entered', leaves: ['received'], told: { text: 'holds already', condition } };
  const until = node.is.until?.evaluate(facts);
  const untilMs = until?.ok && isInstant(until.value) ? instantToMs(until.value) : undefined;
  const { nowMs } = turn.occasion;
  if (untilMs !== undefined && untilMs <= nowMs)
    return { did: 'entered', leaves: ['received'], told: { text: 'the time is over already' } };
  const dues = [untilMs, node.is.timeoutMs === undefined ? undefined : nowMs + node.is.timeoutMs].filter(
    (due) => due !== undefined,
  );
  return {
    did: 'waits',
    stays: { waits: { for: 'event' }, ...(dues.length ? { dueMs: Math.min(...dues) } : {}) },
    ...(condition ? { told: { condition } } : {}),
  };
};

export const resume: NonNullable<StepHandler<'wait'>['resume']> = (turn, program, run, node, token, signal) => {
  const facts = factsOf(turn, program, { run });
  if (signal.kind === 'timer') {
    const timedOut = node.is.timeoutMs !== undefined && token.sinceMs + node.is.timeoutMs <= turn.occasion.nowMs;
    return {
      did: 'resumed',
      leaves: [timedOut ? 'timeout' : 'received'],
      told: { text: timedOut ? 'nothing came in time' : 'the time has come' },
    };
  }
  const { event } = turn.occasion;
  if (signal.kind !== 'event' || !event || !node.is.matches(event.type)) return undefined;
  const condition = node.is.when?.explain(facts);
  if (condition && !condition.result) return undefined;
  return {
    did: 'resumed',
    leaves: ['received'],
    output: { event },
    told: { text: event.type, values: { event: event.id }, ...(condition ? { condition } : {}) },
  };
};
