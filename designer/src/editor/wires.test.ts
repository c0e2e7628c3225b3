import { expect, test } from 'vitest';
import { chipPoint, routeWire, wirePath } from './wires.ts';

test('a target straight below is reached by one straight line', () => {
  expect(routeWire({ x: 10, y: 0 }, { x: 10, y: 80 }, [])).toEqual([
    { x: 10, y: 0 },
    { x: 10, y: 80 },
  ]);
});

test('a wire goes down, across and down', () => {
  const route = routeWire({ x: 0, y: 0 }, { x: 200, y: 100 }, []);
  expect(route).toEqual([
    { x: 0, y: 0 },
    { x: 0, y: 20 },
    { x: 200, y: 20 },
    { x: 200, y: 100 },
  ]);
});

test('a wire crosses at the height at which it meets no card', () => {
  const card = { x: 180, y: 40, width: 240, height: 60 };
  const route = routeWire({ x: 0, y: 0 }, { x: 200, y: 200 }, [card]);
  expect(route[1]?.y).toBe(180);
});

test('a target above is reached round the side, without crossing a card', () => {
  const source = { x: -120, y: 200, width: 240, height: 80 };
  const target = { x: 180, y: 180, width: 240, height: 80 };
  const route = routeWire({ x: 0, y: 290 }, { x: 300, y: 176 }, [source, target]);
  expect(route).toHaveLength(6);
  expect(route[2]?.x).toBeGreaterThan(120);
  expect(route[2]?.x).toBeLessThan(180);
  expect(route.at(-2)).toEqual({ x: 300, y: 156 });
});

test('bends are rounded, by less where a leg is short', () => {
  expect(
    wirePath([
      { x: 0, y: 0 },
      { x: 0, y: 20 },
      { x: 200, y: 20 },
      { x: 200, y: 100 },
    ]),
  ).toBe('M0 0L0 10Q0 20 10 20L186 20Q200 20 200 34L200 100');
});

test('a value sits on the middle of the longest stretch', () => {
  expect(
    chipPoint([
      { x: 0, y: 0 },
      { x: 0, y: 20 },
      { x: 200, y: 20 },
      { x: 200, y: 100 },
    ]),
  ).toEqual({ x: 100, y: 20 });
});

test('cards far from a wire change nothing about its way', () => {
  const near = { x: 180, y: 40, width: 240, height: 60 };
  const far = Array.from({ length: 50 }, (_, at) => ({ x: 600 + at * 300, y: 40, width: 240, height: 60 }));
  const [from, to] = [
    { x: 0, y: 0 },
    { x: 200, y: 200 },
  ];
  expect(routeWire(from, to, [...far, near])).toEqual(routeWire(from, to, [near]));
  // Its leg down comes nearer to this one than its clearance, though it does not meet it.
  expect(routeWire(from, to, [{ x: 205, y: 40, width: 240, height: 60 }])[1]?.y).toBe(180);
});
