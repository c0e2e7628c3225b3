import { expect, test } from 'vitest';
import { HeardChanges } from './heard-changes.ts';

const change = (id: string, changed_at_ms: number) => ({ environment: 'e', id, changed_at_ms });

test('each change is told once, also one that is seen after a later one', () => {
  const changes = new HeardChanges();
  changes.from(10_000);
  const fresh = (...all: ReturnType<typeof change>[]) => changes.fresh(all).map(({ id }) => id);
  expect(changes.sinceMs).toBe(10_000);
  expect(fresh(change('a', 10_100))).toEqual(['a']);
  expect(fresh(change('a', 10_100), change('b', 15_000))).toEqual(['b']);
  expect(changes.sinceMs).toBe(13_000);
  expect(fresh(change('late', 14_000), change('b', 15_000))).toEqual(['late']);
  expect(fresh(change('late', 14_000), change('b', 15_500))).toEqual(['b']);
});
