import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PredicateIndex } from '../condition/index.ts';
import type { CanonicalEvent } from '../event/index.ts';
import { instantFromMs, instantToMs } from '../time/index.ts';
import { attentionOf, concerned } from './attention.ts';
import type { Program } from './program.ts';
import { emptyRecord, step } from './step.ts';
import { type Drawn, programOf, type Told, TYPES, told, value, workflow } from './testing/drawn-workflows.ts';
import { compiled, T0 } from './testing/sense-desk.ts';
import type { LiveSet, StepResult, SubjectRecord } from './types.ts';

const SUBJECT = 'shipment:S-1';

function liveSet(programs: readonly Program[]): LiveSet {
  return {
    id: 'set',
    environment: 'dev',
    live: programs.map((program) => ({ program, paused: false })),
    pinned: (id) => programs.find((program) => program.id === id),
  };
}

/** A live set in which every workflow has its turn at every event, as if there were no index and nobody rested. */
function withoutIndex(programs: readonly Program[]): LiveSet {
  const live = liveSet(programs);
  const attention = attentionOf(live, 'shipment');
  const rousing = new PredicateIndex(attention.placeOf.map(() => ({})));
  Object.assign(attention, { rousing, rousedBy: () => true, rests: () => false });
  return live;
}

/** Far enough for a day of grace to lie behind the last year that there is. */
const FAR = '9999-12-31T23:59:00.000Z';

/** An action that a run waits for. */
function askedBy({ workflows }: SubjectRecord): string {
  const tokens = Object.values(workflows).flatMap(({ runs }) => runs.flatMap((run) => run.tokens));
  return tokens.flatMap(({ waits }) => (waits.for === 'action' ? [waits.action] : []))[0] ?? 'none';
}

/** A plan: few of its fields differ from one to the next. */
function plannedAt(nowMs: number, of: number) {
  const until = instantFromMs(Math.floor(nowMs / 3_600_000) * 3_600_000 + of * 300_000);
  return {
    ...(of % 3 ? {} : { deliverBy: until }),
    ...(of % 4 ? {} : { stops: [{ id: 'a', until }, { id: 'b' }] }),
    ...(of % 5 ? {} : { colour: of % 2 ? 'red' : 'blue' }),
    ...(of % 6 ? {} : { until: of === 12 ? FAR : until }),
  };
}

/** Every timer that is due, then the event; what came of each. */
function play(live: LiveSet, events: readonly Told[]) {
  let record: SubjectRecord = emptyRecord(SUBJECT);
  const results: StepResult[] = [];
  const take = (result: StepResult) => {
    results.push(result);
    record = JSON.parse(JSON.stringify(result.record));
  };
  let nowMs = instantToMs(T0);
  for (const [offset, { type, value: reading, probe, minutes, of, days }] of events.entries()) {
    nowMs += 10 * 60_000 + days * 24 * 3_600_000;
    // Now and then what is due waits, as it does behind an outage.
    const held = of === 7;
    for (const [timerId, { dueMs }] of Object.entries(record.timers).sort(([a], [b]) => (a < b ? -1 : 1)))
      if (dueMs <= nowMs && !held) take(step(live, record, { kind: 'timer', timerId, nowMs }));
    const data = {
      measure: 'temperature',
      value: reading,
      unit: 'CEL',
      probe,
      ...(type === 'event.retracted' ? { retracts: `e-${of}` } : {}),
      ...(type === 'shipment.planned' ? plannedAt(nowMs, of) : {}),
      ...(type === 'action.done' ? { action: askedBy(record) } : {}),
    };
    const time = instantFromMs(nowMs + minutes * 60_000);
    const event = { id: `e-${offset}`, source: '/test', type, subject: SUBJECT, time, data } as CanonicalEvent;
    take(step(live, record, { kind: 'event', event, offset, nowMs }));
  }
  return results;
}

test('decisions and records are the same bytes with and without the index', { timeout: 120_000 }, () => {
  let decisions = 0;
  fc.assert(
    fc.property(
      fc.array(workflow, { minLength: 1, maxLength: 12 }),
      fc.array(told, { minLength: 3, maxLength: 14 }),
      (drawn, events) => {
        const programs = drawn.map(programOf);
        const indexed = play(liveSet(programs), events);
        const plain = play(withoutIndex(programs), events);
        expect(JSON.stringify(indexed)).toBe(JSON.stringify(plain));
        decisions += plain.reduce((sum, each) => sum + each.decisions.length, 0);
      },
    ),
    { numRuns: 60 },
  );
  expect(decisions).toBeGreaterThan(200);
});

const reading = { on: ['telematics.reading'] };
const dueUntil = { due: 'subject.until' as const, met: { on: ['shipment.delivered'] } };
const at = (type: (typeof TYPES)[number] | 'action.done' | 'event.retracted', of = 1, minutes = 0, days: 0 | 1 = 0) =>
  ({ type, value: 5, probe: 'a', minutes, of, days }) as const;

