import { expect, test } from 'vitest';
import { detailAt } from './detail.ts';

test('from afar cards are plain, and blocks where there are many of them', () => {
  expect([1, 0.7, 0.69, 0.35, 0.34].map((zoom) => detailAt(zoom, 500))).toEqual([
    'full',
    'full',
    'plain',
    'plain',
    'block',
  ]);
  expect(detailAt(0.2, 60)).toBe('plain');
});
