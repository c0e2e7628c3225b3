import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../limits/index.ts';
import { instantFromMs } from '../time/index.ts';
import { type Estimate, estimate, factorText, learn, type Sample, transitModelSchema } from './index.ts';

const DAY_MS = 86_400_000;
const at = (day: number) => instantFromMs(Date.UTC(2026, 0, 1) + day * DAY_MS);
const took = (hours: number, by: Sample['by'] = {}, day = 0): Sample => ({ hours, by, since: at(day) });
const all = (count: number, by: Sample['by'], hours: (index: number) => number = (index) => index + 1) =>
  Array.from({ length: count }, (_, index) => took(hours(index), by));
const options = { id: 'm', factors: ['mode', 'lane'] };

const samples = fc.array(
  fc.record({
    hours: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double({ min: 0, max: 5_000, noNaN: true })),
    by: fc.record({
      mode: fc.constantFrom('air', 'road', null),
      lane: fc.constantFrom('A>B', 'B>A', '', undefined),
    }),
    since: fc.integer({ min: 0, max: 2_000 }).map(at),
    open: fc.boolean(),
  }),
  { maxLength: 120 },
);

describe('what is learned', () => {
  it('covers the next value: of n samples the ⌈(n + 1) q⌉-th', () => {
    expect(learn(all(19, {}), options).groups).toEqual([
      { key: [], samples: 19, effective: 19, p50: 10, p80: 16, p95: 19 },
    ]);
    expect(learn(all(99, {}), options).groups).toMatchObject([{ p50: 50, p80: 80, p95: 95 }]);
  });

  it('takes the greatest value where there are too few samples for a quantile', () => {
    expect(learn(all(3, {}), options).groups).toMatchObject([{ p80: 3, p95: 3 }]);
  });

  it('lets old samples count less, half as much after the half-life', () => {
    const drifted = [...Array(30).keys()].map((index) => took(index < 15 ? 10 : 50, {}, index < 15 ? 0 : 3_650));
    expect(learn(drifted, options).groups[0]).toMatchObject({ p50: 50, samples: 30, effective: 15 });
    expect(learn(drifted, { ...options, halfLifeDays: 0 }).groups[0]).toMatchObject({
      p50: 50,
      p80: 50,
      effective: 30,
    });
    const older = [...all(40, {}, () => 10), ...[...Array(30).keys()].map(() => took(50, {}, 365))];
    expect(learn(older, options).groups[0]?.p50).toBe(50);
    expect(learn(older, { ...options, halfLifeDays: 0 }).groups[0]?.p50).toBe(10);
  });

  it('knows that what is open takes longer than so far', () => {
    const spans = [...all(20, {}, () => 10), ...all(20, {}, () => 100)];
    const open = all(20, {}, () => 50).map((sample) => ({ ...sample, open: true }));
    expect(learn(spans, options).groups[0]).toMatchObject({ p50: 100, samples: 40 });
    const more = [...all(30, {}, () => 10), ...all(20, {}, () => 100)];
    expect(learn(more, options).groups[0]).toMatchObject({ p50: 10, samples: 50 });
    expect(learn([...more, ...open], options).groups[0]).toMatchObject({ p50: 100, samples: 50, effective: 50 });
  });

  it('counts what was over at a time before what was open at it, in any order', () => {
    const over = [1, 2, 3].flatMap((hours) => all(10, {}, () => hours));
    const open = all(20, {}, () => 2).map((sample) => ({ ...sample, open: true }));
    for (const spans of [
      [...over, ...open],
      [...open, ...over],
    ])
      expect(learn(spans, options).groups[0]).toMatchObject({ p50: 3, samples: 30 });
  });

  it('takes what is open for longer than anything took for lost', () => {
    const lost = all(30, {}, () => 101).map((sample) => ({ ...sample, open: true }));
    const known = all(40, {}, () => 100);
    expect(learn([...known, ...lost], options).groups).toEqual(learn(known, options).groups);
  });

  it('leaves out what took less than no time, and groups that nothing could be said of', () => {
    const model = learn([...all(5, { mode: 'air' }), ...all(4, { mode: 'road' }), took(-1, { mode: 'road' })], options);
    expect(model.learned.samples).toBe(9);
    expect(model.groups.map((group) => group.key)).toEqual([[], ['air']]);
  });

  it('keeps the larger groups where all would not fit into a reference', () => {
    const lanes = [...Array(6_000).keys()].map((index) => `${index}-${'x'.repeat(190)}`);
    const many = lanes.flatMap((lane, index) => all(index < 3_000 ? 5 : 6, { mode: lane, lane }));
    const model = learn(many, options);
    expect(JSON.stringify(model).length).toBeLessThan(LIMITS.referenceBytes / 2 + 1_000);
    expect(model.groups.length).toBeGreaterThan(3_000);
    expect(model.groups.filter(({ key, samples }) => key.length === 1 && samples === 6)).toHaveLength(3_000);
  });

  it('is a model of nothing where there is no sample', () => {
    const model = learn([], options);
    expect(model).toMatchObject({ groups: [], learned: { from: '', to: '', samples: 0 } });
    expect(estimate(model, {}, { minSamples: 1 })).toBeUndefined();
  });

  it('does not depend on the order of the samples, and is of the saved form', () => {
    fc.assert(
      fc.property(samples, fc.infiniteStream(fc.nat()), (given, order) => {
        const ranks = given.map(() => Number(order.next().value));
        const shuffled = given
          .map((sample, index) => ({ sample, rank: ranks[index] ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ sample }) => sample);
        const model = learn(given, options);
        expect(JSON.stringify(learn(shuffled, options))).toBe(JSON.stringify(model));
        expect(transitModelSchema.parse(JSON.parse(JSON.stringify(model)))).toEqual(model);
      }),
    );
  });

  it('has quantiles that rise', () => {
    fc.assert(
      fc.property(samples, (given) => {
        for (const { p50, p80, p95 } of learn(given, options).groups)
          expect([p50, p80, p95].toSorted((a, b) => a - b)).toEqual([p50, p80, p95]);
      }),
    );
  });

  it('covers as often as it says, in samples of any size', () => {
    // Of n + 1 values drawn alike each is as likely to be the next: leave every one out in turn.
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(100_000), { minLength: 6, maxLength: 60 }), (values) => {
        const covered = { p50: 0, p80: 0, p95: 0 };
        for (const next of values) {
          const rest = values.filter((value) => value !== next).map((value) => took(value));
          const found = estimate(learn(rest, options), {}, { minSamples: 1 });
          for (const q of ['p50', 'p80', 'p95'] as const) if (found && next <= found[q]) covered[q] += 1;
        }
        const finite = values.length - 1 >= 19;
        expect(covered.p50 / values.length).toBeGreaterThanOrEqual(0.5);
        expect(covered.p80 / values.length).toBeGreaterThanOrEqual(0.8);
        if (finite) expect(covered.p95 / values.length).toBeGreaterThanOrEqual(0.95);
        expect(covered.p80 / values.length).toBeLessThanOrEqual(0.8 + 1 / values.length + 1e-9);
      }),
    );
  });
});

