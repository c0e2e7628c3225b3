import { expect, test } from 'vitest';
import type { Cause } from './askers.ts';
import { layOutTrack, momentAt, waitFor } from './track-layout.ts';

const HOUR = 3_600_000;
const moment = (atMs: number, cause: Cause = 'event') => ({ atMs, cause });
const four = [moment(0), moment(6 * HOUR), moment(6 * HOUR + 9_000, 'answer'), moment(7 * HOUR)];

test('marks stand in the order of time, those of one row with room for words', () => {
  const { xs, width } = layOutTrack(four, 900);
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
  expect((xs[3] ?? 0) - (xs[1] ?? 0)).toBeGreaterThanOrEqual(116);
  expect(width).toBe(900);
});

test('a track that does not fit goes beyond its width, and a series of readings takes little of it', () => {
  expect(layOutTrack(four, 200).width).toBeGreaterThan(200);
  const series = Array.from({ length: 80 }, (_, at) => moment(at * 60_000));
  expect(layOutTrack(series, 600).width).toBeLessThan(80 * 60);
});

test('a time between two moments stands between them, and what lies ahead behind the last', () => {
  const { xs, xOf } = layOutTrack(four, 900);
  expect(xOf(3 * HOUR)).toBeGreaterThan(xs[0] ?? 0);
  expect(xOf(3 * HOUR)).toBeLessThan(xs[1] ?? 0);
  expect(xOf(70 * HOUR)).toBeGreaterThan(xs[3] ?? 0);
});

test('a place on the track means the moment that stands last before it', () => {
  const { xs } = layOutTrack(four, 900);
  expect(momentAt(xs, 0)).toBe(0);
  expect(momentAt(xs, (xs[2] ?? 0) + 1)).toBe(2);
  expect(momentAt(xs, 5_000)).toBe(3);
});

test('a scenario that plays by itself keeps the chosen speed, and never makes anybody wait for long', () => {
  expect(waitFor('hour', 2 * HOUR)).toBe(2_000);
  expect(waitFor('minute', 30 * 24 * HOUR)).toBe(5_000);
  expect(waitFor('day', 1)).toBe(120);
});
