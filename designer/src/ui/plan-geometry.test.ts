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

const toTheDay = (date: string) => ({ at: `${date}T00:00:00.000Z`, quality: 'day' as const, localOffset: null });
const promised = { at: '2012-01-31T23:59:59.999Z', quality: 'day' as const, localOffset: null };
const delivery = (actual: string | null) => ({
  ...milestone('delivery', 0, null, null),
  plan: promised,
  actual: actual === null ? null : toTheDay(actual),
});
const single = (actual: string | null, now: string) =>
  planGeometry({ milestones: [delivery(actual)], commitment: promised, now: toTheDay(now).at, width: 500 });

test('a promised delivery that has not come is late until now, and says by how much', () => {
  const shape = single(null, '2012-02-08');
  expect([shape.lateFrom, shape.lateTo]).toEqual([shape.promise?.x, shape.nowX]);
  expect(shape.owed).toMatchObject({ late: true, text: '8 days' });
  expect(shape.plan).toEqual([8, shape.promise?.x]);
  expect(shape.ahead).toEqual([8, 492]);
});

test('a delivery that is still promised is ahead and not late', () => {
  const shape = single(null, '2012-01-28');
  expect(shape.owed).toMatchObject({ late: false, text: '3 days' });
  expect([shape.lateFrom, shape.lateTo]).toEqual([null, null]);
});

test('a delivery on the promised day stands at the promise, one a day after it is late', () => {
  const inTime = single('2012-01-31', '2014-01-01');
  expect(inTime.marks.find((mark) => mark.row === 'actual')?.x).toBe(inTime.promise?.x);
  expect([inTime.lateFrom, inTime.owed, inTime.nowX]).toEqual([null, null, null]);
  const late = single('2012-02-01', '2014-01-01');
  expect(late.lateFrom).toBe(late.promise?.x);
  expect(late.lateTo).toBe(late.marks.find((mark) => mark.row === 'actual')?.x);
  expect(late.lateTo).toBeGreaterThan(late.lateFrom ?? 0);
});

test('a promise without any milestone is drawn too', () => {
  const shape = planGeometry({ milestones: [], commitment: promised, now: '2012-02-08T00:00:00.000Z', width: 500 });
  expect(shape.marks).toEqual([]);
  expect(shape.owed).toMatchObject({ late: true, text: '8 days' });
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
