import writeWorkbook, { type CellObject } from 'write-excel-file/universal';

const WIDEST_CHARACTERS = 60;

/**
 * Makes an Excel workbook (`.xlsx`) of one sheet. Every cell is a text, so that Excel takes nothing for a date or a formula;
 * the first rows, as many as `headers`, are bold and stay in sight.
 */
export async function writeSpreadsheet(
  rows: readonly (readonly string[])[],
  { headers = 1, sheet = 'Table' }: { readonly headers?: number; readonly sheet?: string } = {},
): Promise<Uint8Array> {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const cells = rows.map((row, at) =>
    Array.from({ length: width }, (_, column): CellObject | null => {
      const value = row[column] ?? '';
      if (value === '') return null;
      return { value, type: String, wrap: true, ...(at < headers ? { fontWeight: 'bold' } : {}) };
    }),
  );
  const columns = Array.from({ length: width }, (_, column) => {
    const lengths = rows.map((row) => (row[column] ?? '').length);
    return { width: Math.min(WIDEST_CHARACTERS, Math.max(8, ...lengths) + 2) };
  });
  const blob = await writeWorkbook(cells, { sheet, columns, stickyRowsCount: headers }).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}
