import { expect, test } from 'vitest';
import type { Scenario } from '../scenario.ts';
import { compareOutcome } from './judge.ts';

const run = (node: string, status = 'done') => ({ node, status, at: '+1h' });
const came = (...nodes: string[]) => ({
  runs: nodes.map((node) => run(node)),
  exceptions: [],
  actions: [],
  emitted: [],
  path: nodes.map((node) => `${node}.out`),
});
const wants = (expectation: Partial<Scenario['expect']>): Scenario => ({
  name: 'A',
  start: '2026-03-02T08:00:00.000Z',
  subject: 'shipment:1',
  steps: [{ at: '0' }],
  expect: { runs: [], exceptions: [], actions: [], ...expectation },
});

test('an exact list tells what is missing, too many and other', () => {
  const runs = [run('a'), { ...run('b', 'failed'), at: '+60m' }];
  expect(compareOutcome(wants({ runs }), came('a', 'b', 'c'))).toEqual([
    { kind: 'field', list: 'runs', index: 1, field: 'status', got: 'done', wanted: 'failed' },
    { kind: 'extra', list: 'runs', index: 2, item: run('c') },
  ]);
  expect(compareOutcome(wants({ runs: [run('a'), run('b')] }), came('a'))).toMatchObject([
    { kind: 'missing', list: 'runs', index: 1 },
  ]);
});

test('a loose list may have more, and keeps its order', () => {
  const loose = ['runs'] as const;
  const asks = (...nodes: string[]) =>
    wants({ runs: nodes.map((node) => ({ node, status: 'done' })), loose: [...loose] });
  expect(compareOutcome(asks('a', 'c'), came('a', 'b', 'c'))).toEqual([]);
  expect(compareOutcome(asks(), came('a', 'b', 'c'))).toEqual([]);
  expect(compareOutcome(asks('c', 'a'), came('a', 'b', 'c'))).toMatchObject([{ kind: 'missing', index: 1 }]);
});

test('ports that must be passed are found wherever they come', () => {
  expect(compareOutcome(wants({ loose: ['runs'], through: ['b.out'] }), came('a', 'b'))).toEqual([]);
  expect(compareOutcome(wants({ loose: ['runs'], through: ['c.out'] }), came('a', 'b'))).toEqual([
    { kind: 'through', port: 'c.out' },
  ]);
});
