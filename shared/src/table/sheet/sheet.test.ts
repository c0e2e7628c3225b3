import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv, writeCsv } from '../../csv/index.ts';
import { readSpreadsheet, writeSpreadsheet } from '../../spreadsheet/index.ts';
import type { ConfigOf } from '../../workflow/kinds/config.ts';
import { partsOf } from '../parts.ts';
import { drawFrom, randomTable } from '../testing/index.ts';
import { HEADER_ROWS, readTable, writeTable } from './index.ts';

type Table = ConfigOf<'table'>;

const table: Table = {
  hitPolicy: 'first',
  inputs: [
    {
      id: 'tier',
      label: 'Customer tier',
      expression: 'subject.customerTier',
      type: 'text',
      values: ['"gold"', '"a, b"'],
    },
    { id: 'delay', label: 'Delay', expression: 'subject.eta - now', type: 'duration' },
  ],
  outputs: [{ id: 'severity', label: 'Severity', type: 'text' }],
  rows: [
    { id: 'gold', when: ['"gold"', '> 30m'], give: ['= subject.status'], note: 'says, “who”' },
    { id: 'rest', when: ['-', '[1h..2h), > 1d'], give: ['"low"'] },
  ],
};

/** The same table as it comes back: an empty test is written as one, a value that is several too, commas have room. */
const tidy = (config: Table): Table => ({
  ...config,
  inputs: config.inputs.map((input) =>
    input.values?.length === 1 ? { ...input, values: input.values.flatMap(partsOf) } : input,
  ),
  rows: config.rows.map((row) => ({
    ...row,
    when: row.when.map((cell, column) =>
      config.inputs[column]?.type === 'number' ? cell.replaceAll(/,\s*/g, ', ') || '-' : cell || '-',
    ),
  })),
});

function reread(cells: readonly (readonly string[])[], like?: Table): Table {
  const read = readTable(cells, like);
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.config;
}

async function throughWorkbook(cells: readonly (readonly string[])[]): Promise<readonly (readonly string[])[]> {
  const read = await readSpreadsheet(await writeSpreadsheet(cells, { headers: HEADER_ROWS }));
  if (!read.ok) throw new Error(read.problem.message);
  return read.rows;
}

const configs = fc.integer({ min: 0, max: 1e9 }).map((seed) => randomTable(drawFrom(seed)).config);

test('a table is laid out as a sheet that can be read alone', () => {
  expect(writeTable(table)).toEqual([
    ['F', 'Customer tier', 'Delay', 'Severity', 'Note'],
    ['kind', 'input', 'input', 'output', 'note'],
    ['id', 'tier', 'delay', 'severity', ''],
    ['expression', 'subject.customerTier', 'subject.eta - now', '', ''],
    ['type', 'text', 'duration', 'text', ''],
    ['values', '"gold"\n"a, b"', '', '', ''],
    ['gold', '"gold"', '> 30m', '= subject.status', 'says, “who”'],
    ['rest', '-', '[1h..2h), > 1d', '"low"', ''],
  ]);
  expect(readTable(writeTable(table))).toEqual({ ok: true, config: table, problems: [] });
});

test('every table comes back from a CSV file as it was', () => {
  fc.assert(
    fc.property(configs, (config) => {
      const read = readCsv(writeCsv(writeTable(config)));
      expect(reread(read.ok ? read.rows : [])).toEqual(tidy(config));
    }),
  );
});

test('every table comes back from an Excel workbook as it was', async () => {
  await fc.assert(
    fc.asyncProperty(configs, async (config) => {
      expect(reread(await throughWorkbook(writeTable(config)))).toEqual(tidy(config));
    }),
    { numRuns: 20 },
  );
});

