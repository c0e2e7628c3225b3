import { LIMITS } from '../../../limits/index.ts';
import type { ConfigOf } from '../../../workflow/index.ts';
import { type Extent, extentWith, NOWHERE } from './extent.ts';

type Aggregate = ConfigOf<'window'>['aggregate'];

/** What a window makes of its samples, one after the other; every total is JSON. */
export interface Aggregation<Total> {
  readonly empty: Total;
  readonly add: (total: Total, value: unknown, atMs: number) => Total;
  /** Undefined where the samples do not say. */
  readonly value: (total: Total) => number | undefined;
}

interface Sum {
  readonly n: number;
  readonly sum: number;
}
interface Range {
  readonly min: number;
  readonly max: number;
}
interface Slope {
  readonly first: readonly [atMs: number, value: number];
  readonly last: readonly [atMs: number, value: number];
}

const sum: Aggregation<Sum> = {
  empty: { n: 0, sum: 0 },
  add: ({ n, sum }, value) => ({ n: n + 1, sum: sum + Number(value) }),
  value: (total) => total.sum,
};

const range: Aggregation<Range | null> = {
  empty: null,
  add: (total, value) => {
    const number = Number(value);
    return { min: Math.min(total?.min ?? number, number), max: Math.max(total?.max ?? number, number) };
  },
  value: (total) => (total ? total.max - total.min : undefined),
};

/** Activation energy over the gas constant, in kelvin: 83.144 kJ/mol, as in USP ⟨1079.2⟩ and in the loggers. */
const KELVIN = 83.144 / 0.0083144;
const ZERO_CELSIUS = 273.15;

const kinetic: Aggregation<Sum> = {
  empty: { n: 0, sum: 0 },
  add: ({ n, sum }, value) => ({ n: n + 1, sum: sum + Math.exp(-KELVIN / (Number(value) + ZERO_CELSIUS)) }),
  value: ({ n, sum }) => (n === 0 ? undefined : KELVIN / -Math.log(sum / n) - ZERO_CELSIUS),
};

const distinct: Aggregation<readonly string[]> = {
  empty: [],
  add: (seen, value) => {
    const text = String(value);
    return seen.includes(text) || seen.length >= LIMITS.windowSamples ? seen : [...seen, text];
  },
  value: (seen) => seen.length,
};

const displacement: Aggregation<Extent> = {
  empty: NOWHERE,
  add: (extent, value) => extentWith(extent, value as readonly [number, number]),
  value: (extent) => (extent.points.length === 0 ? undefined : extent.km),
};

/** Change from the first sample to the last, per `rateMs`. */
function slope(rateMs: number): Aggregation<Slope | null> {
  return {
    empty: null,
    add: (total, value, atMs) => {
      const sample = [atMs, Number(value)] as const;
      return { first: total?.first ?? sample, last: sample };
    },
    value: (total) => {
      if (!total || total.last[0] === total.first[0]) return undefined;
      return ((total.last[1] - total.first[1]) / (total.last[0] - total.first[0])) * rateMs;
    },
  };
}

/** Milliseconds that were true, the newest sample, and the bound before which nothing of it counts. */
export interface Minutes {
  readonly ms: number;
  readonly last?: readonly [atMs: number, held: boolean];
  readonly fromMs?: number;
}

/** What holds at a sample holds until the next one, but no longer than `maxGapMs`. */
function minutes(maxGapMs: number): Aggregation<Minutes> {
  return {
    empty: { ms: 0 },
    add: (total, value, atMs) => {
      const { ms, last, fromMs } = total;
      const begins = Math.max(last?.[0] ?? atMs, fromMs ?? -Infinity);
      const ends = Math.min(atMs, (last?.[0] ?? atMs) + maxGapMs);
      return { ...total, ms: ms + (last?.[1] ? Math.max(0, ends - begins) : 0), last: [atMs, value === true] };
    },
    value: ({ ms }) => ms / 60_000,
  };
}

/** How each aggregate is made. */
export function makeAggregation(aggregate: Aggregate, rateMs: number, maxGapMs = Infinity): Aggregation<unknown> {
  const made: { readonly [A in Aggregate]: unknown } = {
    count: { ...sum, value: ({ n }: Sum) => n },
    sum,
    avg: { ...sum, value: ({ n, sum }: Sum) => (n === 0 ? undefined : sum / n) },
    min: { ...range, value: (total: Range | null) => total?.min },
    max: { ...range, value: (total: Range | null) => total?.max },
    spread: range,
    distinct,
    rate: slope(rateMs),
    displacement,
    minutesTrue: minutes(maxGapMs),
    meanKineticTemperature: kinetic,
  };
  return made[aggregate] as Aggregation<unknown>;
}

/** Nothing happened in a window that counts; of a window that measures an empty one tells nothing. */
export const COUNTING: ReadonlySet<Aggregate> = new Set(['count', 'distinct', 'sum', 'minutesTrue']);
