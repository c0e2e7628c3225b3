import { expect, test } from 'vitest';
import { hourBars, precision } from './hours.ts';

const won = (byHour: Readonly<Record<number, number>>, median: number | null) => ({
  cases: 0,
  median,
  mean: null,
  quarters: null,
  byHour: Array.from({ length: 25 }, (_, at) => byHour[at] ?? 0),
});

test('there is a bar for each hour of a day, as high as its part of the highest', () => {
  const bars = hourBars(won({ 0: 1, 5: 4, 23: 2 }, 5.5));
  expect(bars).toHaveLength(24);
  expect(bars[0]).toEqual({ hours: 1, cases: 1, part: 0.25, middle: false });
  expect(bars[5]).toEqual({ hours: 6, cases: 4, part: 1, middle: true });
  expect(bars[23]?.part).toBe(0.5);
});

test('a night that is longer than a day has a bar of its own', () => {
  expect(hourBars(won({ 24: 1 }, 24.5)).at(-1)).toEqual({ hours: 25, cases: 1, part: 1, middle: true });
});

test('no cases are no bars of any height', () => {
  expect(hourBars(won({}, null)).every(({ part, middle }) => part === 0 && !middle)).toBe(true);
});

test('precision counts only cases that people said something of', () => {
  expect(precision({ acted: 3, noActionNeeded: 1 })).toBe(0.75);
  expect(precision({ acted: 0, noActionNeeded: 0 })).toBeNull();
});
