import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { atRest } from './at-rest.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What is done at rest, and how long it takes each time. */
function checking(tookMs: number) {
  let nowMs = 0;
  let done = 0;
  const task = () => {
    done += 1;
    nowMs += tookMs;
  };
  return { rest: atRest(task, 120, () => nowMs), done: () => done };
}

test('what is asked for again and again is done once, when nobody asks any more', () => {
  const { rest, done } = checking(5);
  for (let key = 0; key < 4; key += 1) {
    rest.ask();
    vi.advanceTimersByTime(100);
  }
  expect(done()).toBe(0);
  vi.advanceTimersByTime(20);
  expect(done()).toBe(1);
});

test('what took long waits longer the next time, so that the next key does not wait for it', () => {
  const { rest, done } = checking(100);
  rest.ask();
  vi.advanceTimersByTime(120);
  expect(done()).toBe(1);
  rest.ask();
  vi.advanceTimersByTime(299);
  expect(done()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(done()).toBe(2);
});

test('it is not done after it was stopped', () => {
  const { rest, done } = checking(5);
  rest.ask();
  rest.stop();
  vi.advanceTimersByTime(1_000);
  expect(done()).toBe(0);
});
