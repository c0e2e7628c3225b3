import example from '@slipway/shared/examples/delivery-overdue.json';
import { expect, test } from 'vitest';
import type { Flow } from '../../editor/flow.ts';
import { toFlow } from '../../editor/flow-mapping.ts';
import { NO_MARKS } from '../../editor/marks.ts';
import { drawn } from './drawn.ts';

const flowOf = (graph: object): Flow => toFlow(graph as never, { marks: NO_MARKS, face: 'full', foot: false });

/** Waits one below the other, 150 apart. */
function chain(length: number): object {
  const nodes = Array.from({ length }, (_, at) => ({ id: `n${at}`, kind: 'wait', title: `Wait ${at}`, config: {} }));
  return {
    nodes,
    edges: nodes.slice(1).map((_, at) => ({ from: `n${at}.out`, to: `n${at + 1}.in` })),
    layout: Object.fromEntries(nodes.map(({ id }, at) => [id, [0, at * 150]])),
  };
}

test('a workflow that can be read on one page has no sheets', () => {
  const { whole, sheets } = drawn(flowOf(example.workflow));
  expect(whole.zoom).toBeGreaterThanOrEqual(0.7);
  expect(sheets).toEqual([]);
});

test('a taller one is drawn sheet by sheet at a size that can be read, each step on one of them', () => {
  const { sheets } = drawn(flowOf(chain(30)));
  expect(sheets.length).toBeGreaterThan(3);
  expect(sheets.every(({ zoom }) => zoom >= 0.7)).toBe(true);
  const shown = sheets.flatMap(({ flow }) => flow.nodes.map(({ id }) => id));
  expect(new Set(shown).size).toBe(30);
});

test('between two sheets a wire is on both, with a mark for where it goes on', () => {
  const [first, second] = drawn(flowOf(chain(30))).sheets;
  const onBoth = first?.flow.wires.filter(({ id }) => second?.flow.wires.some((other) => other.id === id));
  expect(onBoth).toHaveLength(1);
  expect(first?.marks.map(({ side, to }) => [side, to.map(({ sheet }) => sheet)])).toEqual([['bottom', ['A2']]]);
  expect(second?.marks[0]?.from.map(({ sheet }) => sheet)).toEqual(['A1']);
});
