import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCsv, writeCsv } from './index.ts';

const rowsOf = (text: string) => {
  const read = readCsv(text);
  return read.ok ? read.rows : [read.problem.code];
};

it('reads what spreadsheets write: a byte order mark, semicolons, quotes, and lines cut short', () => {
  expect(rowsOf('\ufeffport;days\r\nNLRTM;5\r\n"DEHAM; Altona";"say ""four"""\r\nBEANR\r\n\r\n')).toEqual([
    ['port', 'days'],
    ['NLRTM', '5'],
    ['DEHAM; Altona', 'say "four"'],
    ['BEANR', ''],
  ]);
});

it('reads what is copied from a sheet, with tabs, though cells hold commas', () => {
  expect(rowsOf('name\tamount\n"Smith, J."\t1,5\n')).toEqual([
    ['name', 'amount'],
    ['Smith, J.', '1,5'],
  ]);
});

it('says what cannot be read, and in which row', () => {
  expect(rowsOf('a,b\n"open,1\n')).toEqual(['csv-unreadable']);
  const wide = readCsv('a,b\n1,2\n1,2,3\n');
  expect(wide).toMatchObject({ ok: false, problem: { message: 'Row 3 has 3 cells; the header has 2.' } });
  expect(rowsOf('')).toEqual([]);
});

it('reads back what it writes', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ' ', ',', ';', '"', '\n', '\r', '\t', 'é', '=') });
  const rows = fc.array(fc.tuple(cell, cell), { maxLength: 6 });
  fc.assert(
    fc.property(rows, (body) => {
      expect(rowsOf(writeCsv([['first', 'second'], ...body]))).toEqual([['first', 'second'], ...body]);
    }),
  );
});
