import { compile } from '@slipway/shared/engine';
import { instantToMs } from '@slipway/shared/time';
import { readWorkflow, type Workflow } from '@slipway/shared/workflow';
import { graphOf } from '@slipway/shared/workflow/edit';
import { expect, test } from 'vitest';
import { marksOfTrace } from '../../../editor/marks.ts';
import { usualAnswer } from './answers.ts';
import { play } from './play.ts';
import { marksOfPlay, scopeOf } from './reading.ts';
import type { Scenario } from './scenario.ts';
import { nodeTitle } from './words.ts';

const base = { formatVersion: 1, subject: 'shipment', connections: [{ slot: 'desk', connector: 'http' }] };
const fees = workflowOf({
  ...base,
  id: 'fees',
  name: 'Fees',
  entry: { node: 'ask', inputs: [{ name: 'days', type: 'number' }], outputs: { fee: 'inputs.days * 2' } },
  nodes: [
    {
      id: 'ask',
      kind: 'action',
      title: 'Ask the desk',
      config: { slot: 'desk', operation: 'request', input: {}, timeout: '1d' },
    },
    { id: 'good', kind: 'end', title: 'Good', config: { outcome: 'Good' } },
    { id: 'bad', kind: 'end', title: 'Bad', config: { outcome: 'Bad' } },
  ],
  edges: [
    { from: 'ask.done', to: 'good.in' },
    { from: 'ask.failed', to: 'bad.in' },
  ],
});
const caller = workflowOf({
  ...base,
  id: 'caller',
  name: 'Caller',
  nodes: [
    { id: 'start', kind: 'trigger', title: 'Planned', config: { on: ['shipment.planned'] } },
    {
      id: 'fees',
      kind: 'subflow',
      title: 'Work out fees',
      config: {
        workflow: 'fees',
        inputs: { days: '4' },
        ends: [
          { id: 'good', label: 'Known' },
          { id: 'bad', label: 'Unknown' },
        ],
      },
    },
    { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } },
  ],
  edges: [
    { from: 'start.out', to: 'fees.in' },
    { from: 'fees.good', to: 'over.in' },
  ],
});
const atMs = instantToMs('2026-03-02T08:00:00.000Z');

function workflowOf(raw: object): Workflow {
  const read = readWorkflow(raw);
  return read.ok ? read.workflow : expect.unreachable();
}

function tried(silent: boolean) {
  const compiled = compile(caller, { workflow: () => fees });
  if (!compiled.ok) return expect.unreachable();
  const time = '2026-03-02T08:00:00.000Z';
  const event = { id: 'e', source: '/tms', type: 'shipment.planned', subject: 'shipment:1', time, data: {} };
  const scenario: Scenario = {
    events: [{ key: 'e', atMs, event }],
    answers: {},
    choices: {},
    variables: {},
    untilMs: silent ? null : atMs + 3_600_000,
  };
  return play(compiled.program, scenario, (node) => usualAnswer(caller, node));
}

test('a step that runs a workflow says where inside of it a token stands, and lights as one', () => {
  const marks = marksOfPlay(tried(true), 0);
  expect(Object.keys(marks.nodes).sort()).toEqual(['fees', 'over', 'start']);
  expect(marks.nodes.fees).toMatchObject({ state: 'lit', order: 1, answer: 'Ask the desk, waits, desk · request' });
  expect([...marks.lit]).toEqual(['start.out>fees.in']);
});

test('once it came back it says by which end, and what it gave', () => {
  const played = tried(false);
  const at = played.moments.length - 1;
  const marks = marksOfPlay(played, at);
  expect(marks.nodes.fees?.answer).toBe('Known');
  expect([...marks.lit]).toContain('fees.good>over.in');
  expect(scopeOf(played, at, 'over').nodes).toMatchObject({ fees: { fee: 8, end: 'good', inputs: { days: 4 } } });
});

test('what is inside of a step is called by it, on every screen', () => {
  expect(nodeTitle(graphOf(caller), 'fees/ask')).toBe('Work out fees › ask');
  const step = (node: string, did: 'entered' | 'waits', text?: string) => ({
    node,
    did,
    ports: [],
    ...(text ? { text } : {}),
  });
  const marks = marksOfTrace([
    {
      at: '2026-03-02T08:00:00.000Z',
      input: { kind: 'event', id: 'e', title: 'Planned' },
      lit: [],
      steps: [step('fees', 'entered'), step('fees/ask', 'waits', 'desk · request')],
    },
  ]);
  expect(marks.nodes).toEqual({ fees: { state: 'lit', order: 0, answer: 'desk · request', condition: undefined } });
});
