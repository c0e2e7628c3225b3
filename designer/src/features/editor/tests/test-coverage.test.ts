import type { Scenario } from '@slipway/shared/examples/scenario.ts';
import { expect, test } from 'vitest';
import { coverageOf, coverageOverlay, isTesting } from './test-coverage.ts';

const step = (id: string) => ({ id, kind: 'condition', title: id, config: {} });
const graph = {
  nodes: [step('a'), step('b'), step('c')],
  edges: [
    { from: 'a.yes', to: 'b.in' },
    { from: 'a.no', to: 'c.in' },
  ],
};
const result = (name: string, ...path: string[]) =>
  [name, { name, differences: [], failure: undefined, path }] as const;

test('ports by which a test leaves are covered, and the share is never rounded up to all', () => {
  const results = new Map([result('one', 'a.yes'), result('two', 'a.yes')]);
  expect(coverageOf({ results, ports: ['a.yes', 'a.no', 'b.out'] })).toEqual({ taken: 1, of: 3, percent: 33 });
  expect(coverageOf({ results: new Map(), ports: [] }).percent).toBe(100);
});

test('the canvas says of each wire whether a test takes it, and of each step in how many', () => {
  const results = new Map([result('one', 'a.yes'), result('two', 'a.yes')]);
  const { marks, untried, chips } = coverageOverlay(graph, { results, ports: ['a.yes', 'a.no'] });
  expect([...marks.lit]).toEqual(['a.yes>b.in']);
  expect([...(untried ?? [])]).toEqual(['a.no>c.in']);
  expect(chips).toEqual({ 'a.no>c.in': 'not tested' });
  expect(marks.nodes.b?.answer).toBe('in 2 tests');
  expect(marks.nodes.c).toMatchObject({ state: 'not-reached', answer: 'in no test' });
});

test('nobody is told to wait for tests that there are none of', () => {
  const one = { name: 'one' } as Scenario;
  expect(isTesting({ running: true, tests: { scenarios: [one] } })).toBe(true);
  expect(isTesting({ running: true, tests: { scenarios: [] } })).toBe(false);
  expect(isTesting({ running: false, tests: { scenarios: [one] } })).toBe(false);
});
