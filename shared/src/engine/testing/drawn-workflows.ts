import fc from 'fast-check';
import type { Program } from '../program.ts';
import { compiled } from './sense-desk.ts';

/** What can happen to a shipment here. */
export const TYPES = [
  'telematics.reading',
  'telematics.position',
  'transport.departed',
  'shipment.pickedUp',
  'shipment.planned',
  'shipment.delivered',
] as const;

/** What a reading says. */
export const value = { fact: 'event', path: 'data.value' };
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
/** A workflow of up to three steps that sense, and of one way in which its runs go on. */
export const workflow = fc.record({
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
/** Something that happens ten minutes after what was before it. */
export const told = fc.record({
  type: fc.constantFrom(...TYPES, 'event.retracted' as const, 'action.done' as const),
  value: fc.integer({ min: 0, max: 9 }),
  probe: fc.constantFrom('a', 'b'),
  minutes: fc.integer({ min: -30, max: 30 }),
  of: fc.integer({ min: 0, max: 12 }),
  days: fc.constantFrom(0, 0, 0, 0, 0, 0, 1),
});
export type Drawn = typeof workflow extends fc.Arbitrary<infer W> ? W : never;
export type Told = typeof told extends fc.Arbitrary<infer E> ? E : never;

const OPENING: Readonly<Record<string, string>> = {
  hold: 'held',
  window: 'over',
  missing: 'silent',
  deadline: 'missed',
};

/** The steps with which a run can go on. */
function stepsAfter(at: number) {
  const stay = {
    id: 'stay',
    kind: 'wait',
    title: 'Stay',
    config: { for: { on: ['transport.departed'] }, timeout: '40m' },
  };
  const over = { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } };
  const clear = { when: { fact: 'subject', path: 'colour', operator: 'equal', value: 'red' } };
  const opens = { type: 'delay', severity: 'low', title: 'Late' };
  return [
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
}

/** What was drawn, compiled; some of it depends on its place among others. */
export function programOf({ senses, settings: how, onward }: Drawn, at: number): Program {
  const ids = senses.map((_, index) => (index === 0 ? 'sense' : `sense${index}`));
  const next = stepsAfter(at);
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