test('what people type in a sheet is written as a table has it, and that is told', () => {
  const cells = [
    ['', 'Tier', 'Weight', 'Late', 'Fee', 'Level', 'Anmerkung'],
    ['expression', 'subject.customerTier', 'event.data.weight', 'subject.late', '', '', ''],
    ['', '', '', '', '', '', ''],
    ['1', 'gold, platinum', '> 1,5', 'ja', '2,50', 'high', 'wer'],
    ['Sonst was', '', '[0,5..1,5]', 'NEIN', '', 'low', ''],
  ];
  expect(readTable(cells)).toEqual({
    ok: true,
    config: {
      hitPolicy: 'unique',
      inputs: [
        { id: 'tier', label: 'Tier', expression: 'subject.customerTier', type: 'text' },
        { id: 'weight', label: 'Weight', expression: 'event.data.weight', type: 'number' },
        { id: 'late', label: 'Late', expression: 'subject.late', type: 'text' },
      ],
      outputs: [
        { id: 'fee', label: 'Fee', type: 'number' },
        { id: 'level', label: 'Level', type: 'text' },
      ],
      rows: [
        { id: 'row-1', when: ['"gold", "platinum"', '> 1.5', '"ja"'], give: ['2.50', '"high"'], note: 'wer' },
        { id: 'sonst-was', when: ['-', '[0.5..1.5]', '"NEIN"'], give: ['null', '"low"'] },
      ],
    },
    problems: [
      expect.objectContaining({ severity: 'info', message: expect.stringContaining('“Tier”: 1 cell was written') }),
      expect.objectContaining({ message: expect.stringContaining('“Weight”: in 2 cells 1,5 was read as 1.5') }),
      expect.objectContaining({ message: expect.stringContaining('“Late”: 2 cells were written') }),
      expect.objectContaining({ message: expect.stringContaining('“Fee”: 1 empty cell gives null') }),
      expect.objectContaining({ message: expect.stringContaining('“Fee”: in 1 cell 1,5') }),
      expect.objectContaining({ message: expect.stringContaining('“Level”: 2 cells were written') }),
    ],
  });
});

test('what the sheet does not say is taken from the table that it was', () => {
  const plain = [
    ['C+', 'Customer tier', 'Delay', 'Severity'],
    ['x', 'gold', '> 1h', 'high'],
  ];
  expect(reread(plain, table)).toMatchObject({
    hitPolicy: 'collect',
    aggregate: 'sum',
    inputs: [
      { id: 'tier', expression: 'subject.customerTier' },
      { id: 'delay', type: 'duration' },
    ],
    outputs: [{ id: 'severity' }],
    rows: [{ id: 'x', when: ['"gold"', '> 1h'], give: ['"high"'] }],
  });
});

test('a cell that cannot be read is kept, and told where it stands', () => {
  const cells = writeTable(table).with(7, ['rest', '-', 'soon', '"low"', '']);
  expect(readTable(cells)).toMatchObject({
    ok: true,
    config: { rows: [{}, { when: ['-', 'soon'] }] },
    problems: [{ code: 'table-cell', severity: 'error', path: '/rows/1/when/1' }],
  });
});

test('a sheet that is no table says why', () => {
  const says = (cells: readonly (readonly string[])[]) => readTable(cells).problems.map(({ message }) => message);
  expect(says([])).toEqual(['The sheet is empty.']);
  expect(
    says([
      ['Z', 'A', 'B'],
      ['expression', 'subject.a', ''],
    ]),
  ).toEqual([expect.stringContaining('“Z” in the corner is no hit policy')]);
  expect(
    says([
      ['U', 'A'],
      ['r', '1'],
    ]),
  ).toEqual(['No column is an input.']);
  expect(
    says([
      ['U', 'A', 'B'],
      ['kind', 'input', 'output'],
    ]),
  ).toEqual(['Column “A” has no expression: say what it tests.']);
});

test('what is no workbook is refused', async () => {
  expect(await readSpreadsheet(new TextEncoder().encode('a,b'))).toMatchObject({
    ok: false,
    problem: { code: 'spreadsheet-unreadable' },
  });
  expect(await readSpreadsheet(new Uint8Array(1024 * 1024))).toMatchObject({
    problem: { code: 'spreadsheet-too-large' },
  });
});
