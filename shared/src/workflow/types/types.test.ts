import { expect, test } from 'vitest';
import type { Problem } from '../../problem/index.ts';
import { validate, type Workflow, workflowSchema } from '../index.ts';

const trigger = (config: object) => ({
  id: 'start',
  kind: 'trigger',
  title: 'Start',
  config: { on: ['telematics.reading'], ...config },
});
const set = (values: object) => ({ id: 'facts', kind: 'set', title: 'Facts', config: { values } });
const end = { id: 'done', kind: 'end', title: 'Done', config: { outcome: 'done' } };
const yard = { id: 'yard', circle: { lat: 53.55, lon: 9.99, radiusM: 500 } };

/** The problems of types in a workflow of one sense node and one that computes. */
function check(start: object, values: object = { x: '1' }): readonly Problem[] {
  const workflow: Workflow = workflowSchema.parse({
    formatVersion: 1,
    id: 'w',
    name: 'W',
    subject: 'shipment',
    variables: [{ name: 'limit', type: 'number', default: 5 }],
    zones: [yard],
    nodes: [start, set(values), end],
    edges: [
      { from: 'start.out', to: 'facts.in' },
      { from: 'start.missed', to: 'facts.in' },
      { from: 'facts.out', to: 'done.in' },
    ],
  });
  return validate(workflow).filter(({ code }) => !/port|edge/.test(code));
}

const when = (fact: string, path: string, operator: string, value: unknown) =>
  trigger({ when: { fact, path, operator, value } });
const told = (problems: readonly Problem[]) =>
  problems.map(({ severity, code, path }) => `${severity} ${code} ${path}`);

test('a comparison of a field that can never hold is a warning', () => {
  const at = '/nodes/0/config/when/value';
  expect(told(check(when('event', '$.data.value', 'equal', '10')))).toEqual([`warning condition-never-holds ${at}`]);
  expect(told(check(when('event', '$.data.classifier', 'equal', 'EXT')))).toEqual([
    `warning condition-never-holds ${at}`,
  ]);
  expect(told(check(when('event', '$.type', 'in', ['telematics.door'])))).toEqual([
    `warning condition-never-holds ${at}`,
  ]);
  expect(told(check(when('subject', '$.eta', 'greaterThan', 5)))).toEqual([`warning condition-never-holds ${at}`]);
  expect(told(check(when('subject', '$.status', 'contains', 'x')))).toEqual([`warning condition-never-holds ${at}`]);
  expect(told(check(when('event', '$.data.value', 'greaterThan', { fact: 'subject', path: '$.eta' })))).toHaveLength(1);
});

test('nothing is said of a comparison that may hold', () => {
  for (const start of [
    when('event', '$.data.value', 'greaterThan', 10),
    when('event', '$.data.value', 'greaterThan', { fact: 'vars', path: '$.limit' }),
    when('event', '$.data.acme', 'equal', '10'),
    when('subject', '$.customerTier', 'in', ['gold', 5]),
    when('subject', '$.status', 'equal', ''),
    when('subject', '$.eta', 'greaterThan', { fact: 'now' }),
    when('subject', '$.eta', 'equal', null),
    when('subject', '$.stops[0].plannedArrivalAt', 'isKnown', true),
    when('event', '$.data', 'withinZone', 'yard'),
    trigger({ when: { fact: 'expr', params: { cel: 'now - event.time' }, operator: 'greaterThan', value: '30m' } }),
  ])
    expect(told(check(start)), JSON.stringify(start.config)).toEqual([]);
});

test('a field that looks misspelt comes with a mend', () => {
  expect(check(when('subject', '$.custmerTier', 'equal', 'gold'))).toMatchObject([
    {
      severity: 'warning',
      nodeId: 'start',
      path: '/nodes/0/config/when/path',
      fix: { patch: [{ op: 'replace', path: '/nodes/0/config/when/path', value: '$.customerTier' }] },
    },
  ]);
  expect(check(when('event', '$.value', 'greaterThan', 5))).toMatchObject([
    { fix: { patch: [{ value: '$.data.value' }] } },
  ]);
  const computed = { fact: 'expr', params: { cel: 'event.data.vlaue > 5' }, operator: 'equal', value: true };
  expect(check(trigger({ when: { any: [{ not: { all: [computed] } }] } }))).toMatchObject([
    { path: '/nodes/0/config/when/any/0/not/all/0/params/cel', fix: { patch: [{ value: 'event.data.value > 5' }] } },
  ]);
});

