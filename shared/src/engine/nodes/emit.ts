import { type CanonicalEvent, checkEvent, type EventType, eventDataSchema, eventType } from '../../event/index.ts';
import { LIMITS } from '../../limits/index.ts';
import { factsOf } from '../facts.ts';
import { fill } from '../fill.ts';
import { ids } from '../ids.ts';
import type { CompiledNodeOf } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { RunState } from '../types.ts';
import type { Arrival } from './arrival.ts';
import type { StepHandler } from './index.ts';

type Node = CompiledNodeOf<'emit'>;

/**
 * Puts an event under each subject that the expression yields: all of them or, where one of them or the data is wrong,
 * none; then it leaves by *failed*. Nobody to tell is no failure.
 */
export const enter: StepHandler<'emit'>['enter'] = (turn, program, run, node, { visit }) => {
  const facts = factsOf(turn, program, { run });
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
    const checked = checkEvent(envelope(turn, { run, node, visit, subject }, data.value), { types: own(node) });
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

/**
 * Emitted events say where they come from: no source outside may call itself `slipway`. Each knows its cause and one hop
 * more than that, so that workflows that wake each other for ever are stopped.
 */
function envelope(
  turn: Turn,
  { run, node, visit, subject }: { run: RunState; node: Node; visit: number; subject: string },
  data: unknown,
): Record<string, unknown> {
  const cause = turn.occasion.event ?? run.event;
  const hop = Math.max(turn.occasion.event?.hop ?? 0, run.event?.hop ?? 0) + 1;
  return {
    id: ids.emitted(turn.occasion.environment, run.id, node.id, visit, subject),
    source: `slipway/${turn.workflow}`,
    type: node.config.type,
    subject,
    time: turn.now,
    hop,
    correlationid: cause?.correlationid ?? cause?.id ?? run.id,
    causationid: cause?.id ?? run.id,
    data,
  };
}

/** A type of the user's own carries what the step says. */
function own({ config: { type } }: Node): Readonly<Record<string, EventType>> {
  if (eventType(type)) return {};
  const of: EventType = {
    type,
    title: type,
    family: 'own',
    classifier: false,
    internal: false,
    broadcast: false,
    subjectKinds: [],
    data: eventDataSchema,
    folds: [],
  };
  return { [type]: of };
}

function failed(code: string, detail: string): Arrival {
  return { did: 'failed', leaves: ['failed'], output: { code, detail }, told: { text: detail } };
}
