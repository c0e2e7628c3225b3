import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareOut } from './assigner.ts';

const shares = (members: Readonly<Record<string, number[]>>, partitions: number) => {
  const claimants = Object.entries(members).map(([id, claims]) => ({ id, claims }));
  return Object.fromEntries(shareOut(claimants, [...Array(partitions).keys()]));
};

test('a first member gets everything, a second one half of it, and nothing else changes hands', () => {
  expect(shares({ a: [] }, 4)).toEqual({ a: [0, 1, 2, 3] });
  expect(shares({ a: [0, 1, 2, 3], b: [] }, 4)).toEqual({ a: [0, 1], b: [2, 3] });
});

test('what a dead member had is shared among those that are left, who keep theirs', () => {
  expect(shares({ a: [0, 1], c: [4, 5] }, 6)).toEqual({ a: [0, 1, 2], c: [4, 5, 3] });
});

test('of two that claim the same, one gets it', () => {
  expect(shares({ a: [0, 1], b: [0, 1] }, 2)).toEqual({ a: [0], b: [1] });
});

test('claims of partitions that do not exist are nothing', () => {
  expect(shares({ a: [7, -1], b: [] }, 2)).toEqual({ a: [0], b: [1] });
});

test('every partition is given once, and nobody gets two more than another', () => {
  const claims = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 20 });
  fc.assert(
    fc.property(fc.array(claims, { minLength: 1, maxLength: 7 }), fc.nat(20), (members, partitions) => {
      const claimants = members.map((each, at) => ({ id: `m-${at}`, claims: each }));
      const given = [...shareOut(claimants, [...Array(partitions).keys()]).values()];
      expect(given.flat().sort((a, b) => a - b)).toEqual([...Array(partitions).keys()]);
      const sizes = given.map((share) => share.length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});