describe('an estimate', () => {
  const model = learn(
    [
      ...all(30, { mode: 'air', lane: 'A>B' }, () => 10),
      ...all(10, { mode: 'air', lane: 'B>A' }, () => 20),
      ...all(10, { mode: 'road', lane: 'A>B' }, () => 30),
    ],
    options,
  );
  const said = (found: Estimate | undefined) => found && [found.p80, found.samples, found.group, found.pooled];

  it('is of the most particular group that is large enough', () => {
    expect(said(estimate(model, { mode: 'air', lane: 'A>B' }))).toEqual([10, 30, { mode: 'air', lane: 'A>B' }, false]);
    expect(said(estimate(model, { mode: 'air', lane: 'B>A' }))).toEqual([20, 40, { mode: 'air' }, true]);
    expect(said(estimate(model, { mode: 'road', lane: 'A>B' }))).toEqual([30, 50, {}, true]);
  });

  it('is of a more general group where a factor is not known or was never seen', () => {
    expect(said(estimate(model, { mode: 'air', lane: null }))).toEqual([20, 40, { mode: 'air' }, true]);
    expect(said(estimate(model, { mode: 'air', lane: 'C>D' }))).toEqual([20, 40, { mode: 'air' }, true]);
    expect(said(estimate(model, { lane: 'A>B' }))).toEqual([30, 50, {}, true]);
  });

  it('asks for as many samples as it is told', () => {
    expect(estimate(model, { mode: 'air', lane: 'B>A' }, { minSamples: 10 })?.pooled).toBe(false);
    expect(estimate(model, { mode: 'air', lane: 'B>A' }, { minSamples: 11 })?.pooled).toBe(true);
    expect(estimate(model, {}, { minSamples: 51 })).toBeUndefined();
  });

  it('takes a prototype for no factor', () => {
    expect(said(estimate(learn(all(20, {}), { id: 'm', factors: ['constructor'] }), {}))).toEqual([
      16 + 1,
      20,
      {},
      true,
    ]);
  });
});

describe('a factor', () => {
  it.each([
    [' DEHAM ', 'DEHAM'],
    [7, '7'],
    [true, 'true'],
    [{ unlocode: 'DEHAM', name: 'Hamburg' }, 'DEHAM'],
    [{ id: 'dock-3' }, 'dock-3'],
    [{ name: 'Hamburg' }, null],
    ['', null],
    [null, null],
    [['DEHAM'], null],
  ])('%j is called %j', (value, text) => {
    expect(factorText(value)).toBe(text);
  });
});
