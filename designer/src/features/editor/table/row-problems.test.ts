import { analyseTable } from '@slipway/shared/table';
import { expect, test } from 'vitest';
import { exampleText, rowMarks, rowOfProblem, spotOf, tableProblems } from './row-problems.ts';
import { TABLE } from './testing/table.ts';

const BASE = '/nodes/1/config';
const overlapping = {
  ...TABLE,
  rows: [...TABLE.rows, { id: 'long', when: ['"silver"', '> 1h'], give: ['"medium"'] }],
};

test('an overlap is marked at its row, a gap at none', () => {
  const problems = analyseTable(overlapping, { path: BASE });
  const marks = rowMarks(problems, BASE);
  expect([...marks.keys()]).toEqual([2]);
  expect(marks.get(2)).toMatchObject({ severity: 'warning', message: expect.stringContaining('both hold') });
  const gap = problems.find(({ code }) => code === 'table-gap');
  expect(gap && rowOfProblem(gap, BASE)).toBeUndefined();
});

test('an example is told by the labels of the columns', () => {
  const overlap = analyseTable(overlapping, { path: BASE }).find(({ code }) => code === 'table-overlap');
  expect(overlap && exampleText(overlap, overlapping, 'not known')).toMatch(
    /^Customer tier = "silver", Late by = \d+ /,
  );
});

test('a pointer leads to its cell, of a whole row to the first', () => {
  const to = (path: string) => spotOf(`${BASE}${path}`, BASE, TABLE);
  expect(to('/rows/1/when/1')).toEqual({ row: 1, column: 1 });
  expect(to('/rows/1/give/0')).toEqual({ row: 1, column: 2 });
  expect(to('/rows/1/note')).toEqual({ row: 1, column: 3 });
  expect(to('/rows/1')).toEqual({ row: 1, column: 0 });
  expect([to('/rows'), to('/inputs/0'), spotOf('/nodes/2/config/rows/1', BASE, TABLE)]).toEqual(
    Array(3).fill(undefined),
  );
});

test('problems of other fields and steps are left out, the worst come first', () => {
  const problem = (severity: 'error' | 'info', path: string) => ({ code: 'x', severity, message: path, path });
  const found = tableProblems(
    [
      problem('info', `${BASE}/rows`),
      problem('error', `${BASE}/rows/3/when/0`),
      problem('error', '/nodes/1/configs'),
      problem('error', '/nodes/11/config/rows/1'),
    ],
    BASE,
  );
  expect(found.map(({ path }) => path)).toEqual([`${BASE}/rows/3/when/0`, `${BASE}/rows`]);
});
