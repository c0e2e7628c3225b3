import { describe, expect, it } from 'vitest';
import type { CanonicalEvent } from '../event/index.ts';
import example from '../examples/delivery-overdue.json' with { type: 'json' };
import { readWorkflow } from '../workflow/index.ts';
import { compile } from './compile/index.ts';
import { emptyRecord, step } from './step.ts';
import type { Effect, Input, LiveSet, StepResult, SubjectRecord } from './types.ts';
import { whyNot } from './why-not.ts';

const subject = 'shipment:ASN-1';
const at = (day: string) => Date.parse(`${day}T00:00:00.000Z`);

function program(change: (workflow: Record<string, unknown>) => Record<string, unknown> = (same) => same) {
  const read = readWorkflow(change(JSON.parse(JSON.stringify(example.workflow)) as unknown as Record<string, unknown>));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const compiled = compile(read.workflow);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.program;
}

/** A desk that drives one subject through `step` as the partition loop does: timers first, then the event. */
function desk(compiled = program()) {
  const live: LiveSet = {
    id: 'set',
    environment: 'dev',
    live: [{ program: compiled, paused: false }],
    pinned: () => undefined,
  };
  let record: SubjectRecord = emptyRecord(subject);
  let offset = 0;
  const effects: Effect[] = [];
  const apply = (input: Input): StepResult => {
    const result = step(live, record, input);
    record = result.record;
    for (const decision of result.decisions) {
      expect(decision.failure).toBeUndefined();
      effects.push(...decision.effects);
    }
    return result;
  };
  const until = (nowMs: number) => {
    for (;;) {
      const [next] = Object.entries(record.timers)
        .filter(([, timer]) => timer.dueMs <= nowMs)
        .sort((a, b) => a[1].dueMs - b[1].dueMs);
      if (!next) return;
      apply({ kind: 'timer', timerId: next[0], nowMs });
    }
  };
  const event = (day: string, type: string, data: Record<string, unknown>, time = day, id = `${type}-${offset}`) => {
    until(at(day));
    const made: CanonicalEvent = {
      id,
      source: '/test',
      type,
      subject,
      time: `${time}T00:00:00.000Z`,
      data: data as CanonicalEvent['data'],
    };
    return apply({ kind: 'event', event: made, offset: offset++, nowMs: at(day) });
  };
  return {
    live,
    event,
    tick: (day: string) => until(at(day)),
    promise: (day: string, line: string, deliverBy: string) =>
      event(day, 'order.changed', {
        classifier: 'REQ',
        lines: [{ id: line, deliverBy: `${deliverBy}T23:59:59.999Z`, timeQuality: 'day' }],
      }),
    deliver: (known: string, line: string, happened = known) =>
      event(known, 'shipment.delivered', { classifier: 'ACT', timeQuality: 'day', lines: [{ id: line }] }, happened),
    answer: (day: string, action: string, output: unknown) => event(day, 'action.done', { action, output }),
    fail: (day: string, action: string) =>
      event(day, 'action.failed', { action, code: 'retries-exhausted', detail: 'HTTP 503' }),
    actions: () => effects.flatMap((effect) => (effect.kind === 'action' ? [effect.action] : [])),
    withdrawn: () => effects.flatMap((effect) => (effect.kind === 'withdraw' ? [effect.action] : [])),
    exceptions: () => [
      ...new Map(
        effects.flatMap((effect) =>
          effect.kind === 'exception' ? [[effect.exception.id, effect.exception] as const] : [],
        ),
      ).values(),
    ],
    runs: () => [
      ...new Map(
        effects.flatMap((effect) => (effect.kind === 'run' ? [[effect.run.id, effect.run] as const] : [])),
      ).values(),
    ],
    answers: () => effects.filter((effect) => effect.kind === 'answer'),
    record: () => record,
  };
}