test('a zone must be one of the workflow', () => {
  expect(told(check(when('event', '$.data', 'withinZone', 'yrd')))).toEqual([
    'error unknown-zone /nodes/0/config/when/value',
  ]);
  expect(told(check(trigger({}), { x: 'inZone(event.data, "yrd")' }))).toEqual([
    'error expression-unknown-zone /nodes/1/config/values/x',
  ]);
});

test('the event of a trigger is certain, and the one that comes later is not', () => {
  const mistake = { fact: 'expr', params: { cel: 'lower(event.data.value) == "x"' }, operator: 'equal', value: true };
  expect(told(check(trigger({ when: mistake })))).toEqual([
    'error expression-wrong-type /nodes/0/config/when/params/cel',
  ]);
  expect(told(check(trigger({}), { x: 'lower(event.data.value)' }))).toEqual([
    'warning expression-wrong-type /nodes/1/config/values/x',
  ]);
  expect(told(check(trigger({ on: ['acme.weighed', 'telematics.reading'], when: mistake })))).toEqual([
    'warning expression-wrong-type /nodes/0/config/when/params/cel',
  ]);
});

test('a place gets what it needs', () => {
  const deadline = (due: string) => ({
    id: 'start',
    kind: 'deadline',
    title: 'Deadline',
    config: { due, met: { on: ['shipment.delivered'] } },
  });
  expect(told(check(deadline('subject.commitment.deliverBy + duration("1h")')))).toEqual([]);
  expect(told(check(deadline('subject.eta - subject.commitment.deliverBy')))).toEqual([
    'error expression-wrong-result /nodes/0/config/due',
  ]);
  expect(told(check(trigger({ per: '{"a": 1}' })))).toEqual(['error expression-wrong-result /nodes/0/config/per']);
});

test('steps and previous states are known by name', () => {
  expect(told(check(trigger({}), { x: 'previous.eta == subject.eta', y: 'nodes.facts.x + 1' }))).toEqual([]);
  expect(told(check(trigger({}), { y: 'nodes.fcts.x + 1' }))).toEqual([
    'warning expression-unknown-field /nodes/1/config/values/y',
  ]);
});

test('zones, calendars, cron patterns and conditions by name are checked where they are declared', () => {
  const hours = { mon: ['17:00-08:00'] };
  const schedule = {
    id: 'start',
    kind: 'schedule',
    title: 'Daily',
    config: { at: { cron: '0 25 * * *', timeZone: 'Berlin' } },
  };
  const workflow: Workflow = workflowSchema.parse({
    formatVersion: 1,
    id: 'w',
    name: 'W',
    subject: 'shipment',
    conditions: { warm: { fact: 'subject', path: '$.temperaturMax', operator: 'greaterThan', value: 5 } },
    zones: [
      yard,
      yard,
      {
        id: 'pole',
        polygon: [
          [0, 80],
          [90, 80],
          [180, 80],
          [-90, 80],
        ],
      },
    ],
    calendars: [{ id: 'office', timeZone: 'Berlin', hours }],
    nodes: [schedule, set({ x: '1' }), end],
    edges: [
      { from: 'start.out', to: 'facts.in' },
      { from: 'facts.out', to: 'done.in' },
    ],
  });
  expect(told(validate(workflow))).toEqual([
    'error invalid-cron /nodes/0/config/at/cron',
    'error unknown-zone /nodes/0/config/at/timeZone',
    'warning expression-unknown-field /conditions/warm/path',
    'error invalid-zone /zones/2',
    'error invalid-calendar /calendars/0/timeZone',
    'error invalid-calendar /calendars/0/hours/mon/0',
    'error duplicate-id /zones/1/id',
  ]);
});

test('a deadline counts by a calendar of the workflow', () => {
  const config = { due: 'subject.eta', grace: '2h', calendar: 'office', met: { on: ['shipment.delivered'] } };
  expect(told(check({ id: 'start', kind: 'deadline', title: 'Deadline', config }))).toEqual([
    'error unknown-calendar /nodes/0/config/calendar',
  ]);
});

test('a position has a latitude and a longitude', () => {
  expect(told(check(trigger({}), { x: 'inZone(event, "yard")' }))).toEqual([
    'warning expression-no-position /nodes/1/config/values/x',
  ]);
  for (const position of ['event.data', 'subject.position', 'event.data.location', 'subject.origin', '[9.99, 53.55]'])
    expect(told(check(trigger({}), { x: `inZone(${position}, zones.yard)` })), position).toEqual([]);
});
