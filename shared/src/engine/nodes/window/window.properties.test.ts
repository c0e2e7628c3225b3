import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distanceM } from '../../../geo/index.ts';
import { senseDesk, senseProgram } from '../../testing/sense-desk.ts';

// A failure prints its seed and path: `fc.assert(…, { seed, path })` plays it again.
const runs = { numRuns: 60 };

interface Rules {
  readonly aggregate: string;
  readonly operator: string;
  readonly threshold: number;
  readonly minutes: number;
  readonly minSamples: number;
  readonly full: boolean;
  readonly maxGap: number | undefined;
}

interface Reading {
  readonly minute: number;
  readonly value: number;
}

const FALLING = ['count', 'distinct', 'sum', 'minutesTrue'];
const measures = [...FALLING, 'avg', 'min', 'max', 'spread', 'rate', 'displacement', 'meanKineticTemperature'];
const operators = ['greaterThan', 'greaterThanInclusive', 'lessThan', 'lessThanInclusive'];

const rulesOf = fc.record<Rules>({
  aggregate: fc.constantFrom(...measures),
  operator: fc.constantFrom(...operators),
  threshold: fc.integer({ min: -2, max: 12 }),
  minutes: fc.integer({ min: 5, max: 40 }),
  minSamples: fc.integer({ min: 1, max: 3 }),
  full: fc.boolean(),
  maxGap: fc.option(fc.integer({ min: 3, max: 20 }), { nil: undefined }),
});

const series = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 25 }), value: fc.integer({ min: -3, max: 9 }) }), { maxLength: 20 })
  .map((steps) => {
    let minute = 0;
    return steps.map(({ gap, value }): Reading => {
      minute += gap;
      return { minute, value };
    });
  });

function program(rules: Rules, over: Readonly<Record<string, unknown>>) {
  const { aggregate, operator, threshold, minSamples, full, maxGap } = rules;
  const hot = { all: [{ fact: 'event', path: 'data.value', operator: 'greaterThan', value: 3 }] };
  return senseProgram('window', {
    on: ['telematics.reading'],
    aggregate,
    ...(aggregate === 'minutesTrue' ? { when: hot } : {}),
    ...(aggregate === 'displacement'
      ? { value: '{"lat": event.data.value * 0.01, "lon": 8.0}' }
      : { value: 'event.data.value' }),
    over,
    rateOf: '10m',
    threshold: { operator, value: threshold },
    minSamples,
    ...('sliding' in over && full ? { full } : {}),
    ...(maxGap === undefined ? {} : { maxGap: `${maxGap}m` }),
  });
}

/** What some samples come to, by the definition of each aggregate; `carry` is the sample before them. */
function worth(rules: Rules, inside: readonly Reading[], carry: Reading | undefined, from: number, maxGap = Infinity) {
  const values = inside.map(({ value }) => value);
  const total = values.reduce((sum, value) => sum + value, 0);
  const all = carry ? [carry, ...inside] : inside;
  switch (rules.aggregate) {
    case 'count':
      return values.length;
    case 'distinct':
      return new Set(values).size;
    case 'sum':
      return total;
    case 'minutesTrue':
      return all.reduce((sum, { minute, value }, i) => {
        const next = all[i + 1];
        if (!next || value <= 3) return sum;
        return sum + Math.max(0, Math.min(next.minute, minute + maxGap) - Math.max(minute, from));
      }, 0);
    case 'displacement': {
      const at = ({ value }: Reading) => ({ lat: value * 0.01, lon: 8 });
      if (all.length === 0) return undefined;
      return Math.max(...all.flatMap((one) => all.map((other) => distanceM(at(one), at(other)) / 1000)));
    }
  }
  if (values.length === 0) return undefined;
  const [first, last] = [inside[0], inside.at(-1)];
  switch (rules.aggregate) {
    case 'avg':
      return total / values.length;
    case 'min':
      return Math.min(...values);
    case 'max':
      return Math.max(...values);
    case 'spread':
      return Math.max(...values) - Math.min(...values);
    case 'rate':
      if (!first || !last || first === last) return undefined;
      return ((last.value - first.value) / ((last.minute - first.minute) * 60_000)) * 600_000;
    default: {
      const mean = values.reduce((sum, value) => sum + Math.exp(-10_000 / (value + 273.15)), 0) / values.length;
      return 10_000 / -Math.log(mean) - 273.15;
    }
  }
}

