import { expect, test } from 'vitest';
import { readTableFile, tableFile } from './sheet-files.ts';
import { TABLE } from './testing/table.ts';

const named = (blob: Blob, name: string) => Object.assign(blob, { name });

test('a table comes back from CSV and from a workbook as it was', async () => {
  for (const format of ['csv', 'xlsx'] as const) {
    const file = named(await tableFile(TABLE, format), `table.${format}`);
    expect(await readTableFile(file, TABLE)).toMatchObject({ ok: true, config: TABLE, problems: [] });
  }
});

test('a file that is none is told', async () => {
  expect(await readTableFile(named(new Blob(['no workbook']), 'table.xlsx'), TABLE)).toMatchObject({
    ok: false,
    problems: [{ code: 'spreadsheet-unreadable' }],
  });
});
