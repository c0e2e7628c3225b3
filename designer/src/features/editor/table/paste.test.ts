import { LIMITS } from '@slipway/shared/limits';
import { expect, test } from 'vitest';
import { isBlock, pasteBlock, readBlock } from './paste.ts';
import { COLUMNS, TABLE } from './testing/table.ts';

const paste = (text: string, row = 0, column = 0) => pasteBlock(TABLE, { row, column }, readBlock(text), COLUMNS);

test('a block is read as spreadsheets copy it, with empty cells and a line end at its end', () => {
  expect(readBlock('gold\t30m\r\n\t2h\r\n')).toEqual([
    ['gold', '30m'],
    ['', '2h'],
  ]);
});

test('only quotes that hold a tab, a line or a quote together are the clipboard’s own', () => {
  expect(readBlock('"a\nb"\t"say ""x"""\t"gold"\t"gold", "silver"\t5" pipe\n')).toEqual([
    ['a\nb', 'say "x"', '"gold"', '"gold", "silver"', '5" pipe'],
  ]);
});

test('a single word is no block, a copied cell of a spreadsheet is', () => {
  expect([isBlock('gold'), isBlock('gold\r\n'), isBlock('a\tb')]).toEqual([false, true, true]);
});

test('cells are filled from the picked one on, and rows that are missing are added', () => {
  const { table, filled, added } = paste('bronze\t> 4h\thigh\nsilver\t> 2h\tmedium', 1);
  expect(table.rows.map(({ when, give }) => [...when, ...give])).toEqual([
    ['"gold"', '> 0m', '"high"'],
    ['"bronze"', '> 4h', '"high"'],
    ['"silver"', '> 2h', '"medium"'],
  ]);
  expect([filled, added]).toEqual([6, 1]);
  expect(new Set(table.rows.map(({ id }) => id)).size).toBe(3);
  expect(table.rows[1]?.id).toBe('silver');
});

test('bare words of text columns get their quotes, empty cells hold for anything or give nothing', () => {
  const { table, mended } = paste('gold, platinum\t\t\n"gold"\t-\tlow');
  expect(table.rows[0]).toMatchObject({ when: ['"gold", "platinum"', '-'], give: ['null'] });
  expect(table.rows[1]).toMatchObject({ when: ['"gold"', '-'], give: ['"low"'] });
  expect(mended).toBe(2);
});

test('what a column cannot read is left as it was pasted, and counted', () => {
  const { table, wrong } = paste('soon', 0, 1);
  expect(table.rows[0]?.when[1]).toBe('soon');
  expect(wrong).toBe(1);
});

test('what has no column is dropped and counted, the note takes any text', () => {
  const { table, dropped } = paste('low\tas agreed\tmore\t', 0, 2);
  expect(table.rows[0]).toMatchObject({ give: ['"low"'], note: 'as agreed' });
  expect(dropped).toBe(1);
});

test('a first line that repeats the heads is left out', () => {
  expect(paste('Customer tier\tLate by\ngold\t1h').table.rows[0]?.when).toEqual(['"gold"', '1h']);
});

test('a table does not grow beyond its limit', () => {
  const { table, dropped } = paste('gold\n'.repeat(LIMITS.tableRows + 2));
  expect(table.rows).toHaveLength(LIMITS.tableRows);
  expect(dropped).toBe(2);
});