function passes({ operator, threshold }: Rules, value: number) {
  if (operator === 'greaterThan') return value > threshold;
  if (operator === 'greaterThanInclusive') return value >= threshold;
  return operator === 'lessThan' ? value < threshold : value <= threshold;
}

/** Every moment at which a sliding window can change, judged from the whole list of samples. */
function oracle(rules: Rules, readings: readonly Reading[], untilMinute: number) {
  const moments = [...new Set(readings.flatMap(({ minute }) => [minute, minute + rules.minutes]))]
    .filter((minute) => minute <= untilMinute)
    .sort((a, b) => a - b);
  const opened: number[] = [];
  let over = false;
  for (const moment of moments) {
    const from = moment - rules.minutes;
    const inside = readings.filter(({ minute }) => minute > from && minute <= moment);
    const carry = readings.findLast(({ minute }) => minute <= from);
    const value = worth(rules, inside, carry, from, rules.maxGap);
    const times = [...(carry ? [carry] : []), ...inside].map(({ minute }) => minute);
    const gaps = times.map((minute, i) => minute - (times[i - 1] ?? minute));
    const full =
      !rules.full ||
      (carry !== undefined &&
        inside.at(-1)?.minute === moment &&
        gaps.every((gap) => gap <= (rules.maxGap ?? Infinity)));
    const enough = inside.length >= rules.minSamples;
    if (value === undefined) continue;
    if (over && !enough && !FALLING.includes(rules.aggregate)) continue;
    const now: boolean = passes(rules, value) && (over || (enough && full));
    if (now && !over) opened.push(moment);
    over = now;
  }
  return { opened, over };
}

function feed(desk: ReturnType<typeof senseDesk>, { minute, value }: Reading, now: number) {
  desk.event(now, 'telematics.reading', { measure: 'x', value, unit: 'CEL' }, { id: `r${minute}`, time: minute });
}

function outcome(desk: ReturnType<typeof senseDesk>) {
  const state = desk.record().workflows.sense?.senses.node?.[''];
  const openings = (desk.record().workflows.sense?.runs ?? []).flatMap((run) => run.openings);
  return {
    opened: openings.filter(({ standing }) => standing).map(({ output }) => output.to),
    over: state?.kind === 'window' && state.spells.some(({ toMs }) => toMs === undefined),
  };
}

it('a sliding window passes its threshold exactly when its definition says, by samples and by timers', () => {
  fc.assert(
    fc.property(rulesOf, series, (rules, readings) => {
      // At such a moment the timer comes first and the sample may open it again: see `window.test.ts`.
      const leaves = new Set(readings.map(({ minute }) => minute + rules.minutes));
      fc.pre(readings.every(({ minute }) => !leaves.has(minute)));
      const desk = senseDesk(program(rules, { sliding: `${rules.minutes}m` }));
      for (const reading of readings) feed(desk, reading, reading.minute);
      desk.tick(2_000);
      const { opened, over } = oracle(rules, readings, 2_000);
      expect(outcome(desk)).toEqual({ opened: opened.map((minute) => desk.instant(minute)), over });
      expect(desk.log.filter((line) => line.includes('retracted'))).toEqual([]);
    }),
    runs,
  );
});

const disorder = series.chain((readings) =>
  fc.tuple(
    fc.constant(readings),
    fc.shuffledSubarray([...readings, ...readings.slice(0, 5)], {
      minLength: readings.length + Math.min(5, readings.length),
    }),
    fc.infiniteStream(fc.constantFrom(false, false, false, true)),
  ),
);

it('a sliding window comes to the same standing in whatever order samples come, repeated, retracted or not', () => {
  fc.assert(
    fc.property(rulesOf, disorder, (rules, [readings, arriving, retracted]) => {
      const desk = senseDesk(program(rules, { sliding: `${rules.minutes}m` }));
      const end = readings.at(-1)?.minute ?? 0;
      for (const [i, reading] of arriving.entries()) feed(desk, reading, end + i / 1_000);
      const kept = readings.filter(({ minute }, i) => {
        const gone = retracted.next().value === true;
        if (gone) desk.event(end + 0.2 + i / 1_000, 'event.retracted', { retracts: `r${minute}` });
        return !gone;
      });
      const expected = oracle(rules, kept, end + 0.5);
      const { opened, over } = outcome(desk);
      expect(over).toBe(expected.over);
      expect(opened.length > 0).toBe(expected.opened.length > 0);
    }),
    runs,
  );
});

