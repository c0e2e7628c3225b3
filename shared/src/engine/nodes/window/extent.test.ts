import fc from 'fast-check';
import { expect, it } from 'vitest';
import { extentWith, furthestKm, kmBetween, NOWHERE } from './extent.ts';

type Point = readonly [number, number];

const within = (lat: number, lon: number, degrees: number) =>
  fc.tuple(
    fc.double({ min: lat - degrees, max: lat + degrees, noNaN: true }),
    fc.double({ min: lon - degrees, max: lon + degrees, noNaN: true }),
  );
const places = fc.oneof(
  fc.array(within(50, 8, 0.001), { maxLength: 40 }),
  fc.array(within(60, 25, 0.9), { maxLength: 40 }),
  fc.array(within(0, 0, 80), { maxLength: 40 }),
);

const byPairs = (points: readonly Point[]) =>
  Math.max(0, ...points.flatMap((one) => points.map((other) => kmBetween(one, other))));

it('finds the furthest two of many positions, as looking at every pair does', () => {
  fc.assert(
    fc.property(places, (points) => {
      const all = byPairs(points);
      expect(Math.abs(furthestKm(points) - all)).toBeLessThanOrEqual(all * 1e-4);
    }),
  );
});

it('knows how far apart the furthest of a whole journey were from a bounded number of them', () => {
  fc.assert(
    fc.property(fc.array(within(50, 8, 0.9), { minLength: 1, maxLength: 300 }), (points) => {
      const extent = points.reduce(extentWith, NOWHERE);
      const all = byPairs(points);
      expect(extent.points.length).toBeLessThanOrEqual(64);
      expect(Math.abs(extent.km - all)).toBeLessThanOrEqual(all * 0.01);
    }),
    { numRuns: 30 },
  );
});

it('measures across the antimeridian', () => {
  expect(
    Math.round(
      furthestKm([
        [0, 179.9],
        [0, -179.9],
        [0, 180],
      ]),
    ),
  ).toBe(22);
});
