import type { Counters, LiveChange } from '@slipway/shared/api';
import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { applyChange, mergeCounters } from './live.ts';
import { keyOf } from './queries.ts';

const passed = (count: number) => ({ count, waiting: 0, failed: 0, spark: [] });
const counters: Counters = {
  version: 3,
  since: '2026-11-19T13:00:00.000Z',
  nodes: { late: passed(1), worth: passed(2) },
  ports: { 'late.out': 1 },
};

test('the steps that changed take their new counts, the others keep theirs', () => {
  const merged = mergeCounters(counters, { version: 3, nodes: { late: passed(5) }, ports: { 'late.out': 5 } });
  expect(merged?.nodes).toEqual({ late: passed(5), worth: passed(2) });
  expect(merged?.ports).toEqual({ 'late.out': 5 });
});

test('counts of another version are not mixed in', () => {
  expect(mergeCounters(counters, { version: 4, nodes: { late: passed(5) }, ports: {} })).toBe(counters);
});

test('a change marks the lists that it touches and makes the details it names stale', () => {
  const client = new QueryClient();
  const one = keyOf('dev', 'exceptions', 'one', 'ex1');
  const other = keyOf('dev', 'exceptions', 'one', 'ex2');
  client.setQueryData(one, {});
  client.setQueryData(other, {});
  const marked: string[] = [];
  const change: LiveChange = { type: 'changed', exceptions: { ids: ['ex1'], more: false }, outbox: 4 };
  applyChange(client, 'dev', change, (noun) => marked.push(noun));
  expect(marked).toEqual(['exceptions', 'outbox']);
  expect(client.getQueryState(one)?.isInvalidated).toBe(true);
  expect(client.getQueryState(other)?.isInvalidated).toBe(false);
});

test('nothing changed marks nothing', () => {
  const marked: string[] = [];
  const change: LiveChange = { type: 'changed', subjects: { ids: [], more: false } };
  applyChange(new QueryClient(), 'dev', change, (noun) => marked.push(noun));
  expect(marked).toEqual([]);
});
