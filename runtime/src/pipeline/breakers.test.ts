import { LIMITS } from '@slipway/shared/limits';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Breaker, Breakers } from './breakers.ts';

const FIRST_MS = LIMITS.breakerSeconds * 1_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function made() {
  const told: Breaker['state'][] = [];
  const breakers = new Breakers({ nowMs: () => Date.now(), onChange: (_, { state }) => told.push(state) });
  const fail = (times: number) => {
    for (let time = 0; time < times; time += 1) breakers.heard('tms', 'unwell');
  };
  return { breakers, told, fail };
}

test('failures in a row open a connection, an answer in between begins anew, and others are not touched', () => {
  const { breakers, told, fail } = made();
  fail(LIMITS.breakerFailures - 1);
  breakers.heard('tms', 'answered');
  fail(LIMITS.breakerFailures - 1);
  expect(breakers.capacity('tms', 8)).toBe(8);
  fail(1);
  expect([breakers.capacity('tms', 8), breakers.capacity('mail', 8)]).toEqual([0, 8]);
  expect(told).toEqual(['open']);
});

test('after a while one call tries it: answered, all go on', () => {
  const { breakers, told, fail } = made();
  fail(LIMITS.breakerFailures);
  vi.advanceTimersByTime(FIRST_MS);
  expect(breakers.capacity('tms', 8)).toBe(1);
  breakers.heard('tms', 'answered');
  expect(breakers.capacity('tms', 8)).toBe(8);
  expect(told).toEqual(['open', 'half-open', 'closed']);
  expect(breakers.all.size).toBe(0);
});

test('not answered, it is left alone for twice as long, up to a bound', () => {
  const { breakers, fail } = made();
  fail(LIMITS.breakerFailures);
  let waitMs = FIRST_MS;
  for (let round = 0; round < 10; round += 1) {
    vi.advanceTimersByTime(waitMs - 1);
    expect(breakers.capacity('tms', 8)).toBe(0);
    vi.advanceTimersByTime(1);
    expect(breakers.capacity('tms', 8)).toBe(1);
    fail(1);
    waitMs = Math.min(waitMs * 2, LIMITS.breakerMaxSeconds * 1_000);
  }
});

test('a call that was on its way when it opened neither closes it nor prolongs the wait', () => {
  const { breakers, fail } = made();
  fail(LIMITS.breakerFailures);
  vi.advanceTimersByTime(FIRST_MS / 2);
  breakers.heard('tms', 'answered');
  fail(3);
  expect(breakers.capacity('tms', 8)).toBe(0);
  vi.advanceTimersByTime(FIRST_MS / 2);
  expect(breakers.capacity('tms', 8)).toBe(1);
});

test('the target may ask for a longer rest', () => {
  const { breakers, fail } = made();
  fail(LIMITS.breakerFailures - 1);
  breakers.heard('tms', 'unwell', { afterMs: 60_000 });
  vi.advanceTimersByTime(59_999);
  expect(breakers.capacity('tms', 8)).toBe(0);
  vi.advanceTimersByTime(1);
  expect(breakers.capacity('tms', 8)).toBe(1);
});
