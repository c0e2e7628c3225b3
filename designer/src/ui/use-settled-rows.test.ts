import { expect, test } from 'vitest';
import { unsettled } from './use-settled-rows.ts';

const idOf = (row: string) => row;

test('a row that comes in between known ones waits, further pages do not', () => {
  expect([...unsettled(['new', 'a', 'mid', 'b', 'c', 'd'], idOf, new Set(['a', 'b']))]).toEqual(['new', 'mid']);
});

test('at first everything is shown', () => {
  expect(unsettled(['a', 'b'], idOf, new Set()).size).toBe(0);
});
