import type { Counters } from '@slipway/shared/api';
import { expect, onTestFinished, test, vi } from 'vitest';
import { LiveCounts } from './live-counts.ts';

const counts = (late: number, worth: number): Counters => ({
  version: 1,
  since: '2026-03-02T08:00:00.000Z',
  nodes: {
    late: { count: late, waiting: 0, failed: 0, spark: [0, late] },
    worth: { count: worth, waiting: 0, failed: 0, spark: [0, worth] },
  },
  ports: { 'late.out': late },
});

function watched(first?: Counters) {
  const clock = { nowMs: 0 };
  const live = new LiveCounts(first, () => clock.nowMs);
  const heard: string[] = [];
  for (const what of ['#late', '#worth', 'late.out']) live.watch(what, () => heard.push(what));
  return { clock, live, heard };
}

test('only what moved is told', () => {
  const { live, heard } = watched(counts(1, 1));
  live.take(counts(2, 1));
  expect(heard).toEqual(['#late', 'late.out']);
  expect(live.node('late')?.count).toBe(2);
  expect(live.port('late.out')).toBe(2);
});

test('a step that did not move keeps its object', () => {
  const { live } = watched(counts(1, 1));
  const before = live.node('worth');
  live.take(counts(2, 1));
  expect(live.node('worth')).toBe(before);
});

test('however often counts come, they are told four times a second, the last ones at last', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { clock, live, heard } = watched(counts(0, 0));
  for (let at = 1; at <= 100; at += 1) {
    live.take(counts(at, 0));
    clock.nowMs += 10;
    vi.advanceTimersByTime(10);
  }
  expect(heard.filter((what) => what === '#late').length).toBeLessThanOrEqual(5);
  clock.nowMs += 250;
  vi.advanceTimersByTime(250);
  expect(live.node('late')?.count).toBe(100);
});

test('who has stopped watching hears nothing', () => {
  const live = new LiveCounts(counts(1, 1));
  let heard = 0;
  live.watch('#late', () => {
    heard += 1;
  })();
  live.take(counts(2, 1));
  expect(heard).toBe(0);
});