/** Windows that grow, one after the other: by gaps, by the clock, or one alone; judged at each sample. */
function grown(rules: Rules, readings: readonly Reading[], kind: string) {
  const windowOf = (i: number): number => {
    const { minute } = readings[i] ?? { minute: 0 };
    if (kind === 'phase') return 0;
    // T0 is 08:00 UTC, so that windows of an hour begin with the hours of the story.
    if (kind === 'tumbling') return Math.floor(minute / 60);
    const before = readings[i - 1];
    return !before ? 0 : windowOf(i - 1) + (minute - before.minute >= 15 ? 1 : 0);
  };
  const windows = readings.map((_, i) => windowOf(i));
  let opened = 0;
  let over = false;
  for (const [i, reading] of readings.entries()) {
    const inside = readings.filter((_, j) => j <= i && windows[j] === windows[i]);
    const carry = kind === 'tumbling' ? readings.findLast((_, j) => j < i && windows[j] !== windows[i]) : undefined;
    const from = kind === 'tumbling' ? (windows[i] ?? 0) * 60 : 0;
    const before = readings[i - 1];
    if (before && windows[i - 1] !== windows[i]) {
      const ends = ((windows[i - 1] ?? 0) + 1) * 60;
      if (!over && kind === 'tumbling' && rules.aggregate === 'minutesTrue') {
        const last = readings.filter((_, j) => j < i && windows[j] === windows[i - 1]);
        const earlier = readings.findLast((_, j) => j < i && windows[j] !== windows[i - 1]);
        const closing = [...last, { minute: ends, value: 0 }];
        const value = worth(rules, closing, earlier, (windows[i - 1] ?? 0) * 60, rules.maxGap) ?? 0;
        if (last.length >= rules.minSamples && passes(rules, value)) opened += 1;
      }
      over = false;
    }
    const enough = inside.length >= rules.minSamples;
    const carried = rules.aggregate === 'minutesTrue' ? carry : undefined;
    const value = worth(rules, inside, carried, from, rules.maxGap);
    if (value === undefined) continue;
    if (over && !enough && !FALLING.includes(rules.aggregate)) continue;
    const now: boolean = passes(rules, value) && (over || enough);
    if (now && !over) opened += 1;
    over = now;
    void reading;
  }
  return { opened, over };
}

const OVER: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  phase: { phase: true },
  tumbling: { tumbling: '60m' },
  session: { session: '15m' },
};

it.each(Object.keys(OVER))('a window that grows (%s) opens exactly when its definition says', (kind) => {
  fc.assert(
    fc.property(rulesOf, series, (given, readings) => {
      const rules = given.aggregate === 'displacement' ? { ...given, aggregate: 'sum' } : given;
      const desk = senseDesk(program(rules, OVER[kind] ?? {}));
      for (const reading of readings) feed(desk, reading, reading.minute);
      const { opened, over } = grown(rules, readings, kind);
      expect(outcome(desk).over).toBe(over);
      expect(outcome(desk).opened.length).toBe(opened);
    }),
    runs,
  );
});

it.each(Object.keys(OVER))('a window that grows (%s) stands the same in whatever order samples come', (kind) => {
  fc.assert(
    fc.property(rulesOf, disorder, (rules, [readings, arriving]) => {
      const end = readings.at(-1)?.minute ?? 0;
      const inOrder = senseDesk(program(rules, OVER[kind] ?? {}));
      for (const reading of readings) feed(inOrder, reading, end);
      const desk = senseDesk(program(rules, OVER[kind] ?? {}));
      for (const [i, reading] of arriving.entries()) feed(desk, reading, end + i / 10_000);
      const [one, other] = [outcome(inOrder), outcome(desk)];
      expect([other.over, other.opened.length > 0]).toEqual([one.over, one.opened.length > 0]);
    }),
    runs,
  );
});
