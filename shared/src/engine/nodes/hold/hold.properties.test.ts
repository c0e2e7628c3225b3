import fc from 'fast-check';
import { expect, it } from 'vitest';
import { senseDesk, senseProgram } from '../../testing/sense-desk.ts';

// A failure prints its seed and path: `fc.assert(…, { seed, path })` plays it again.
const runs = { numRuns: 100 };

interface Rules {
  readonly forMinutes: number;
  readonly maxGap: number | undefined;
  readonly minSamples: number;
  readonly hysteresis: boolean;
}

interface Reading {
  readonly minute: number;
  readonly celsius: number;
}

const rulesOf = fc.record({
  forMinutes: fc.integer({ min: 1, max: 40 }),
  maxGap: fc.option(fc.integer({ min: 3, max: 20 }), { nil: undefined }),
  minSamples: fc.integer({ min: 1, max: 4 }),
  hysteresis: fc.boolean(),
});

const series = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 25 }), celsius: fc.constantFrom(5, 7, 9, 9, 9) }), {
    maxLength: 30,
  })
  .map((steps) => {
    let minute = 0;
    return steps.map(({ gap, celsius }): Reading => {
      minute += gap;
      return { minute, celsius };
    });
  });

function program({ forMinutes, maxGap, minSamples, hysteresis }: Rules) {
  const compare = (operator: string, value: number) => ({
    all: [{ fact: 'event', path: 'data.value', operator, value }],
  });
  return senseProgram('hold', {
    on: ['telematics.reading'],
    while: compare('greaterThan', 8),
    for: `${forMinutes}m`,
    minSamples,
    ...(maxGap === undefined ? {} : { maxGap: `${maxGap}m` }),
    ...(hysteresis ? { until: compare('lessThan', 6) } : {}),
  });
}

/** The definition, read off the whole list: whether it holds at a reading, since when, and whether that is long enough. */
function oracle(rules: Rules, readings: readonly Reading[]) {
  const holds: (number | undefined)[] = [];
  const held: boolean[] = [];
  for (const [i, { minute, celsius }] of readings.entries()) {
    const last = readings[i - 1];
    const before = i > 0 ? holds[i - 1] : undefined;
    const broken = last && rules.maxGap !== undefined && minute - last.minute > rules.maxGap && !held[i - 1];
    const goesOn = before !== undefined && !broken;
    const over = rules.hysteresis ? celsius < 6 : celsius <= 8;
    holds[i] = over ? undefined : goesOn ? before : celsius > 8 ? i : undefined;
    const since = holds[i];
    const first = since === undefined ? undefined : readings[since];
    const counted = since === undefined ? 0 : i - since + 1;
    const enough = first !== undefined && minute - first.minute >= rules.forMinutes && counted >= rules.minSamples;
    held[i] = first !== undefined && (enough || (goesOn && held[i - 1] === true));
  }
  const stretches = new Set(held.flatMap((is, i) => (is ? [holds[i]] : [])));
  return { stretches: [...stretches].map((i) => readings[i ?? 0]?.minute), active: held.at(-1) ?? false };
}

function feed(desk: ReturnType<typeof senseDesk>, reading: Reading, now: number) {
  desk.event(
    now,
    'telematics.reading',
    { measure: 'temperature', value: reading.celsius, unit: 'CEL' },
    {
      id: `r${reading.minute}`,
      time: reading.minute,
    },
  );
}

function outcome(desk: ReturnType<typeof senseDesk>) {
  const state = desk.record().workflows.sense?.senses.node?.[''];
  const openings = (desk.record().workflows.sense?.runs ?? []).flatMap((run) => run.openings);
  return {
    standing: openings.filter(({ standing }) => standing).map(({ output }) => output.since),
    active: state?.kind === 'hold' && state.spells.some(({ toMs }) => toMs === undefined),
  };
}

