import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PredicateIndex } from '../condition/index.ts';
import type { CanonicalEvent } from '../event/index.ts';
import { instantFromMs, instantToMs } from '../time/index.ts';
import { attentionOf, concerned } from './attention.ts';
import type { Program } from './program.ts';
import { emptyRecord, step } from './step.ts';
import { compiled, T0 } from './testing/sense-desk.ts';
import type { LiveSet, StepResult, SubjectRecord } from './types.ts';

const SUBJECT = 'shipment:S-1';
const TYPES = [
  'telematics.reading',
  'telematics.position',
  'transport.departed',
  'shipment.pickedUp',
  'shipment.planned',
  'shipment.delivered',
] as const;

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

const value = { fact: 'event', path: 'data.value' };
const leaf = fc.constantFrom<Record<string, unknown>>(
  { ...value, operator: 'greaterThan', value: 5 },
  { ...value, operator: 'lessThan', value: { fact: 'vars', path: 'limit' } },
  { ...value, operator: 'notEqual', value: 3 },
  { fact: 'event', path: 'data.probe', operator: 'equal', value: 'a' },
  { fact: 'event', path: 'data.probe', operator: 'equal', value: { fact: 'key' } },
  { fact: 'key', operator: 'notEqual', value: 'b' },
  { fact: 'event', path: 'late', operator: 'equal', value: false },
  { fact: 'type', operator: 'startsWith', value: 'telematics.' },
  { fact: 'nodes', path: 'sense.active', operator: 'equal', value: true },
  { fact: 'subject', path: 'readings.temperature.value', operator: 'greaterThan', value: 4 },
  { fact: 'previous', path: 'readings.temperature.value', operator: 'isMissing' },
  { fact: 'subject', path: 'colour', operator: 'equal', value: 'red' },
  { fact: 'subject', path: 'stops[0].until', operator: 'olderThan', value: '30m' },
  { fact: 'subject', path: 'etaHistory', operator: 'isKnown' },
  { fact: 'expr', params: { cel: 'event.data.value > vars.limit + 1.0' }, operator: 'equal', value: true },
  { fact: 'expr', params: { cel: 'event.data.value' }, operator: 'greaterThan', value: 6 },
);
const { condition } = fc.letrec<{ condition: Record<string, unknown> }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2 },
    leaf,
    fc.array(tie('condition'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
  ),
}));
const on = fc.array(fc.constantFrom<string>(...TYPES, 'telematics.*', '*'), { minLength: 1, maxLength: 2 });
const trigger = fc.record(
  {
    on,
    when: condition,
    per: fc.constantFrom('event.data.probe', 'subject.id', 'event.data.nowhere'),
    fire: fc.constantFrom('every', 'rising'),
    late: fc.boolean(),
    warmUp: fc.constant('10m'),
    phase: fc.constantFrom(['before-pickup'], ['in-transit', 'after']),
  },
  { requiredKeys: ['on'] },
);
const phase = fc.constantFrom(['before-pickup'], ['in-transit', 'after']);
const per = fc.constantFrom('event.data.probe', 'subject.id', 'subject.stops.map(s, s.id)', 'event.data.nowhere');
const due = fc.constantFrom(
  'subject.commitment.deliverBy + duration("10m")',
  'subject.readings.temperature.at + duration("25m")',
  'subject.stop[key].until',
  'subject.until',
  'subject.milestones["transport.departed"].actual + duration("20m")',
  'previous.readings.temperature.at + duration("25m")',
  'now + duration("15m")',
  'event.time + duration("15m")',
);
const hold = fc.record(
  { on, while: condition, for: fc.constantFrom('1m', '10m'), phase, per },
  { requiredKeys: ['while', 'for'] },
);
const window = fc.record(
  {
    on,
    when: condition,
    aggregate: fc.constant('count'),
    over: fc.constantFrom({ sliding: '1h' }, { session: '20m' }),
    threshold: fc.constant({ operator: 'greaterThanInclusive', value: 2 }),
    phase,
    per,
  },
  { requiredKeys: ['on', 'aggregate', 'over', 'threshold'] },
);
const missing = fc.record(
  { on, for: fc.constant('30m'), while: condition, when: condition, phase, per },
  { requiredKeys: ['on', 'for'] },
);
const schedule = fc.record(
  { at: fc.constantFrom({ every: '20m' }, { every: '20h' }), phase, when: condition, per },
  { requiredKeys: ['at'] },
);
const deadline = fc.record(
  {
    due: fc.oneof(due, fc.constant('trigger.at + duration("15m")')),
    start: fc.oneof(fc.record({ on }), fc.record({ when: condition }), fc.record({ on, when: condition })),
    met: fc.record({ on, when: condition, at: due }, { requiredKeys: ['on'] }),
    phase,
    per,
    grace: fc.constant('5m'),
  },
  { requiredKeys: ['due', 'met'] },
);
const settings = fc.record(
  { runs: fc.constantFrom('one', 'parallel', 'restart'), cooldown: fc.constantFrom<string>('20m', '9h') },
  { requiredKeys: [] },
);
const workflow = fc.record({
  senses: fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.tuple(fc.constant('trigger'), trigger) },
      { weight: 2, arbitrary: fc.tuple(fc.constant('hold'), hold) },
      { weight: 1, arbitrary: fc.tuple(fc.constant('window'), window) },
      { weight: 1, arbitrary: fc.tuple(fc.constant('missing'), missing) },
      { weight: 1, arbitrary: fc.tuple(fc.constant('schedule'), schedule) },
      { weight: 2, arbitrary: fc.tuple(fc.constant('deadline'), deadline) },
    ),
    { minLength: 1, maxLength: 3 },
  ),
  settings,
  onward: fc.constantFrom('over', 'stay', 'until', 'act', 'case', 'clearing', 'join'),
});
const told = fc.record({
  type: fc.constantFrom(...TYPES, 'event.retracted' as const, 'action.done' as const),
  value: fc.integer({ min: 0, max: 9 }),
  probe: fc.constantFrom('a', 'b'),
  minutes: fc.integer({ min: -30, max: 30 }),
  of: fc.integer({ min: 0, max: 12 }),
  days: fc.constantFrom(0, 0, 0, 0, 0, 0, 1),
});

