import type { BacktestFound, Graph } from '@slipway/shared/api';
import { expect, test } from 'vitest';
import { compareGraphs } from './compare-graphs.ts';

type Nodes = Readonly<Record<string, unknown>>;
const graph = (nodes: Nodes, edges: readonly string[], layout?: Graph['layout']): Graph => ({
  id: 'w',
  name: 'W',
  subject: 'shipment',
  nodes: Object.entries(nodes).map(([id, config]) => ({ id, kind: 'condition', title: id, config })),
  edges: edges.map((edge) => ({ from: edge.split('>')[0] ?? '', to: edge.split('>')[1] ?? '' })),
  ...(layout ? { layout } : {}),
});
const side = (nodes: Record<string, number>, ports: Record<string, number>) =>
  ({ nodes, ports }) as unknown as BacktestFound['after'];
const found = (before: BacktestFound['before'], after: BacktestFound['after']) =>
  ({ before, after }) as unknown as BacktestFound;

const OLD = graph({ a: 1, b: 1, gone: 1 }, ['a.yes>b.in', 'b.yes>gone.in'], { a: [0, 0], b: [0, 1], gone: [0, 2] });
const NEW = graph({ a: 1, b: 2, fresh: 1 }, ['a.yes>b.in', 'b.yes>fresh.in'], { a: [0, 0], b: [0, 1], fresh: [0, 3] });

test('what the new version no longer has is drawn where it stood', () => {
  const { graph: drawn } = compareGraphs({ before: OLD, after: NEW }, null);
  expect(drawn.nodes.map(({ id }) => id)).toEqual(['a', 'b', 'fresh', 'gone']);
  expect(drawn.nodes.at(-1)?.number).toBe(3);
  expect(drawn.edges.map(({ to }) => to)).toEqual(['b.in', 'fresh.in', 'gone.in']);
  expect(drawn.layout?.gone).toEqual([0, 2]);
});

test('steps that are new, gone or not the same are marked', () => {
  expect([...compareGraphs({ before: OLD, after: NEW }, null).changed].sort()).toEqual(['b', 'fresh', 'gone']);
});

test('every step and wire has both counts, 0 where nothing came by', () => {
  const report = found(side({ a: 7, gone: 2 }, { 'a.yes': 5 }), side({ a: 7, b: 4 }, { 'a.yes': 4 }));
  const { comparison } = compareGraphs({ before: OLD, after: NEW }, report);
  expect(comparison?.nodes).toEqual({
    a: { before: 7, after: 7 },
    b: { before: 0, after: 4 },
    fresh: { before: 0, after: 0 },
    gone: { before: 2, after: 0 },
  });
  expect(comparison?.ports).toEqual({ 'a.yes': { before: 5, after: 4 }, 'b.yes': { before: 0, after: 0 } });
});

test('compared with nothing there is one count, and no step is changed', () => {
  const {
    comparison,
    changed,
    graph: drawn,
  } = compareGraphs({ before: null, after: NEW }, found(null, side({ a: 3 }, {})));
  expect(comparison?.nodes.a).toEqual({ before: null, after: 3 });
  expect(changed.size).toBe(0);
  expect(drawn).toBe(NEW);
});
