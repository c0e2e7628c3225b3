import { differencesOf } from '@slipway/shared/workflow/diff';
import { type DraftGraph, graphOf } from '@slipway/shared/workflow/edit';
import { expect, test } from 'vitest';
import { marksOf, placeOf, unite } from './united.ts';

const node = (id: string, title = id) => ({ id, kind: 'set', title, config: { values: {} } });
const drawn = (ids: readonly string[], edges: readonly (readonly [string, string])[], layout: object): DraftGraph =>
  graphOf({
    id: 'w',
    name: 'W',
    subject: 'shipment',
    nodes: ids.map((id) => node(id)),
    edges: edges.map(([from, to]) => ({ from: `${from}.out`, to: `${to}.in` })),
    layout,
  });

test('what is gone stands where it stood, moved as its neighbours were', () => {
  const before = drawn(
    ['a', 'x', 'b'],
    [
      ['a', 'x'],
      ['x', 'b'],
    ],
    { a: [0, 0], x: [0, 130], b: [0, 260] },
  );
  const after = drawn(['a', 'b'], [['a', 'b']], { a: [100, 0], b: [100, 260] });
  const both = unite(before, after);
  expect(both.layout).toEqual({ a: [100, 0], b: [100, 260], x: [100, 130] });
  expect(both.edges.map(({ from, to }) => `${from}>${to}`)).toEqual(['a.out>b.in', 'a.out>x.in', 'x.out>b.in']);
});

test('a step that is gone is not put upon one that took its place', () => {
  const before = drawn(['a', 'x'], [['a', 'x']], { a: [0, 0], x: [0, 130] });
  const after = drawn(['a', 'y'], [['a', 'y']], { a: [0, 0], y: [0, 130] });
  expect(unite(before, after).layout?.x).toEqual([300, 130]);
});

test('cards and wires say which version has them, and a walk finds its way', () => {
  const before = drawn(['a', 'x'], [['a', 'x']], { a: [0, 0], x: [0, 130] });
  const after = drawn(['a', 'y'], [['a', 'y']], { a: [40, 0], y: [0, 130] });
  const differences = differencesOf(before, after);
  const { nodes, wires } = marksOf(differences);
  expect(Object.entries(nodes).map(([id, { change }]) => `${id} ${change}`)).toEqual([
    'a changed',
    'y added',
    'x removed',
  ]);
  expect(wires).toEqual({ 'a.out>y.in': 'added', 'a.out>x.in': 'removed' });
  expect(placeOf(differences[2])).toBe('x');
});
