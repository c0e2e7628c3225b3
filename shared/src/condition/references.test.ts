import { expect, test } from 'vitest';
import { leadsTo, mapReferences, referencesIn } from './references.ts';

const leaf = { fact: 'event', path: 'data.delay', operator: 'greaterThan', value: 30 };
const json = { all: [leaf, { any: [{ condition: 'late' }, { not: { condition: 'gold', 'x-own': 1 } }] }] };

test('references are found wherever a condition can stand, and nowhere else', () => {
  expect(referencesIn(json)).toEqual([
    { name: 'late', place: ['all', 1, 'any', 0] },
    { name: 'gold', place: ['all', 1, 'any', 1, 'not'] },
  ]);
  expect(referencesIn({ ...leaf, value: { condition: 'late' }, params: { condition: 'late' } })).toEqual([]);
  expect([null, 'late', [{ condition: 'late' }], { condition: 7 }].flatMap(referencesIn)).toEqual([]);
});

test('references are replaced, and what holds none stays the same object', () => {
  const mapped = mapReferences(json, (reference, name) => ({ ...reference, condition: name.toUpperCase() }));
  expect(referencesIn(mapped).map(({ name }) => name)).toEqual(['LATE', 'GOLD']);
  expect((mapped as typeof json).all[0]).toBe(leaf);
  expect(mapReferences(json, (reference) => reference)).toBe(json);
});

test('it is seen what a condition comes to ask, also in a circle', () => {
  const named = { a: { not: { condition: 'b' } }, b: { any: [{ condition: 'c' }] }, c: { condition: 'b' }, d: leaf };
  expect(leadsTo(named, 'a', 'c')).toBe(true);
  expect(leadsTo(named, 'b', 'b')).toBe(true);
  expect(leadsTo(named, 'a', 'a')).toBe(false);
  expect(leadsTo(named, 'd', 'a')).toBe(false);
  expect(leadsTo(named, 'gone', 'a')).toBe(false);
});
