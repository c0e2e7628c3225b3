import { expect, test } from 'vitest';
import type { Compared } from './compare-graphs.ts';
import { differencesOf, stepOn } from './differences.ts';

const step = (id: string, number?: number) => ({
  id,
  kind: 'condition',
  title: id.toUpperCase(),
  config: {},
  ...(number === undefined ? {} : { number }),
});
const compared = (changed: readonly string[]): Compared => ({
  graph: { id: 'w', name: 'W', subject: 'shipment', nodes: [step('a', 4), step('b', 2), step('c', 3)], edges: [] },
  comparison: {
    nodes: { a: { before: 5, after: 5 }, b: { before: 5, after: 6 }, c: { before: 1, after: 1 } },
    ports: { 'a.yes': { before: 2, after: 3 }, 'a.no': { before: 3, after: 3 }, 'c.yes': { before: 1, after: 1 } },
  },
  changed: new Set(changed),
});

test('the walk stops at steps with other counts or other ways out, in the order of their numbers', () => {
  expect(differencesOf(compared([])).map(({ node }) => node.id)).toEqual(['b', 'a']);
  expect(differencesOf(compared([]))[1]?.ports).toEqual([{ port: 'yes', counts: { before: 2, after: 3 } }]);
});

test('a step that was changed is one of them though it counts the same', () => {
  expect(differencesOf(compared(['c'])).map(({ node, changed }) => [node.id, changed])).toEqual([
    ['b', false],
    ['c', true],
    ['a', false],
  ]);
});

test('the walk goes round and round', () => {
  expect(stepOn(-1, 1, 3)).toBe(0);
  expect(stepOn(-1, -1, 3)).toBe(2);
  expect(stepOn(2, 1, 3)).toBe(0);
  expect(stepOn(0, -1, 3)).toBe(2);
  expect(stepOn(0, 1, 0)).toBe(-1);
});
