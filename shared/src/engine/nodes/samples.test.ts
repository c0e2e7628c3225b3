import { expect, it } from 'vitest';
import type { CanonicalEvent } from '../../event/index.ts';
import { LIMITS } from '../../limits/index.ts';
import { addedLast, sampleOf, surplus, withoutMark, withSample } from './samples.ts';
import { markOf } from './sensing.ts';

const at = (id: string, minute: number, more: Partial<CanonicalEvent> = {}): CanonicalEvent => ({
  id,
  source: '/probe',
  type: 'telematics.reading',
  subject: 'shipment:S-1',
  time: `2026-03-02T08:${String(minute).padStart(2, '0')}:00.000Z`,
  data: {},
  ...more,
});

function kept(events: readonly CanonicalEvent[]) {
  let samples: ReturnType<typeof sampleOf<string>>[] = [];
  for (const event of events) samples = [...withSample(samples, sampleOf(event, event.id), undefined)];
  return samples.map(([, , value]) => value).join('');
}

it('puts samples in the order of their time, whenever they come', () => {
  expect(kept([at('a', 10), at('c', 30), at('b', 20)])).toBe('abc');
});

it('orders samples of one moment by when their source knew, then by sequence as a number, then as they came', () => {
  const known = (second: number) => ({ recordedtime: `2026-03-02T09:00:0${second}.000Z` });
  expect(kept([at('b', 10, known(2)), at('a', 10, known(1)), at('0', 10)])).toBe('0ab');
  expect(kept([at('b', 10, { sequence: '10' }), at('a', 10, { sequence: '009' })])).toBe('ab');
  expect(kept([at('b', 10), at('a', 10)])).toBe('ba');
});

it('knows an event that comes again, and two sources that use one id apart', () => {
  expect(kept([at('a', 10), at('a', 10)])).toBe('a');
  expect(kept([at('a', 10), at('a', 10, { source: '/other' })])).toBe('aa');
});

it('gives up what is not newer than what was merged', () => {
  const samples = withSample([], sampleOf(at('a', 10), 1), Date.parse('2026-03-02T08:10:00.000Z'));
  expect(samples).toEqual([]);
  expect(surplus(Array.from({ length: LIMITS.lateSamples + 3 }, () => sampleOf(at('a', 1), 1)))).toBe(3);
});

it('takes out what was taken back, and tells when a list has only grown at its end', () => {
  const one = withSample([], sampleOf(at('a', 10), 1), undefined);
  const two = withSample(one, sampleOf(at('b', 20), 2), undefined);
  expect(addedLast(one, two)).toEqual([two[1]]);
  expect(addedLast(two, withSample(two, sampleOf(at('c', 15), 3), undefined))).toBeUndefined();
  expect(withoutMark(two, markOf(at('b', 20)))).toEqual(one);
  expect(addedLast(two, withoutMark(two, markOf(at('b', 20))))).toBeUndefined();
});
