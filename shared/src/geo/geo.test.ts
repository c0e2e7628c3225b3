import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  distanceM,
  distanceToEdgeM,
  distanceToRouteM,
  inZone,
  type Position,
  type Route,
  readPosition,
  readRoute,
  readZone,
  routeThroughZone,
  type Zone,
} from './index.ts';

const hamburg = { lat: 53.55, lon: 9.99 };
const berlin = { lat: 52.52, lon: 13.405 };

function zone(value: unknown): Zone {
  const read = readZone(value);
  if (typeof read === 'string') throw new Error(read);
  return read;
}

function route(value: unknown): Route {
  const read = readRoute(value);
  if (typeof read === 'string') throw new Error(read);
  return read;
}

const port = zone({ circle: { ...hamburg, radiusM: 5_000 } });
// An L: its notch is outside.
const yard = zone({
  polygon: [
    [10, 50],
    [10.02, 50],
    [10.02, 50.01],
    [10.01, 50.01],
    [10.01, 50.02],
    [10, 50.02],
  ],
});
const fiji = zone({
  polygon: [
    [178, -20],
    [-178, -20],
    [-178, -15],
    [178, -15],
  ],
});

test('a distance is the way over the surface, also across the antimeridian', () => {
  expect(distanceM(hamburg, berlin) / 1_000).toBeCloseTo(255.2, 0);
  expect(distanceM({ lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 }) / 1_000).toBeCloseTo(111.2, 1);
  expect(distanceM({ lat: 90, lon: 0 }, { lat: -90, lon: 77 }) / 1_000).toBeCloseTo(20_015.1, 0);
});

test('a position is read from lat and lon or from a pair, longitude first', () => {
  expect(readPosition([9.99, 53.55])).toEqual(hamburg);
  expect(readPosition({ ...hamburg, speedKmh: 3 })).toEqual(hamburg);
  for (const wrong of [null, 'HAM', [9.99], { lat: 91, lon: 0 }, { lat: 0, lon: 181 }, { lat: '1', lon: 1 }, {}])
    expect(readPosition(wrong)).toBeUndefined();
});

test('a zone is a circle, a polygon or a place with a radius', () => {
  expect(readZone({ id: 'HAM', ...hamburg, radiusM: 5_000 })).toEqual(port);
  expect(
    zone({
      polygon: [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    }),
  ).toMatchObject({ ring: { length: 3 } });
  for (const wrong of [
    null,
    'HAM',
    {},
    hamburg,
    { circle: { ...hamburg, radiusM: 0 } },
    {
      polygon: [
        [0, 0],
        [1, 1],
      ],
    },
    {
      polygon: [
        [0, 0],
        [1, 1],
        [0, 95],
      ],
    },
    {
      polygon: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
      ],
    },
    {
      polygon: [
        [0, 80],
        [90, 80],
        [180, 80],
        [-90, 80],
      ],
    },
    { polygon: Array.from({ length: 2_000 }, (_, i) => [i / 100, 0]) },
  ])
    expect(typeof readZone(wrong), JSON.stringify(wrong)?.slice(0, 60)).toBe('string');
});

test('a polygon holds what lies within its sides', () => {
  expect(inZone({ lat: 50.005, lon: 10.015 }, yard)).toBe(true);
  expect(inZone({ lat: 50.015, lon: 10.005 }, yard)).toBe(true);
  expect(inZone({ lat: 50.015, lon: 10.015 }, yard)).toBe(false);
  expect(inZone({ lat: 50.005, lon: 9.999 }, yard)).toBe(false);
});

test('a polygon over the antimeridian is small and not the rest of the world', () => {
  for (const lon of [178.5, 179.999, 180, -180, -179, -178.001])
    expect(inZone({ lat: -17, lon }, fiji), `${lon}`).toBe(true);
  for (const lon of [177.9, -177.9, 0, 90, -90]) expect(inZone({ lat: -17, lon }, fiji), `${lon}`).toBe(false);
  expect(distanceToEdgeM({ lat: -17, lon: 177 }, fiji) / 1_000).toBeCloseTo(106.3, 0);
  expect(distanceToEdgeM({ lat: -17, lon: -177 }, fiji) / 1_000).toBeCloseTo(106.3, 0);
});

test('a polygon may be wider than half the earth', () => {
  const wide = zone({
    polygon: [
      [-100, -10],
      [0, -10],
      [100, -10],
      [100, 10],
      [0, 10],
      [-100, 10],
    ],
  });
  for (const lon of [-99, -50, 0, 50, 99]) expect(inZone({ lat: 5, lon }, wide), `${lon}`).toBe(true);
  for (const lon of [-101, 101, 180, -180]) expect(inZone({ lat: 5, lon }, wide), `${lon}`).toBe(false);
});

