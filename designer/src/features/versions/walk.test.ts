import { expect, test } from 'vitest';
import { placeAt, stepBy } from './walk.ts';

test('n and j go on, p and k go back, and the end leads to the beginning', () => {
  expect(['n', 'j', 'p', 'k'].map((key) => stepBy(key, 1, 3))).toEqual([2, 2, 0, 0]);
  expect([stepBy('n', 2, 3), stepBy('p', 0, 3)]).toEqual([0, 2]);
  expect([stepBy('x', 1, 3), stepBy('n', 0, 0)]).toEqual([null, null]);
});

test('an address may name a difference that is gone', () => {
  expect([placeAt(undefined, 4), placeAt(3, 4), placeAt(9, 4), placeAt(0, 4)]).toEqual([0, 2, 0, 0]);
});