describe('delivery overdue', () => {
  it('opens a case and asks to expedite once the last promised day and seven more are over', () => {
    const d = desk();
    d.promise('2026-01-01', '1', '2026-01-10');
    d.tick('2026-01-17');
    expect(d.exceptions()).toEqual([]);
    d.tick('2026-01-18');
    expect(d.exceptions().map((each) => [each.state, each.severity])).toEqual([['new', 'medium']]);
    expect(d.actions().map((each) => [each.node, each.slot, each.input.path])).toEqual([
      ['expedite', 'tms', '/expedite'],
    ]);
    expect(d.actions()[0]?.input.body).toMatchObject({ shipment: subject, line: '1' });
  });

  it('does nothing when the delivery is known on the seventh day', () => {
    const d = desk();
    d.promise('2026-01-01', '1', '2026-01-10');
    d.deliver('2026-01-17', '1');
    d.tick('2026-03-01');
    expect(d.runs()).toEqual([]);
    expect(d.record().timers).toEqual({});
  });

  it('tells the customer when the TMS accepts, and ends when everything is delivered', () => {
    const d = desk();
    d.promise('2026-01-01', '1', '2026-01-10');
    d.tick('2026-01-18');
    d.answer('2026-01-18', d.actions()[0]?.id ?? '', { status: 200, body: { accepted: true } });
    expect(d.actions().map((each) => each.node)).toEqual(['expedite', 'tell']);
    d.answer('2026-01-18', d.actions()[1]?.id ?? '', {});
    const closed = d.deliver('2026-01-20', '1').decisions[0]?.trace.find((each) => each.did === 'closed');
    expect(closed).toMatchObject({ ports: ['met'], values: { lateBy: 'P3D' } });
    expect(d.runs().map((run) => [run.status, run.outcome])).toEqual([['ended', 'Delivered late']]);
    expect(d.exceptions().map((each) => each.state)).toEqual(['new']);
  });

  it.each([
    [
      'refuses',
      (d: ReturnType<typeof desk>, id: string) =>
        d.answer('2026-01-18', id, { status: 200, body: { accepted: false, reason: 'no capacity' } }),
      'no capacity',
      'no capacity',
    ],
    [
      'cannot be reached',
      (d: ReturnType<typeof desk>, id: string) => d.fail('2026-01-18', id),
      'HTTP 503',
      'the TMS gave no answer',
    ],
  ])('raises the same case to a person when the TMS %s', (_name, answer, reason, said) => {
    const d = desk();
    d.promise('2026-01-01', '1', '2026-01-10');
    d.tick('2026-01-18');
    answer(d, d.actions()[0]?.id ?? '');
    const [only, ...others] = d.exceptions();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ severity: 'high', assignee: 'control tower', count: 1, revision: 2 });
    expect(only?.summary).toContain(reason);
    expect(only?.title).toBe(`Overdue, a person is needed: ${said}`);
    d.event(
      '2026-01-19',
      'exception.resolved',
      { exception: only?.id, revision: 2, choice: 'rebooked', actor: 'petra' },
      '2026-01-19',
      'request-1',
    );
    expect(d.answers()).toEqual([{ kind: 'answer', request: 'request-1', failure: null, detail: '' }]);
    expect(d.exceptions()[0]?.state).toBe('resolved');
    expect(d.runs().at(-1)).toMatchObject({ status: 'ended', outcome: 'Handled by a person' });
  });

  it('answers a request about a revision that has moved on with a conflict and changes nothing', () => {
    const d = desk();
    d.promise('2026-01-01', '1', '2026-01-10');
    d.tick('2026-01-18');
    d.event(
      '2026-01-19',
      'exception.acknowledged',
      { exception: d.exceptions()[0]?.id, revision: 7 },
      '2026-01-19',
      'r',
    );
    expect(d.answers()).toMatchObject([{ request: 'r', failure: 'conflict' }]);
    expect(d.exceptions()[0]).toMatchObject({ state: 'new', revision: 1 });
  });

  it('takes everything back when late evidence shows a delivery in time', () => {
    const d = desk();
    d.promise('2026-01-01', '1', '2026-01-10');
    d.tick('2026-01-18');
    d.deliver('2026-02-01', '1', '2026-01-09');
    expect(d.runs().at(-1)).toMatchObject({ status: 'retracted' });
    expect(d.exceptions()[0]).toMatchObject({ state: 'auto-cleared', closing: { cause: 'retracted' } });
    expect(d.withdrawn()).toEqual([d.actions()[0]?.id]);
    expect(d.record().timers).toEqual({});
  });

  it('keeps the case while one of several lines was really late', () => {
    const d = desk();
    d.promise('2026-01-01', '1', '2026-01-10');
    d.promise('2026-01-01', '2', '2026-01-11');
    d.tick('2026-01-25');
    expect(d.actions()).toHaveLength(1);
    d.deliver('2026-02-01', '1', '2026-01-09');
    d.deliver('2026-02-01', '2', '2026-02-01');
    expect(d.exceptions()[0]).toMatchObject({ state: 'new' });
    expect(
      d
        .runs()
        .at(-1)
        ?.openings.map((each) => each.standing),
    ).toEqual([false, true]);
  });

  it('reopens a case that evidence cleared when that evidence is withdrawn', () => {
    const d = desk();
    d.promise('2026-01-01', '1', '2026-01-10');
    d.tick('2026-01-18');
    d.event(
      '2026-02-01',
      'shipment.delivered',
      { classifier: 'ACT', timeQuality: 'day', lines: [{ id: '1' }] },
      '2026-01-09',
      'wrong-scan',
    );
    expect(d.exceptions()[0]?.state).toBe('auto-cleared');
    d.event('2026-02-02', 'event.retracted', { retracts: 'wrong-scan' });
    expect(d.exceptions()).toHaveLength(1);
    expect(d.exceptions()[0]).toMatchObject({ state: 'reopened', closedAt: null });
  });

  it('re-arms when the promise moves, and takes back a miss that had been moved before', () => {
    const d = desk();
    d.promise('2026-01-01', '1', '2026-01-10');
    d.promise('2026-01-05', '1', '2026-02-10');
    d.tick('2026-02-17');
    expect(d.runs()).toEqual([]);
    d.tick('2026-02-18');
    expect(d.runs()).toHaveLength(1);
    d.event(
      '2026-02-20',
      'order.changed',
      { classifier: 'REQ', lines: [{ id: '1', deliverBy: '2026-04-01T23:59:59.999Z', timeQuality: 'day' }] },
      '2026-02-10',
    );
    expect(d.runs().at(-1)?.status).toBe('retracted');
  });

  it('gives the same decisions for the same inputs, byte for byte', () => {
    const story = () => {
      const d = desk();
      d.promise('2026-01-01', '1', '2026-01-10');
      d.tick('2026-01-18');
      d.deliver('2026-02-01', '1', '2026-01-09');
      return JSON.stringify([d.record(), d.actions(), d.exceptions()]);
    };
    expect(story()).toBe(story());
  });

  it('says why it did not fire', () => {
    const d = desk();
    d.promise('2026-01-01', '1', '2026-01-10');
    d.deliver('2026-01-12', '1');
    const why = whyNot(program(), d.record(), { environment: 'dev', nowMs: at('2026-02-01') });
    expect(why.fired).toBe(false);
    expect(why.answer).toContain('happened in time');
  });

  it('begins no run while paused, and arms deadlines for silent subjects when it goes live', () => {
    const d = desk();
    const silent: LiveSet = { ...d.live, live: [] };
    let record = step(silent, emptyRecord(subject), {
      kind: 'event',
      offset: 0,
      nowMs: at('2026-01-01'),
      event: {
        id: 'e',
        source: '/t',
        type: 'order.changed',
        subject,
        time: '2026-01-01T00:00:00.000Z',
        data: { classifier: 'REQ', lines: [{ id: '1', deliverBy: '2026-01-10T23:59:59.999Z', timeQuality: 'day' }] },
      },
    }).record;
    expect(record.timers).toEqual({});
    const early = step(d.live, record, { kind: 'activated', nowMs: at('2026-01-02') });
    expect(Object.keys(early.record.timers)).toHaveLength(1);
    expect(early.dirty).toBe(true);
    const late = step(d.live, record, { kind: 'activated', nowMs: at('2026-03-01') });
    expect(late.decisions).toEqual([]);
    const paused: LiveSet = { ...d.live, live: d.live.live.map((each) => ({ ...each, paused: true })) };
    record = early.record;
    const [timerId] = Object.keys(record.timers);
    const woken = step(paused, record, { kind: 'timer', timerId: timerId ?? '', nowMs: at('2026-01-18') });
    expect(woken.decisions[0]?.trace.map((each) => each.did)).toEqual(['fired']);
    expect(woken.decisions[0]?.effects).toEqual([]);
  });
});
