import { expect, test } from 'vitest';
import { seeded } from '../support/random.ts';
import { damages, plantDirt } from './dirt.ts';
import { scmsBytes } from './file.ts';
import { readHistory } from './oracle.ts';

test('planted dirt spoils exactly the records it was planted in, and repeats with its seed', async () => {
  const clean = await scmsBytes();
  const { csv, dirty, repeated } = plantDirt(clean, seeded(7), 3);
  expect([dirty, repeated]).toEqual([Object.keys(damages).length * 3, 3]);
  const history = readHistory(csv);
  expect([history.dirty, history.lines.length]).toEqual([dirty, 10_324 - dirty + repeated]);
  expect(plantDirt(clean, seeded(7), 3).csv.equals(csv)).toBe(true);
  expect(plantDirt(clean, seeded(8), 3).csv.equals(csv)).toBe(false);
});
