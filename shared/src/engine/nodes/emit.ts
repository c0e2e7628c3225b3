import type { CanonicalEvent } from '../../event/index.ts';
import { LIMITS } from '../../limits/index.ts';
import { factsOf } from '../facts.ts';
import { fill } from '../fill.ts';
import type { Arrival } from './arrival.ts';
import { emitted } from './emitted.ts';
import type { StepHandler } from './index.ts';

/**
 * Puts an event under each subject that the expression yields: all of them or, where one of them or the data is wrong,
 * none; then it leaves by *failed*. Nobody to tell is no failure.
 */
export const enter: StepHandler<'emit'>['enter'] = (turn, program, run, node, { visit }) => {
  const facts = factsOf(turn, program, { run, node });
  const named = node.is.subject.evaluate(facts);
  if (!named.ok) return failed('invalid-subject', named.reason);
  const subjects = [...new Set(Array.isArray(named.value) ? named.value : [named.value])];
  if (subjects.length > LIMITS.fanOut)
    return failed('invalid-subject', `${subjects.length} subjects; at most ${LIMITS.fanOut} are told at once`);
  const data = fill(node.is.data, facts);
  if (!data.ok) return failed('invalid-input', data.reason);
  const events: CanonicalEvent[] = [];
  for (const subject of subjects) {
    if (typeof subject !== 'string') return failed('invalid-subject', `${JSON.stringify(subject)} names no subject`);
    const { type } = node.config;
    const checked = emitted(turn, { run, node: node.id, visit, subject, type, data: data.value });
    if (!checked.ok) return failed(checked.failure.code, checked.failure.message);
    events.push(checked.event);
  }
  for (const event of events) turn.effects.push({ kind: 'emit', event });
  return {
    did: 'entered',
    leaves: ['out'],
    output: { subjects },
    undo: events.map(({ id, subject }) => ({ node: node.id, event: id, subject })),
    told: {
      text: events.length ? node.config.type : 'nobody to tell',
      values: { subjects, events: events.map((event) => event.id) },
    },
  };
};

function failed(code: string, detail: string): Arrival {
  return { did: 'failed', leaves: ['failed'], output: { code, detail }, told: { text: detail } };
}
