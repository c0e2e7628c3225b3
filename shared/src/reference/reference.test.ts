import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  checkReference,
  columnName,
  normalReference,
  type ReferenceTable,
  readReferenceCsv,
  writeReferenceCsv,
} from './index.ts';

const table = (more: Partial<ReferenceTable> = {}): ReferenceTable => ({
  kind: 'table',
  id: 'free-days',
  columns: [
    { name: 'carrier', type: 'text' },
    { name: 'days', type: 'number' },
  ],
  key: ['carrier'],
  rows: [['MAEU', 5]],
  ...more,
});
const codes = (reference: Parameters<typeof checkReference>[0]) =>
  checkReference(reference).map(({ code, path }) => `${code} ${path}`);

it('a table is checked cell by cell, and row by row for its key', () => {
  expect(codes(table())).toEqual([]);
  expect(codes(table({ rows: [['MAEU', '5'], ['HLCU', null], [null, 1], ['X']] }))).toEqual([
    'wrong-cell /rows/0/1',
    'empty-key /rows/2/0',
    'row-width /rows/3',
  ]);
  expect(
    checkReference(
      table({
        rows: [
          ['MAEU', 5],
          ['HLCU', 4],
          ['MAEU', 6],
        ],
      }),
    ),
  ).toMatchObject([
    { code: 'duplicate-key', message: 'Row 3 has the key MAEU, which row 1 has already.', path: '/rows/2' },
  ]);
  expect(codes(table({ key: ['port'] }))).toEqual(['unknown-column /key/0']);
  expect(codes(table({ key: ['carrier', 'carrier'] }))).toEqual(['duplicate-column /key/1']);
});

it('durations that are the same length are the same key', () => {
  const columns = [{ name: 'grace', type: 'duration' as const }];
  expect(codes(table({ columns, key: ['grace'], rows: [['1h'], ['60m']] }))).toEqual(['duplicate-key /rows/1']);
});

it('instants are kept in one spelling', () => {
  const columns = [{ name: 'from', type: 'instant' as const }];
  const told = table({ columns, key: ['from'], rows: [['2026-03-01T08:00:00+01:00'], ['soon']] });
  expect(normalReference(told)).toMatchObject({ rows: [['2026-03-01T07:00:00.000Z'], ['soon']] });
  expect(codes(normalReference(told))).toEqual(['wrong-cell /rows/1/0']);
});

it('a model has each group once, and quantiles that rise', () => {
  const group = (key: string[], p50 = 1) => ({ key, samples: 5, p50, p80: 2, p95: 3 });
  const groups = [group([]), group(['sea']), group(['sea']), group(['sea', 'x', 'y'], 9)];
  const learned = { from: '', to: '', samples: 5 };
  expect(codes({ kind: 'transit', id: 'm', factors: ['mode', 'lane'], groups, learned })).toEqual([
    'duplicate-key /groups/2',
    'group-key /groups/3/key',
    'group-order /groups/3',
  ]);
});

it('a file says of which types its columns are; what identifies is a text', () => {
  const text =
    'Customer no.;Free days;Since;Grace;Active;Note\r\n0012 ;5;2026-03-01T08:00:00+01:00;2h;TRUE;\r\n1013;4.5;;30m;false;a\r\n;;;;;\r\n';
  expect(readReferenceCsv(text, { id: 'free-days', title: 'Free days' })).toEqual({
    ok: true,
    problems: [],
    table: {
      kind: 'table',
      id: 'free-days',
      title: 'Free days',
      columns: [
        { name: 'customerNo', type: 'text' },
        { name: 'freeDays', type: 'number' },
        { name: 'since', type: 'instant' },
        { name: 'grace', type: 'duration' },
        { name: 'active', type: 'boolean' },
        { name: 'note', type: 'text' },
      ],
      key: ['customerNo'],
      rows: [
        ['0012', 5, '2026-03-01T07:00:00.000Z', '2h', true, null],
        ['1013', 4.5, null, '30m', false, 'a'],
      ],
    },
  });
});

it('types and keys can be said, by the names of the file', () => {
  const read = readReferenceCsv('Port,No,Days\nNLRTM,1,5\nNLRTM,2,x\n', {
    id: 't',
    key: ['Port', 'No'],
    columns: [
      { name: 'No', type: 'number' },
      { name: 'Days', type: 'number' },
    ],
  });
  expect(read).toEqual({
    ok: false,
    problems: [
      { code: 'wrong-cell', severity: 'error', message: 'Row 3, “days”: “x” is no number.', path: '/rows/1/2' },
    ],
  });
});

it('a problem names the row of the file, though rows before it are empty', () => {
  const read = readReferenceCsv('a,b\nx,1\n,\nx,2\n', { id: 't' });
  expect(read.problems).toMatchObject([{ message: 'Row 4 has the key x, which row 2 has already.', path: '/rows/1' }]);
});

it('what is no table is told', () => {
  const problems = (text: string, key?: string[]) =>
    readReferenceCsv(text, { id: 't', key }).problems.map(({ code, path }) => `${code} ${path}`);
  expect(problems('')).toEqual(['empty-file ']);
  expect(problems('a,\n1,2\n')).toEqual(['invalid-column /columns/1/name']);
  expect(problems('Free days,free_days\n1,2\n')).toEqual(['duplicate-column /columns/1/name']);
  expect(problems('a,b\n1,2\n', ['c'])).toEqual(['unknown-column /key/0']);
  expect(problems('a,b\n"1,2\n')).toEqual(['csv-unreadable ']);
});

it('a header becomes a name that expressions can say', () => {
  expect(['Free days', 'free_days', 'freeDays', 'UN/LOCODE', 'Größe (m)', 'ETA'].map(columnName)).toEqual([
    'freeDays',
    'freeDays',
    'freeDays',
    'unLocode',
    'grosseM',
    'eta',
  ]);
});

it('what is written is read as the same table', () => {
  const cell = fc.tuple(
    fc.string({ minLength: 1 }).filter((text) => text !== '' && text.trim() === text),
    fc.option(fc.integer()),
  );
  fc.assert(
    fc.property(fc.uniqueArray(cell, { selector: ([key]) => key }), (rows) => {
      const made = table({ rows });
      const read = readReferenceCsv(writeReferenceCsv(made), { id: made.id, columns: made.columns });
      expect(read).toEqual({ ok: true, table: made, problems: [] });
    }),
  );
});