it('fires for exactly the stretches that were long enough, in the order of time', () => {
  fc.assert(
    fc.property(rulesOf, series, (rules, readings) => {
      const desk = senseDesk(program(rules));
      for (const reading of readings) feed(desk, reading, reading.minute);
      const { stretches, active } = oracle(rules, readings);
      expect(outcome(desk)).toEqual({ standing: stretches.map((minute) => desk.instant(minute ?? 0)), active });
      expect(desk.log.filter((line) => line.includes('retracted'))).toEqual([]);
    }),
    runs,
  );
});

it('comes to the same standing in whatever order the samples come, repeated or not', () => {
  const disorder = series.chain((readings) =>
    fc.tuple(
      fc.constant(readings),
      fc.shuffledSubarray([...readings, ...readings.slice(0, 5)], {
        minLength: readings.length + Math.min(5, readings.length),
      }),
    ),
  );
  fc.assert(
    fc.property(rulesOf, disorder, (rules, [readings, arriving]) => {
      const desk = senseDesk(program(rules));
      for (const [i, reading] of arriving.entries()) feed(desk, reading, 1_000 + i);
      const { stretches, active } = oracle(rules, readings);
      const { standing, active: is } = outcome(desk);
      expect(is).toBe(active);
      expect(standing.length > 0).toBe(stretches.length > 0);
      expect(standing.length).toBeGreaterThanOrEqual(stretches.length);
    }),
    runs,
  );
});

it('comes to the same standing as if retracted samples had never come, whenever they are retracted', () => {
  const withRetractions = fc.tuple(series, fc.infiniteStream(fc.constantFrom('keep', 'keep', 'before', 'after')));
  fc.assert(
    fc.property(rulesOf, withRetractions, (rules, [readings, stream]) => {
      const desk = senseDesk(program(rules));
      const fates = readings.map((reading) => ({ reading, fate: stream.next().value ?? 'keep' }));
      const retract = (minute: number, now: number) =>
        desk.event(now, 'event.retracted', { retracts: `r${minute}` }, { id: `x${minute}` });
      for (const { reading, fate } of fates) {
        if (fate === 'before') retract(reading.minute, reading.minute);
        feed(desk, reading, reading.minute);
      }
      for (const { reading, fate } of fates) if (fate === 'after') retract(reading.minute, 1_000);
      const { stretches, active } = oracle(
        rules,
        fates.filter(({ fate }) => fate === 'keep').map(({ reading }) => reading),
      );
      const { standing, active: is } = outcome(desk);
      expect([is, standing.length > 0]).toEqual([active, stretches.length > 0]);
    }),
    runs,
  );
});

it('watching what is known, fires for exactly the times that were long enough, by timer and whatever is withdrawn', () => {
  const changes = fc.array(
    fc.record({ gap: fc.integer({ min: 1, max: 60 }), held: fc.boolean(), withdrawn: fc.boolean() }),
    { maxLength: 15 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), changes, (forMinutes, steps) => {
      const when = { all: [{ fact: 'subject', path: 'customs', operator: 'equal', value: 'held' }] };
      const desk = senseDesk(senseProgram('hold', { while: when, for: `${forMinutes}m` }));
      let minute = 0;
      const told = steps.map((step) => {
        minute += step.gap;
        desk.event(minute, step.held ? 'customs.held' : 'customs.released', {}, { id: `c${minute}` });
        return { ...step, minute };
      });
      // Only the newest statement is withdrawn: what older ones covered is judged by what is known now.
      const last = told.at(-1);
      if (last?.withdrawn) desk.event(minute, 'event.retracted', { retracts: `c${last.minute}` });
      desk.tick(5_000);
      const kept = last?.withdrawn ? told.slice(0, -1) : told;
      const stretches = kept.flatMap(({ minute: from, held }, i) => {
        if (!held || kept[i - 1]?.held) return [];
        const to = kept.slice(i).find((each) => !each.held)?.minute ?? 5_000;
        return to - from >= forMinutes ? [from] : [];
      });
      // What had not ended after all opens again: the same stretch, told twice.
      const { standing } = outcome(desk);
      expect([...new Set(standing)]).toEqual(stretches.map((from) => desk.instant(from)));
    }),
    runs,
  );
});
