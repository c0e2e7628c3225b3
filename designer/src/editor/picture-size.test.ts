import { expect, test } from 'vitest';
import { boundsOf, sizeWithin } from './picture-size.ts';

const room = { width: 680, height: 900 };

test('a picture shows every card with what stands out of it', () => {
  const cards = [
    { position: { x: 0, y: 100 }, width: 240, height: 60 },
    { position: { x: -300, y: 400 }, width: 264, height: 36 },
  ];
  expect(boundsOf(cards)).toEqual({ x: -314, y: 86, width: 568, height: 364 });
});

test('it is drawn whole: as large as on the screen, or as small as it must be', () => {
  expect(sizeWithin({ x: 0, y: 0, width: 300, height: 200 }, room, 16)).toEqual({ width: 680, height: 232, zoom: 1 });
  const tall = sizeWithin({ x: 0, y: 0, width: 300, height: 8_680 }, room, 16);
  expect([tall.zoom, tall.height]).toEqual([0.1, 900]);
  expect(sizeWithin({ x: 0, y: 0, width: 6_480, height: 100 }, room, 16).zoom).toBe(0.1);
});
