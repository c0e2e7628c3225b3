import { describe, expect, it } from 'vitest';
import { type Before, driftOf, type Running } from './drift.ts';

const runs = (number: number, paused = false): Running => ({ number, hash: `h${number}`, paused });
const before = (number: number | null, ...passed: number[]): Before => ({
  number,
  passed: new Set(passed.map((each) => `h${each}`)),
});

describe('a cell', () => {
  it.each([
    ['not-present', 0, null, before(2, 2), 2],
    ['in-sync', 0, runs(2), before(2, 1, 2), 9],
    ['paused', 0, runs(2, true), before(2, 2), 2],
    ['behind', 2, runs(1), before(3, 1, 2, 3), 3],
    ['behind', 2, runs(1, true), before(3, 1, 2, 3), 3],
    ['ahead', 1, runs(3), before(2, 2, 3), 3],
    ['ahead', 3, runs(3), before(null, 3), 3],
    ['changed-here', 1, runs(3), before(2, 1, 2), 3],
    ['changed-here', 0, runs(3), before(null), 3],
    ['in-sync', 0, runs(4), null, 4],
    ['behind', 3, runs(1), null, 4],
  ])('is %s by %i', (state, distance, here, earlier, newest) => {
    expect(driftOf(here, earlier, newest)).toEqual({ state, distance });
  });
});
