import { readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { readCsv, writeCsv } from '@slipway/shared/csv';
import { Failure } from '@slipway/shared/failure';
import { isObject, readJson } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import { hasErrors, type Problem } from '@slipway/shared/problem';
import { readSpreadsheet, writeSpreadsheet } from '@slipway/shared/spreadsheet';
import { HEADER_ROWS, readTable, writeTable } from '@slipway/shared/table';
import { configSchemas } from '@slipway/shared/workflow';
import { EXIT, type ExitCode, type Output } from './output.ts';

/** Where a decision table stands, and the file of cells beside it: .csv or .xlsx. */
export interface TableFiles {
  readonly workflow: string;
  readonly node: string;
  readonly file: string;
}

/** Writes a decision table of a workflow file as cells. */
export async function exportTable({ workflow, node, file }: TableFiles, output: Output): Promise<ExitCode> {
  const found = find(json(workflow), workflow, node);
  const table = configSchemas.table.safeParse(found.config);
  if (!table.success)
    throw new Failure('invalid-workflow', `${workflow}: the configuration of ${node} is not that of a table`);
  const cells = writeTable(table.data);
  const name =
    typeof found.title === 'string'
      ? found.title
          .replaceAll(/[\\/?*:[\]]/g, ' ')
          .slice(0, 31)
          .trim()
      : '';
  writeFileSync(
    file,
    isWorkbook(file)
      ? await writeSpreadsheet(cells, { headers: HEADER_ROWS, sheet: name || 'Table' })
      : `\ufeff${writeCsv(cells)}`,
  );
  const rows = table.data.rows.length;
  output.answer({ ok: true, file, rows }, `The ${rows} rows of ${node} are in ${file}.`);
  return EXIT.ok;
}

/**
 * Puts the table of a file in the place of the one in a workflow file. Ends with 1, and changes nothing, where a cell cannot
 * be read. Whether the workflow is still sound is for `slipway lint`.
 */
export async function importTable({ workflow, node, file }: TableFiles, output: Output): Promise<ExitCode> {
  const document = json(workflow);
  const found = find(document, workflow, node);
  const before = configSchemas.table.safeParse(found.config);
  const cells = await cellsOf(file);
  const read = cells.ok ? readTable(cells.rows, before.data) : { ok: false as const, problems: [cells.problem] };
  const lines = read.problems.map(({ severity, code, message }) => `${file}\n  ${severity} ${code}: ${message}`);
  if (!read.ok || hasErrors(read.problems)) {
    output.answer({ ok: false, problems: read.problems }, [...lines, 'Nothing was taken over.'].join('\n'));
    return EXIT.failed;
  }
  for (const line of lines) output.note(line);
  found.config = read.config;
  writeFileSync(workflow, `${JSON.stringify(document, null, 2)}\n`);
  const rows = read.config.rows.length;
  output.answer({ ok: true, rows, problems: read.problems }, `${node} of ${workflow} has ${rows} rows now.`);
  return EXIT.ok;
}

type Cells =
  | { readonly ok: true; readonly rows: readonly (readonly string[])[] }
  | { readonly ok: false; readonly problem: Problem };

async function cellsOf(file: string): Promise<Cells> {
  const bytes = read(file);
  return isWorkbook(file) ? readSpreadsheet(bytes) : readCsv(new TextDecoder().decode(bytes));
}

function isWorkbook(file: string): boolean {
  const ending = extname(file).toLowerCase();
  if (ending === '.xlsx') return true;
  if (ending === '.csv') return false;
  throw new Failure('invalid-request', `${file}: a table is in a .csv or an .xlsx file`);
}

/** The node of a workflow file, or of an example file, which has its workflow in a field. */
function find(document: unknown, file: string, id: string): { config?: unknown; title?: unknown } {
  const workflow = isObject(document) && isObject(document.workflow) ? document.workflow : document;
  const nodes: readonly unknown[] = isObject(workflow) && Array.isArray(workflow.nodes) ? workflow.nodes : [];
  const node = nodes.filter(isObject).find((each) => each.id === id);
  if (node?.kind === 'table') return node;
  throw new Failure('not-found', `${file} has no decision table ${id}`);
}

function json(file: string): unknown {
  return readJson(read(file), { bytes: LIMITS.graphBytes, keys: LIMITS.graphKeys });
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Failure('not-found', `${file} cannot be read`, { cause: error });
  }
}
