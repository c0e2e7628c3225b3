import { instantToMs, isInstant } from '../../time/index.ts';
import { factsOf } from '../facts.ts';
import type { CompiledNodeOf } from '../program.ts';
import { tokenTimerId } from '../token-timer.ts';
import type { Token } from '../types.ts';
import type { StepHandler } from './index.ts';

type Node = CompiledNodeOf<'wait'>;
type Facts = Readonly<Record<string, unknown>>;

/** Passes at once where its condition already holds (unless that reads the event, which is yet to come) or its time is over. */
export const enter: StepHandler<'wait'>['enter'] = (turn, program, run, node) => {
  const facts = factsOf(turn, program, { run, node });
  const condition = node.is.readsEvent ? undefined : node.is.when?.explain(facts);
  if (condition?.result) return { did: 'entered', leaves: ['received'], told: { text: 'holds already', condition } };
  const { nowMs } = turn.occasion;
  const untilMs = untilOf(node, facts);
  if (untilMs !== undefined && untilMs <= nowMs)
    return { did: 'entered', leaves: ['received'], told: { text: 'the time is over already' } };
  return {
    did: 'waits',
    stays: { waits: { for: 'event' }, ...dueOf(node, untilMs, nowMs) },
    ...(condition ? { told: { condition } } : {}),
  };
};

export const resume: NonNullable<StepHandler<'wait'>['resume']> = (turn, program, run, node, token, signal) => {
  const facts = factsOf(turn, program, { run, node });
  const { event, nowMs } = turn.occasion;
  if (signal.kind === 'timer') {
    const timedOut = node.is.timeoutMs !== undefined && token.sinceMs + node.is.timeoutMs <= nowMs;
    return {
      did: 'resumed',
      leaves: [timedOut ? 'timeout' : 'received'],
      told: { text: timedOut ? 'nothing came in time' : 'the time has come' },
    };
  }
  const condition = event && node.is.matches(event.type) ? node.is.when?.explain(facts) : undefined;
  if (signal.kind === 'event' && event && node.is.matches(event.type) && (condition?.result ?? true))
    return {
      did: 'resumed',
      leaves: ['received'],
      output: { event },
      told: { text: event.type, values: { event: event.id }, ...(condition ? { condition } : {}) },
    };
  return node.is.moves ? moved(node, token, facts, turn.timers[tokenTimerId(run, token.id)]?.dueMs, nowMs) : undefined;
};

/** The time until which it waits may move with the plan that it is computed from. */
function moved(node: Node, token: Token, facts: Facts, knownMs: number | undefined, nowMs: number) {
  const untilMs = untilOf(node, facts);
  if (untilMs !== undefined && untilMs <= nowMs)
    return { did: 'resumed', leaves: ['received'], told: { text: 'the time is over already' } } as const;
  const due = dueOf(node, untilMs, token.sinceMs);
  if (due.dueMs === knownMs) return undefined;
  return { did: 'waits', stays: { waits: { for: 'event' }, ...due }, told: { text: 'the time has moved' } } as const;
}

function untilOf(node: Node, facts: Facts): number | undefined {
  const until = node.is.until?.evaluate(facts);
  return until?.ok && isInstant(until.value) ? instantToMs(until.value) : undefined;
}

function dueOf(node: Node, untilMs: number | undefined, sinceMs: number): { readonly dueMs?: number } {
  const dues = [untilMs, node.is.timeoutMs === undefined ? undefined : sinceMs + node.is.timeoutMs].filter(
    (due) => due !== undefined,
  );
  return dues.length ? { dueMs: Math.min(...dues) } : {};
}
