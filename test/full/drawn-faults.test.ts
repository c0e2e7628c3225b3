import { expect, test } from 'vitest';
import { drawnFaults, ROUNDS_FOR_ALL } from './drawn-faults.ts';
import { FAULTS } from './faults.ts';

const runs = Array.from({ length: 50 }, (_, seed) =>
  Array.from({ length: 20 }, (_, round) => drawnFaults(seed, round)),
);

test('three rounds have every fault once, and each has two or three', () => {
  for (const rounds of runs) {
    for (let first = 0; first + ROUNDS_FOR_ALL <= rounds.length; first += ROUNDS_FOR_ALL) {
      const drawn = rounds.slice(first, first + ROUNDS_FOR_ALL);
      expect(drawn.flat().sort()).toEqual([...FAULTS].sort());
      expect(drawn.map((each) => each.length).sort()).toEqual([2, 3, 3]);
    }
  }
});

test('over the runs every fault comes first and comes last, and beside every fault of the other kind', () => {
  const all = runs.flat();
  expect(new Set(all.map((each) => each.at(0))).size).toBe(FAULTS.length);
  expect(new Set(all.map((each) => each.at(-1))).size).toBe(FAULTS.length);
  const kill = all.filter((each) => each.includes('kill a process')).flat();
  expect(new Set(kill).size).toBe(FAULTS.length - 2);
});

test('a run repeats with its seed', () => {
  expect(drawnFaults(42, 7)).toEqual(drawnFaults(42, 7));
  expect(runs.map((each) => each.join()).filter((each, index, all) => all.indexOf(each) === index).length).toBe(50);
});
