import { expect, test } from 'vitest';
import { planGeometry } from './plan-geometry.ts';

const at = (hour: number) => ({
  at: new Date(Date.UTC(2026, 10, 19, hour)).toISOString(),
  quality: 'exact' as const,
  localOffset: null,
});
const milestone = (key: string, plan: number, actual: number | null, estimate: number | null) => ({
  key,
  title: key,
  place: null,
  plan: at(plan),
  actual: actual === null ? null : at(actual),
  estimate: estimate === null ? null : at(estimate),
});
const milestones = [milestone('pickup', 0, 1, null), milestone('delivery', 20, null, 24)];

test('the drawing runs from the earliest to the latest moment', () => {
  const shape = planGeometry({ milestones, commitment: at(22), now: at(2).at, width: 500 });
  const xs = shape.marks.map((mark) => mark.x);
  expect([Math.min(...xs), Math.max(...xs)]).toEqual([8, 492]);
});

test('an estimate after the promise is late from the promise on', () => {
  const shape = planGeometry({ milestones, commitment: at(22), now: at(2).at, width: 500 });
  expect(shape.lateFrom).toBe(shape.promise?.x);
  expect(shape.lateTo).toBe(492);
  const inTime = planGeometry({ milestones, commitment: at(25), now: at(2).at, width: 500 });
  expect(inTime.lateFrom).toBeNull();
});

test('what was done reaches to now while something is still ahead', () => {
  const shape = planGeometry({ milestones, commitment: null, now: at(6).at, width: 500 });
  expect(shape.done?.[1]).toBe(shape.nowX);
});

test('now is left out when it lies years after the shipment', () => {
  const shape = planGeometry({ milestones, commitment: null, now: '2030-01-01T00:00:00.000Z', width: 500 });
  expect(shape.nowX).toBeNull();
});

test('labels that would run into each other are left out, the last one never', () => {
  const crowded = [milestone('a', 0, 0, null), milestone('b', 20, 20, null), milestone('c', 21, 21, null)];
  const shape = planGeometry({ milestones: crowded, commitment: null, now: at(40).at, width: 300 });
  const actual = shape.marks.filter((mark) => mark.row === 'actual');
  expect(actual.map((mark) => mark.labelled)).toEqual([true, false, true]);
});
