import type {
  ActionRequest,
  Decision,
  Effect,
  Input,
  LiveSet,
  StepResult,
  SubjectRecord,
} from '@slipway/shared/engine';
import type { CanonicalEvent } from '@slipway/shared/event';

/**
 * A step that does what the event's data says, so that the pipeline can be tried without a workflow: `set` and `clear`
 * timers, `ask` for an action, `withdraw` one, `emit` events, `throw`, or decide something that cannot be stored (`unstorable`). Every
 * event and timer adds its name to the attributes of the subject, in the order in which they were decided.
 */
export function standInStep(live: LiveSet, record: SubjectRecord, input: Input): StepResult {
  const effects: Effect[] = [];
  let timers = { ...record.timers };
  let name = 'activated';
  if (input.kind === 'timer') {
    if (!Object.hasOwn(timers, input.timerId)) return { record, late: false, dirty: false, decisions: [] };
    name = `timer ${input.timerId}`;
    const { [input.timerId]: _, ...others } = timers;
    timers = others;
  } else if (input.kind === 'broadcast') {
    name = `broadcast ${input.event.id}`;
  } else if (input.kind === 'event') {
    const { set, clear, ask, withdraw, emit, unstorable } = input.event.data as Readonly<Record<string, unknown>>;
    name = input.event.id;
    if (input.event.data.throw) throw new Error('told to throw');
    for (const [timer, dueMs] of Object.entries((set ?? {}) as Record<string, number>)) {
      timers[timer] = { dueMs, workflow: 'w', target: { node: 'n', key: '' } };
    }
    if (typeof clear === 'string') delete timers[clear];
    if (typeof ask === 'string')
      effects.push({ kind: 'action', action: actionOf(ask, input.event.subject, input.event.data) });
    if (typeof withdraw === 'string') effects.push({ kind: 'withdraw', action: withdraw, reason: 'disproved' });
    for (const event of (emit ?? []) as CanonicalEvent[]) effects.push({ kind: 'emit', event });
    // More attempts than an integer column takes.
    if (unstorable)
      effects.push({ kind: 'action', action: { ...actionOf('act_x', input.event.subject, {}), attempts: 2 ** 40 } });
  }
  const decided: Decision = {
    workflow: 'w',
    version: live.id,
    trace: [{ node: 'n', did: 'fired', ports: ['out'], text: name }],
    effects,
  };
  const before = record.subject.registers.order ?? [];
  const entry = { value: name, order: String(before.length).padStart(6, '0'), event: name, source: 'test' };
  const subject = { ...record.subject, registers: { ...record.subject.registers, order: [...before, entry] } };
  return { record: { ...record, subject, timers }, late: false, dirty: true, decisions: [decided] };
}

/** What a subject has lived through, as the stand-in wrote it down. */
export function livedThrough(record: SubjectRecord): readonly unknown[] {
  return (record.subject.registers.order ?? []).map((entry) => entry.value);
}

function actionOf(id: string, subject: string, data: Readonly<Record<string, unknown>>): ActionRequest {
  const slot = typeof data.slot === 'string' ? data.slot : 'tms';
  return {
    id,
    subject,
    workflow: 'w',
    version: 'v',
    run: 'r',
    node: 'n',
    title: 'Ask',
    visit: 0,
    slot,
    operation: 'request',
    input: { method: 'POST', path: '/ask', body: { subject } },
    attempts: 3,
    firstRetryMs: 20,
    mostRetryMs: 100,
  };
}
