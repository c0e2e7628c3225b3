import { expect, test } from 'vitest';
import { readSide } from '../../api/library.ts';
import { before, sidesOf } from './sides.ts';

type Meta = Parameters<typeof sidesOf>[0];

const meta = (mine: number | null, live: Readonly<Record<string, number>>): Meta =>
  ({
    versions: [3, 2, 1].map((number) => ({ number })),
    newest: { number: 3 },
    mine: mine === null ? null : { base: mine },
    environments: Object.entries(live).map(([environment, version]) => ({ environment, version })),
  }) as unknown as Meta;
const asked = { a: undefined, b: undefined };

test('a draft is compared with what runs here, else anywhere, else with what it was begun upon', () => {
  expect(sidesOf(meta(3, { prod: 1, dev: 2 }), 'dev', asked)).toEqual({ a: 2, b: 'draft' });
  expect(sidesOf(meta(3, { prod: 1 }), 'dev', asked)).toEqual({ a: 1, b: 'draft' });
  expect(sidesOf(meta(2, {}), 'dev', asked)).toEqual({ a: 2, b: 'draft' });
});

test('without a draft the newest is compared with what runs, or with the version before it when it runs itself', () => {
  expect(sidesOf(meta(null, { dev: 1 }), 'dev', asked)).toEqual({ a: 1, b: 3 });
  expect(sidesOf(meta(null, { dev: 3 }), 'dev', asked)).toEqual({ a: 2, b: 3 });
});

test('an address says which two, as far as they are there', () => {
  expect(sidesOf(meta(3, { dev: 3 }), 'dev', { a: 1, b: 2 })).toEqual({ a: 1, b: 2 });
  expect(sidesOf(meta(null, { dev: 1 }), 'dev', { a: 9, b: 'draft' })).toEqual({ a: 1, b: 3 });
  expect([readSide('draft'), readSide(3), readSide('3x'), readSide(-1)]).toEqual(['draft', 3, undefined, undefined]);
});

test('the first version has none before it', () => {
  expect([before(meta(2, {}), 'draft'), before(meta(null, {}), 3), before(meta(null, {}), 1)]).toEqual([
    2,
    2,
    undefined,
  ]);
});
