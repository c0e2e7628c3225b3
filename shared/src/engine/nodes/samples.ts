import type { CanonicalEvent } from '../../event/index.ts';
import { LIMITS } from '../../limits/index.ts';
import { instantToMs } from '../../time/index.ts';
import type { Sample } from '../types.ts';
import { markOf } from './sensing.ts';

/** What a sense node keeps of an event: a number of bytes that does not depend on the event's size. */
export function sampleOf<Value>(event: CanonicalEvent, value: Value): Sample<Value> {
  const rank = rankOf(event);
  const sample = [instantToMs(event.time), markOf(event), value] as const;
  return rank === '' ? sample : [...sample, rank];
}

/**
 * The samples with one more, at its place in time; the same list where nothing is new in it. An event that comes again
 * finds itself by its mark; what is not newer than `lastMs` (already merged into a total) comes too late to be judged.
 */
export function withSample<Value>(
  samples: readonly Sample<Value>[],
  sample: Sample<Value>,
  lastMs: number | undefined,
): readonly Sample<Value>[] {
  if (lastMs !== undefined && sample[0] <= lastMs) return samples;
  if (samples.some(([, mark]) => mark === sample[1])) return samples;
  let place = samples.length;
  for (let before = samples[place - 1]; before && isAfter(before, sample); before = samples[place - 1]) place -= 1;
  return samples.toSpliced(place, 0, sample);
}

/** The one sample by which a list has grown at its end; nothing where it has changed in another way. */
export function addedLast<Value>(
  before: readonly Sample<Value>[],
  after: readonly Sample<Value>[],
): readonly Sample<Value>[] | undefined {
  const last = after.at(-1);
  if (!last || after.length !== before.length + 1) return undefined;
  return before.length === 0 || after[before.length - 1] === before.at(-1) ? [last] : undefined;
}

/** The samples without the one of an event that was taken back; the same list where it is not among them. */
export function withoutMark<Value>(samples: readonly Sample<Value>[], mark: string): readonly Sample<Value>[] {
  const place = samples.findIndex((sample) => sample[1] === mark);
  return place < 0 ? samples : samples.toSpliced(place, 1);
}

/** How many of the oldest samples are more than late evidence is kept for. */
export function surplus(samples: readonly Sample<unknown>[]): number {
  return Math.max(0, samples.length - LIMITS.lateSamples);
}

/** Of equal time and rank, the one that came first stands first: as in fold order, where the offset decides. */
function isAfter(one: Sample<unknown>, other: Sample<unknown>): boolean {
  return one[0] === other[0] ? (one[3] ?? '') > (other[3] ?? '') : one[0] > other[0];
}

/** Fold order behind `time`: when the source knew, then its sequence; numbers compare by value (see `event/order.ts`). */
function rankOf({ recordedtime, sequence }: CanonicalEvent): string {
  if (recordedtime === undefined && sequence === undefined) return '';
  const known = recordedtime === undefined ? '' : instantToMs(recordedtime).toString(36).padStart(9, '0');
  const digits = (sequence ?? '').replace(/^0+(?=\d)/, '');
  return `${known}.${String(digits.length).padStart(2, '0')}${digits}`;
}