test('the nearest point of a slanting side is as near as looking along it tells, in the far north too', () => {
  const [a, b] = [
    { lat: 60, lon: 10 },
    { lat: 60.4, lon: 11 },
  ];
  for (const at of [
    { lat: 60.3, lon: 10.2 },
    { lat: 60.1, lon: 10.9 },
    { lat: 59.8, lon: 9.9 },
  ]) {
    const along = Array.from({ length: 2_001 }, (_, i) => ({
      lat: a.lat + ((b.lat - a.lat) * i) / 2_000,
      lon: a.lon + ((b.lon - a.lon) * i) / 2_000,
    }));
    const looked = Math.min(...along.map((each) => distanceM(at, each)));
    expect(distanceToRouteM(at, route([a, b]))).toBeLessThan(looked * 1.002);
    expect(distanceToRouteM(at, route([a, b]))).toBeGreaterThan(looked * 0.998);
  }
});

test('the way to the edge is negative inside', () => {
  expect(distanceToEdgeM(hamburg, port)).toBe(-5_000);
  expect(distanceToEdgeM({ lat: 50.005, lon: 10.005 }, yard)).toBeCloseTo(-357, 0);
  expect(distanceToEdgeM({ lat: 50.0, lon: 9.9 }, yard)).toBeCloseTo(7_147, 0);
});

test('a route has a corridor along its legs, not around its ends alone', () => {
  const way = route([[9.99, 53.55], berlin]);
  expect(distanceToRouteM({ lat: 53.05, lon: 11.73 }, way)).toBeLessThan(2_000);
  expect(distanceToRouteM({ lat: 52.37, lon: 9.73 }, way) / 1_000).toBeGreaterThan(100);
  expect(distanceToRouteM(hamburg, way)).toBeLessThan(1);
  expect(distanceToRouteM(hamburg, route([berlin]))).toBe(distanceM(hamburg, berlin));
});

test('a long leg follows the great circle', () => {
  // Tokyo to Los Angeles: the shortest way passes south of the Aleutians.
  const ocean = route([
    [139.8, 35.6],
    [-118.2, 33.7],
  ]);
  expect(distanceToRouteM({ lat: 47.5, lon: -170 }, ocean) / 1_000).toBeLessThan(150);
  expect(distanceToRouteM({ lat: 35, lon: -170 }, ocean) / 1_000).toBeGreaterThan(1_000);
});

test('a route goes through a zone where a leg cuts it, even if no position lies inside', () => {
  const across = route([
    [9.9, 50.005],
    [10.1, 50.005],
  ]);
  const beside = route([
    [10.015, 50.015],
    [10.1, 50.015],
  ]);
  expect(routeThroughZone(across, yard)).toBe(true);
  expect(routeThroughZone(beside, yard)).toBe(false);
  expect(
    routeThroughZone(
      route([
        [9.8, 53.56],
        [10.2, 53.56],
      ]),
      port,
    ),
  ).toBe(true);
  expect(
    routeThroughZone(
      route([
        [9.8, 53.65],
        [10.2, 53.65],
      ]),
      port,
    ),
  ).toBe(false);
  expect(
    routeThroughZone(
      route([
        [177, -17],
        [-177, -17],
      ]),
      fiji,
    ),
  ).toBe(true);
  expect(
    routeThroughZone(
      route([
        [179, -17.5],
        [179.5, -17],
      ]),
      fiji,
    ),
  ).toBe(true);
  expect(
    routeThroughZone(
      route([
        [150, -17],
        [170, -17],
      ]),
      fiji,
    ),
  ).toBe(false);
});

test('what a zone holds stays so wherever on the earth it is turned', () => {
  const near = fc.record({
    lat: fc.double({ min: -0.05, max: 0.05, noNaN: true }),
    lon: fc.double({ min: -0.05, max: 0.05, noNaN: true }),
  });
  const ring = [
    [-0.02, -0.02],
    [0.02, -0.02],
    [0.03, 0.02],
    [0, 0.005],
    [-0.03, 0.02],
  ] as const;
  const shift = (lon: number, by: number) => ((((lon + by + 180) % 360) + 360) % 360) - 180;
  fc.assert(
    fc.property(near, fc.integer({ min: -180, max: 180 }), (point: Position, by) => {
      const here = zone({ polygon: ring });
      const there = zone({ polygon: ring.map(([lon, lat]) => [shift(lon, by), lat]) });
      const moved = { lat: point.lat, lon: shift(point.lon, by) };
      const [a, b] = [distanceToEdgeM(point, here), distanceToEdgeM(moved, there)];
      expect(b).toBeCloseTo(a, 3);
      expect(a < 0).toBe(inZone(point, here));
      // The step to the edge and a little more leaves the zone, or enters it, somewhere around.
      const ways = Array.from({ length: 72 }, (_, i) => step(point, i * 5, Math.abs(a) * 1.05 + 30));
      expect(ways.some((each) => inZone(each, here) !== a < 0)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

function step({ lat, lon }: Position, degrees: number, metres: number): Position {
  const angle = (degrees * Math.PI) / 180;
  return { lat: lat + (Math.cos(angle) * metres) / 111_195, lon: lon + (Math.sin(angle) * metres) / 111_195 };
}
