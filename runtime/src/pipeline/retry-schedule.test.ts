import { expect, test } from 'vitest';
import { retryDelayMs } from './retry-schedule.ts';

const schedule = { firstRetryMs: 1_000, mostRetryMs: 60_000 };
const live = { replay: false, random: 1 };

test('the ceiling doubles with every failure up to the most', () => {
  const delays = [1, 2, 3, 7, 100].map((failed) => retryDelayMs(schedule, failed, live));
  expect(delays).toEqual([1_000, 2_000, 4_000, 60_000, 60_000]);
});

test('the jitter is full: anything from nothing to the ceiling', () => {
  expect(retryDelayMs(schedule, 3, { ...live, random: 0 })).toBe(0);
  expect(retryDelayMs(schedule, 3, { ...live, random: 0.25 })).toBe(1_000);
});

test('it waits at least as long as the target asked for', () => {
  expect(retryDelayMs(schedule, 1, { ...live, random: 0.5, afterMs: 7_000 })).toBe(7_000);
});

test('a replay, whose clock stands still meanwhile, waits only for what the target asked for', () => {
  expect(retryDelayMs(schedule, 9, { ...live, replay: true })).toBe(250);
  expect(retryDelayMs(schedule, 9, { ...live, replay: true, afterMs: 2_000 })).toBe(2_000);
});
