import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkTables } from './testing/index.ts';

test('a compiled table and its analysis say what brute force over a grid says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), (seed) => {
      expect(checkTables({ cases: 10, seed }).differences).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test('what is looked for is found in such tables', () => {
  const { differences: _, ...found } = checkTables({ cases: 150, seed: 7 });
  for (const [name, count] of Object.entries(found)) expect(count, name).toBeGreaterThan(5);
});
