import { expect, it } from 'vitest';
import type { Workflow } from '../graph.ts';
import { readWorkflow } from '../read.ts';
import { diffWorkflows, tellApart } from './index.ts';

type Json = Readonly<Record<string, unknown>>;

function workflow(when: Json, timeout = '2h', more: Json = {}): Workflow {
  const read = readWorkflow({
    formatVersion: 1,
    id: 'w',
    name: 'W',
    subject: 'shipment',
    nodes: [
      { id: 'hot', kind: 'trigger', title: 'Hot', config: { on: ['telematics.reading'], when } },
      { id: 'wait', kind: 'wait', title: 'Wait', config: { for: { on: ['shipment.delivered'] }, timeout } },
      { id: 'case', kind: 'exception', title: 'Case', config: { type: 'hot', severity: 'low', title: 'Hot' } },
    ],
    edges: [
      { from: 'hot.out', to: 'wait.in' },
      { from: 'wait.timeout', to: 'case.in' },
    ],
    layout: { hot: [0, 0] },
    ...more,
  });
  return read.ok ? read.workflow : expect.unreachable(JSON.stringify(read.problems));
}

const above = (value: number, operator = 'greaterThan') => ({
  all: [{ fact: 'event', path: 'data.value', operator, value }],
});

it('two versions are compared step by step, in words', () => {
  const before = workflow(above(8));
  const after = workflow(above(8), '3h', { layout: { hot: [9, 9] } });
  const { words, moved, renamed } = diffWorkflows(before, after);
  expect(words).toEqual(['“Wait” timeout: 2 h → 3 h.']);
  expect([moved, renamed]).toEqual([['hot'], []]);
});

it.each<[string, Workflow, Workflow]>([
  ['a bound', workflow(above(8)), workflow(above(9))],
  ['the edge of a bound', workflow(above(8)), workflow(above(8, 'greaterThanInclusive'))],
  ['a time', workflow(above(8)), workflow(above(8), '3h')],
])('an event is found that tells versions apart by %s', (_what, before, after) => {
  const answer = tellApart(before, after);
  expect(answer).toMatchObject({ found: true });
});

it('says what was tried where versions mean the same', () => {
  const same = { all: [...above(8).all, { fact: 'event', path: 'data.value', operator: 'greaterThan', value: 5 }] };
  const answer = tellApart(workflow(above(8)), workflow(same), { most: 20 });
  expect(answer).toMatchObject({ found: false, tried: 20, how: expect.arrayContaining(['the stories as they are']) });
});