/** Far enough for a day of grace to lie behind the last year that there is. */
const FAR = '9999-12-31T23:59:00.000Z';

function programOf(
  { senses, settings: how, onward }: typeof workflow extends fc.Arbitrary<infer W> ? W : never,
  at: number,
) {
  const ids = senses.map((_, index) => (index === 0 ? 'sense' : `sense${index}`));
  const stay = {
    id: 'stay',
    kind: 'wait',
    title: 'Stay',
    config: { for: { on: ['transport.departed'] }, timeout: '40m' },
  };
  const over = { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } };
  const clear = { when: { fact: 'subject', path: 'colour', operator: 'equal', value: 'red' } };
  const opens = { type: 'delay', severity: 'low', title: 'Late' };
  const next = [
    stay,
    over,
    {
      id: 'until',
      kind: 'wait',
      title: 'Until',
      config: { until: at % 2 ? 'subject.commitment.deliverBy' : 'subject.readings.temperature.at + duration("45m")' },
    },
    {
      id: 'act',
      kind: 'action',
      title: 'Act',
      config: { slot: 'tms', operation: 'tell', input: {}, ...(at % 2 ? { timeout: '40m' } : {}) },
    },
    { id: 'case', kind: 'exception', title: 'Case', config: opens },
    {
      id: 'clearing',
      kind: 'exception',
      title: 'Clearing',
      config: { ...opens, clear: at % 2 ? clear : { ...clear, on: ['telematics.reading'] } },
    },
    { id: 'join', kind: 'join', title: 'Join', config: { need: 'all' } },
  ];
  const used = next.filter(({ id }) => id === onward || id === 'over' || (id === 'stay' && onward === 'join'));
  const ways: Readonly<Record<string, readonly string[]>> = {
    stay: ['received', 'timeout'],
    until: ['received'],
    act: ['done'],
    clearing: ['cleared'],
    join: ['out'],
  };
  return compiled({
    formatVersion: 1,
    id: `w-${at}`,
    name: 'W',
    subject: at % 7 === 6 ? 'order' : 'shipment',
    variables: [{ name: 'limit', type: 'number', default: at % 10 }],
    settings: how,
    connections: [{ slot: 'tms', connector: 'http' }],
    nodes: [...senses.map(([kind, config], index) => ({ id: ids[index], kind, title: 'Sense', config })), ...used],
    edges: [
      ...ids.flatMap((id, index) => {
        const from = `${id}.${OPENING[senses[index]?.[0] ?? ''] ?? 'out'}`;
        return onward === 'join'
          ? [
              { from, to: 'join.in' },
              { from, to: 'stay.in' },
            ]
          : [{ from, to: `${onward}.in` }];
      }),
      ...used.flatMap(({ id }) =>
        (ways[id] ?? []).map((port) => ({
          from: `${id}.${port}`,
          to: onward === 'join' && id === 'stay' ? 'join.in' : 'over.in',
        })),
      ),
    ],
  });
}

const OPENING: Readonly<Record<string, string>> = {
  hold: 'held',
  window: 'over',
  missing: 'silent',
  deadline: 'missed',
};

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
function play(live: LiveSet, events: readonly (typeof told extends fc.Arbitrary<infer E> ? E : never)[]) {
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

type Drawn = typeof workflow extends fc.Arbitrary<infer W> ? W : never;

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
