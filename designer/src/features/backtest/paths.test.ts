import type { BacktestTrace, BacktestTraces, Graph } from '@slipway/shared/api';
import { expect, test } from 'vitest';
import { marksOfSide, partingOf } from './paths.ts';

const side = (...steps: readonly [string, string | null][]) =>
  ({
    steps: steps.map(([node, text]) => ({ node, text, title: node.toUpperCase() })),
    lit: ['a.out>b.in'],
  }) as unknown as BacktestTrace;
const graph: Graph = {
  id: 'w',
  name: 'W',
  subject: 'shipment',
  nodes: ['a', 'b', 'c'].map((id) => ({ id, kind: 'set', title: id, config: {} })),
  edges: [],
};
const traces = (before: BacktestTrace | null, after: BacktestTrace, partsAt: number | null) =>
  ({ traces: { before, after }, partsAt }) as unknown as BacktestTraces;

test('a path lights its steps in their order, each with its last word, those of a part as the step they are in', () => {
  const marks = marksOfSide(side(['a', 'fires'], ['b/x', null], ['b/y', 'yes'], ['a', null]));
  expect(marks.nodes).toEqual({
    a: { state: 'lit', order: 0, answer: 'fires' },
    b: { state: 'lit', order: 1, answer: 'yes' },
  });
  expect(marks.lit).toEqual(new Set(['a.out>b.in']));
});

test('the step at which the sides part has the number that it has on the canvas', () => {
  const [was, is] = [side(['a', null], ['b', 'no']), side(['a', null], ['b', 'yes'], ['c', null])];
  expect(partingOf(traces(was, is, 1), graph)).toEqual({ number: 2, title: 'B' });
  expect(partingOf(traces(side(), is, 0), graph)).toEqual({ number: 1, title: 'A' });
  expect(partingOf(traces(was, is, 2), graph)).toEqual({ number: 3, title: 'C' });
});

test('sides that go the same way, or one alone, do not part', () => {
  expect(partingOf(traces(side(['a', null]), side(['a', null]), null), graph)).toBeNull();
  expect(partingOf(traces(null, side(['a', null]), null), graph)).toBeNull();
});
