import { expect, test } from 'vitest';
import { convert, UNITS } from './index.ts';

test.each([
  [212, 'FAH', 'CEL', 100],
  [-40, 'FAH', 'CEL', -40],
  [98.6, 'FAH', 'CEL', 37],
  [0, 'KEL', 'CEL', -273.15],
  [8, 'CEL', 'FAH', 46.4],
  [1, 'LBR', 'KGM', 0.45359237],
  [1, 'TNE', 'KGM', 1_000],
  [2_204.62262185, 'LBR', 'TNE', 1],
  [60, 'HM', 'KMH', 96.56064],
  [10, 'KNT', 'KMH', 18.52],
  [1, 'NMI', 'KMT', 1.852],
  [1, 'MTQ', 'LTR', 1_000],
  [42, 'GLL', 'BLL', 1],
  [1, 'ATM', 'BAR', 1.01325],
  [14.5037737730209, 'PS', 'BAR', 1],
  [90, 'MIN', 'HUR', 1.5],
  [1, 'KWH', 'KJO', 3_600],
  [5, 'P1', 'C62', 0.05],
  [1, 'K40', 'MSK', 9.80665],
])('%d %s in %s is %d', (value, from, to, expected) => {
  expect(convert(value, from, to)).toBeCloseTo(expected, 9);
});

test('a value that goes there and back is the same', () => {
  const codes = Object.entries(UNITS);
  for (const [from, a] of codes)
    for (const [to, b] of codes) {
      if (a.quantity !== b.quantity) continue;
      const there = convert(7.5, from, to);
      expect(typeof there === 'number' && Number(convert(there, to, from)), `${from} ${to}`).toBeCloseTo(7.5, 6);
    }
});

test('what cannot be converted says why', () => {
  expect(convert(1, 'CEL', 'KGM')).toContain('CEL (degree Celsius, temperature) cannot be turned into KGM');
  expect(convert(1, 'C', 'CEL')).toContain('“C” is no unit');
  expect(convert(1, 'CEL', 'toString')).toContain('no unit');
});
