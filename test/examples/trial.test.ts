import type { Example } from '@slipway/shared/examples/example.ts';
import { readWorkflow } from '@slipway/shared/workflow';
import { expect, test } from 'vitest';
import { breachesOf, type Tried } from './gallery.ts';
import { tryExample } from './trial.ts';

const everything = { mutants: true };

/** Plans for more than five lines are cases, others are counted. */
const graph = {
  formatVersion: 1,
  id: 'many-lines',
  name: 'Many lines',
  description: 'A small one.',
  tags: [],
  subject: 'shipment',
  nodes: [
    { id: 'plan', kind: 'trigger', title: 'Planned', config: { on: ['shipment.planned'] } },
    {
      id: 'many',
      kind: 'condition',
      title: 'Many?',
      config: { when: { all: [{ fact: 'event', path: 'data.value', operator: 'greaterThan', value: 5 }] } },
    },
    { id: 'case', kind: 'exception', title: 'A case', config: { type: 'many-lines', severity: 'low', title: 'Many' } },
  ],
  edges: [
    { from: 'plan.out', to: 'many.in' },
    { from: 'many.yes', to: 'case.in' },
  ],
};

const planned = (value: number, cases: number): Example['scenarios'][number] => ({
  name: `A value of ${value}`,
  start: '2026-03-02T08:00:00.000Z',
  subject: 'shipment:S-4711',
  steps: [{ at: '0', event: { type: 'shipment.planned', data: { value } } }],
  expect: {
    runs: Array.from({ length: cases }, () => ({ status: 'ended' })),
    exceptions: Array.from({ length: cases }, () => ({ type: 'many-lines', severity: 'low' as const, state: 'new' })),
    actions: [],
  },
});

function example(change: Partial<Example> = {}): Tried {
  const read = readWorkflow(graph);
  if (!read.ok) throw new Error('the graph is no workflow');
  const scenarios = [planned(5, 0), planned(6, 1)];
  const whole = { title: 'Many lines', needs: 'Plans.', workflow: graph, scenarios, ...change };
  return { id: graph.id, example: whole, workflow: read.workflow, beside: [] };
}

test('every small change of a workflow that is tried well is told apart', () => {
  expect(tryExample(example(), everything)).toMatchObject({
    scenarios: 2,
    failed: [],
    untried: [],
    mutants: 7,
    killed: 7,
    survivors: [],
  });
});

const weak = { scenarios: [planned(0, 0), planned(9, 1)] };

test('what no scenario tells apart survives, and a way that none goes is named', () => {
  expect(tryExample(example(weak), everything).survivors).toEqual([
    'many /when/all/0/operator greaterThan → greaterThanInclusive',
    'many /when/all/0/value 5 → 4',
    'many /when/all/0/value 5 → 6',
  ]);
  expect(tryExample(example({ scenarios: [planned(5, 0)] }), everything).untried).toEqual(['many.yes']);
});

test('an equivalent is a mutant that survives, with its reason', () => {
  const survivor = 'many /when/all/0/value 5 → 4';
  const equivalent = [
    { mutant: survivor, why: 'nobody looks' },
    { mutant: 'nothing', why: 'no mutant' },
  ];
  const trial = tryExample(example({ ...weak, equivalent }), everything);
  expect(trial.survivors).toHaveLength(2);
  expect(trial.equivalent).toEqual([{ id: `many-lines: ${survivor}`, why: 'nobody looks' }]);
  expect(trial.wronglyEquivalent).toEqual(['nothing']);
});

test('a scenario that comes out differently fails, and then no mutant is hunted', () => {
  const trial = tryExample(example({ scenarios: [planned(6, 0)] }), everything);
  expect(trial.failed.join('\n')).toContain('“A value of 6” runs has one too many');
  expect(trial.mutants).toBe(0);
});

test('a row of the catalogue asks for its kinds of scenarios, and for a change of clocks where time is local', () => {
  const shows = weak.scenarios.map((each) => ({ ...each, shows: ['fires' as const] }));
  const row = example({ catalogue: ['E01'], scenarios: shows });
  const missing = ['silent', 'clears', 'disorder', 'edge'];
  expect(breachesOf([row])).toEqual(missing.map((each) => `many-lines: no scenario shows “${each}”`));
  const local = { ...graph, calendars: [{ id: 'site', timeZone: 'Europe/Berlin', hours: {} }] };
  expect(breachesOf([example({ catalogue: ['E01'], scenarios: shows, workflow: local })])).toContain(
    'many-lines: no scenario shows “dst”',
  );
});

test('two examples do not open cases of one type', () => {
  expect(breachesOf([example(), { ...example(), id: 'other' }])).toEqual([
    'other: exceptions of type “many-lines” are opened by many-lines',
  ]);
});