test.each<[what: string, drawn: Drawn, told: readonly ReturnType<typeof at>[]]>([
  [
    'a miss inside the cooldown says so at every event',
    {
      senses: [
        ['deadline', { due: 'subject.until', met: { on: ['shipment.delivered'] }, per: 'subject.stops.map(s, s.id)' }],
      ],
      settings: { runs: 'parallel', cooldown: '9h' },
      onward: 'stay',
    },
    [at('telematics.position'), at('shipment.planned', 0), at('telematics.position'), at('telematics.position')],
  ],
  [
    'the last turn failed',
    {
      senses: [
        ['trigger', { ...reading, fire: 'rising' }],
        ['deadline', { due: 'subject.until', met: { on: ['shipment.delivered'] }, grace: '5m' }],
      ],
      settings: {},
      onward: 'stay',
    },
    [at('telematics.position'), at('telematics.reading'), at('shipment.planned', 12), at('telematics.position')],
  ],
  [
    'an event is taken back',
    { senses: [['trigger', reading]], settings: {}, onward: 'act' },
    [at('telematics.position'), at('telematics.reading'), at('event.retracted', 1)],
  ],
  [
    'what a due time hangs on is said anew',
    { senses: [['deadline', dueUntil]], settings: {}, onward: 'over' },
    [at('telematics.position'), at('shipment.planned', 6), at('shipment.planned', 12)],
  ],
  [
    'a time has passed that nobody told of yet',
    { senses: [['deadline', dueUntil]], settings: {}, onward: 'over' },
    [at('telematics.position'), at('shipment.planned', 6), at('telematics.position', 7)],
  ],
  [
    'it is the first event of a day',
    { senses: [['schedule', { at: { every: '20h' } }]], settings: {}, onward: 'over' },
    [at('telematics.position'), at('telematics.position', 1, 0, 1)],
  ],
  [
    'a token waits for such an event',
    { senses: [['trigger', reading]], settings: {}, onward: 'stay' },
    [at('telematics.position'), at('telematics.reading'), at('transport.departed')],
  ],
  [
    'an action is answered',
    { senses: [['trigger', reading]], settings: {}, onward: 'act' },
    [at('telematics.position'), at('telematics.reading'), at('action.done')],
  ],
  [
    'the phase began sooner than was known',
    {
      senses: [['missing', { on: ['telematics.reading'], for: '30m', phase: ['in-transit', 'after'] }]],
      settings: {},
      onward: 'over',
    },
    [at('telematics.position'), at('transport.departed'), at('shipment.pickedUp', 1, -30), at('telematics.position')],
  ],
  [
    'the time that a token waits for is moved',
    { senses: [['trigger', reading]], settings: {}, onward: 'until' },
    [at('telematics.position'), at('telematics.reading'), at('shipment.planned', 9), at('shipment.planned', 12)],
  ],
  [
    'a case clears by what is known of the subject',
    { senses: [['trigger', reading]], settings: {}, onward: 'clearing' },
    [at('telematics.position'), at('telematics.reading'), at('shipment.planned', 5)],
  ],
])('nobody rests where %s', (_, drawn, told) => {
  const programs = [programOf(drawn, 1)];
  const resting = play(liveSet(programs), told);
  expect(JSON.stringify(resting)).toBe(JSON.stringify(play(withoutIndex(programs), told)));
});

test('a workflow whose trigger cannot fire has no turn, unless it has state, a case or a request', () => {
  const programs = [0, 9].map((least, at) =>
    compiled({
      formatVersion: 1,
      id: `w-${at}`,
      name: 'W',
      subject: 'shipment',
      nodes: [
        {
          id: 'go',
          kind: 'trigger',
          title: 'Go',
          config: { on: ['telematics.*'], when: { ...value, operator: 'greaterThan', value: least } },
        },
        { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } },
      ],
      edges: [{ from: 'go.out', to: 'over.in' }],
    }),
  );
  const attention = attentionOf(liveSet(programs), 'shipment');
  const event = {
    id: 'e',
    source: '/test',
    type: 'telematics.reading',
    subject: SUBJECT,
    time: T0,
    data: { value: 5 },
  };
  const input = { kind: 'event', event, offset: 0, nowMs: instantToMs(T0) } as const;
  const turns = (record: Partial<SubjectRecord>, owner?: string, type = event.type) =>
    concerned(attention, { ...emptyRecord(SUBJECT), ...record }, input, { type, event }, undefined, owner);
  const state = { senses: {}, meanings: {}, runs: [] };
  expect(turns({})).toEqual(['w-0']);
  expect(turns({}, undefined, 'order.changed')).toEqual([]);
  expect(turns({}, 'w-1')).toEqual(['w-0', 'w-1']);
  expect(turns({ workflows: { 'w-1': state, gone: state } })).toEqual(['w-0', 'w-1', 'gone']);
});

test('what a workflow knows only in its turn leaves nobody out', () => {
  const key = { fact: 'event', path: 'data.probe', operator: 'equal', value: { fact: 'key' } };
  const active = { fact: 'nodes', path: 'b.active', operator: 'equal', value: false };
  const triggerOf = (id: string, when: unknown, more = {}) => ({
    id,
    kind: 'trigger',
    title: id,
    config: { on: ['telematics.*'], when, ...more },
  });
  const program = (nodes: readonly { readonly id: string }[]) =>
    compiled({
      formatVersion: 1,
      id: 'w',
      name: 'W',
      subject: 'shipment',
      nodes: [...nodes, { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } }],
      edges: nodes.map(({ id }) => ({ from: `${id}.out`, to: 'over.in' })),
    });
  const never = { ...value, operator: 'greaterThan', value: 99 };
  const event = { type: TYPES[0], value: 5, probe: 'a', minutes: 0, of: 0, days: 0 } as const;
  for (const nodes of [
    [triggerOf('a', key, { per: 'event.data.probe' })],
    [triggerOf('a', active), triggerOf('b', never, { fire: 'rising' })],
  ]) {
    const [result] = play(liveSet([program(nodes)]), [event]);
    expect(result?.decisions).toHaveLength(1);
    expect(JSON.stringify(result)).toBe(JSON.stringify(play(withoutIndex([program(nodes)]), [event])[0]));
  }
});
