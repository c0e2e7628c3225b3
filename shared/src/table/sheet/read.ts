import { nearestName } from '../../expression/index.ts';
import { LIMITS } from '../../limits/index.ts';
import type { Problem } from '../../problem/index.ts';
import type { ConfigOf } from '../../workflow/kinds/config.ts';
import { configSchemas } from '../../workflow/kinds/config.ts';
import type { CellType } from '../../workflow/kinds/decide.ts';
import { partsOf } from '../parts.ts';
import { HEADERS, type Header, KINDS, POLICIES, TYPES } from './layout.ts';
import { hasDecimalCommas, type Tidied, tidyCell, typeFor } from './tidy.ts';

type Table = ConfigOf<'table'>;

/** A table from a sheet, with notes of what was mended and of cells that are still wrong; or why there is none. */
export type TableReading =
  | { readonly ok: true; readonly config: Table; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

interface Column {
  readonly at: number;
  readonly kind: 'input' | 'output';
  readonly label: string;
  readonly id: string;
  readonly expression: string;
  readonly type: CellType;
  readonly commas: boolean;
  readonly values: readonly string[] | undefined;
}

/**
 * Reads a table from the cells of a sheet, in the layout that `writeTable` writes and that DMN tools print: the policy in the
 * corner, labels beside it, then rows for kind, id, expression, type and values (any of them may be absent), then the rules.
 * What a column does not say it takes from the column of `like` that has the same id or label. Never throws.
 */
export function readTable(cells: readonly (readonly string[])[], like?: Table): TableReading {
  const sheet = cells.map((row) => row.map((cell) => cell.trim()));
  const [labels, ...below] = sheet;
  if (!labels || labels.length < 2) return { ok: false, problems: [wrong('The sheet is empty.')] };
  const headers = new Map<Header, readonly string[]>();
  while (below[0] && isHeader(below[0][0]) && !headers.has(headerOf(below[0][0])))
    headers.set(headerOf(below[0][0]), below.shift() ?? []);
  const rules = below.filter((row) => row.some((cell) => cell !== ''));
  const policy = policyOf(labels[0] ?? '');
  const columns = columnsOf(labels, headers, rules, like);
  const noteAt = labels.findIndex((label, at) => at > 0 && kindOf(headers.get('kind')?.[at] || label) === 'note');
  const nameless = columns.filter((column) => column.kind === 'input' && column.expression === '');
  const problems = [
    ...(policy ? [] : [wrong(unknownPolicy(labels[0] ?? ''))]),
    ...nameless.map(({ label }) => wrong(`Column “${label}” has no expression: say what it tests.`)),
    ...(columns.some(({ kind }) => kind === 'input') ? [] : [wrong('No column is an input.')]),
    ...(columns.some(({ kind }) => kind === 'output') ? [] : [wrong('No column is an output.')]),
    ...(rules.length > LIMITS.tableRows
      ? [wrong(`A table has at most ${LIMITS.tableRows} rows; this one has more.`)]
      : []),
  ];
  if (problems.length > 0 || !policy) return { ok: false, problems };
  return assembled(policy, columns, rules, noteAt);
}

function assembled(
  policy: Pick<Table, 'hitPolicy' | 'aggregate'>,
  columns: readonly Column[],
  rules: readonly (readonly string[])[],
  noteAt: number,
): TableReading {
  const tidied = rules.map((rule) => columns.map((column) => tidyCell(rule[column.at] ?? '', column)));
  const texts = (row: readonly Tidied[], kind: Column['kind']) =>
    row.flatMap(({ text }, at) => (columns[at]?.kind === kind ? [text] : []));
  const ids = idsOf(rules.map((rule) => rule[0] ?? ''));
  const column = ({ id, label, type, values }: Column) => ({ id, label, type, ...(values ? { values } : {}) });
  const config = {
    ...policy,
    inputs: columns.flatMap((each) =>
      each.kind === 'input' ? [{ ...column(each), expression: each.expression }] : [],
    ),
    outputs: columns.flatMap((each) => (each.kind === 'output' ? [column(each)] : [])),
    rows: tidied.map((row, at) => {
      const note = noteAt < 0 ? '' : (rules[at]?.[noteAt] ?? '');
      return { id: ids[at], when: texts(row, 'input'), give: texts(row, 'output'), ...(note ? { note } : {}) };
    }),
  };
  const parsed = configSchemas.table.safeParse(config);
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues
        .slice(0, 20)
        .map(({ message, path }) => ({ ...wrong(`${path.join(' ')}: ${message}`), path: `/${path.join('/')}` })),
    };
  return { ok: true, config: parsed.data, problems: [...leftOver(columns, tidied), ...notesOf(columns, tidied)] };
}

function columnsOf(
  labels: readonly string[],
  headers: ReadonlyMap<Header, readonly string[]>,
  rules: readonly (readonly string[])[],
  like: Table | undefined,
): readonly Column[] {
  const taken = new Set<string>();
  return labels.flatMap((label, at): Column[] => {
    const said = (header: Header) => headers.get(header)?.[at] ?? '';
    const given = kindOf(said('kind'));
    if (at === 0 || given === 'note' || (!given && kindOf(label) === 'note')) return [];
    if (label === '' && said('id') === '' && said('expression') === '') return [];
    const same = (each: { readonly id: string; readonly label: string }) =>
      said('id') === '' ? each.label === label : each.id === said('id');
    const tested = like?.inputs.find(same);
    const before = tested ?? like?.outputs.find(same);
    const expression = said('expression') || (tested?.expression ?? '');
    const kind = given ?? (expression === '' ? 'output' : 'input');
    const cells = rules.map((rule) => rule[at] ?? '');
    const type = TYPES.get(said('type').toLowerCase()) ?? before?.type ?? typeFor(cells, kind);
    const id = said('id') || before?.id || free(fieldNameOf(label), taken);
    taken.add(id);
    const values = said('values') === '' ? undefined : valuesOf(said('values'), type, kind);
    const commas = type === 'number' && hasDecimalCommas(cells);
    return [{ at, kind, label, id, expression: kind === 'input' ? expression : '', type, commas, values }];
  });
}

/** A line each, or several with commas. */
function valuesOf(text: string, type: CellType, kind: Column['kind']): readonly string[] {
  const parts = text.includes('\n') || text.startsWith('not') ? text.split('\n') : partsOf(text);
  return parts.filter((part) => part.trim() !== '').map((part) => tidyCell(part, { type, kind, commas: false }).text);
}

function isHeader(text: string | undefined): boolean {
  return HEADERS.some((header) => header === text?.toLowerCase());
}

function headerOf(text: string | undefined): Header {
  return HEADERS.find((header) => header === text?.toLowerCase()) ?? 'kind';
}

function kindOf(text: string): 'input' | 'output' | 'note' | undefined {
  return KINDS.get(text.toLowerCase());
}

function policyOf(text: string): Pick<Table, 'hitPolicy' | 'aggregate'> | undefined {
  const name = text.toLowerCase().replaceAll(/[^a-z+<>#]/g, '');
  if (name === '') return { hitPolicy: 'unique' };
  return POLICIES.find(([letter, , word]) => name === letter.toLowerCase() || name === word)?.[1];
}

function unknownPolicy(text: string): string {
  const near = nearestName(
    text,
    POLICIES.map(([, { hitPolicy }]) => hitPolicy),
  );
  const letters = POLICIES.map(([letter]) => letter).join(', ');
  return `“${text.slice(0, 40)}” in the corner is no hit policy${near ? `; did you mean “${near}”?` : '.'} Write one of ${letters}.`;
}

/** A name for a column from its label: “Customer tier” is customerTier. */
function fieldNameOf(label: string): string {
  const words = label
    .normalize('NFD')
    .replaceAll(/[^A-Za-z0-9 _-]/g, '')
    .split(/[\s_-]+/)
    .filter(Boolean);
  const name = words
    .map((word, at) => (at === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
  return /^[a-z]/.test(name) ? name.slice(0, 60) : `column${name.slice(0, 50)}`;
}

function free(name: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n += 1) {
    const made = n === 1 ? name : `${name}${n}`;
    if (!taken.has(made)) return made;
  }
}

/** The rows' own ids where they can be, else one by their number. */
function idsOf(written: readonly string[]): readonly string[] {
  const taken = new Set<string>(written);
  return written.map((text, at) => {
    const id = text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '');
    if (/^[a-z][a-z0-9-]{0,31}$/.test(text)) return text;
    const made = /^[a-z]/.test(id) ? id.slice(0, 28) : `row-${/^\d{1,6}$/.test(id) ? id : at + 1}`;
    for (let n = 1; ; n += 1) {
      const name = n === 1 ? made : `${made}-${n}`;
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
  });
}

/** The cells that are still wrong, by where they stand in the table. */
function leftOver(columns: readonly Column[], rows: readonly (readonly Tidied[])[]): Problem[] {
  return rows.flatMap((row, at) =>
    row.flatMap(({ says }, index): Problem[] => {
      const column = columns[index];
      if (says === undefined || !column) return [];
      const place = columns.slice(0, index).filter(({ kind }) => kind === column.kind).length;
      const path = `/rows/${at}/${column.kind === 'input' ? 'when' : 'give'}/${place}`;
      return [
        { code: 'table-cell', severity: 'error', message: `Row ${at + 1}, column “${column.label}”: ${says}`, path },
      ];
    }),
  );
}

const DONE = {
  mended: (count: number) =>
    `${count} ${count === 1 ? 'cell was' : 'cells were'} written as a table has them, texts in quotes`,
  filled: (count: number) => `${count} empty ${count === 1 ? 'cell gives' : 'cells give'} null`,
  'decimal-comma': (count: number) =>
    `in ${count} ${count === 1 ? 'cell' : 'cells'} 1,5 was read as 1.5 (for “1 or 5” write 1, 5)`,
} as const;

/** One note per column and kind of change. */
function notesOf(columns: readonly Column[], rows: readonly (readonly Tidied[])[]): Problem[] {
  return columns.flatMap((column, index) =>
    (Object.keys(DONE) as (keyof typeof DONE)[]).flatMap((did): Problem[] => {
      const count = rows.filter((row) => row[index]?.did === did).length;
      if (count === 0) return [];
      return [
        { code: 'table-sheet', severity: 'info', message: `Column “${column.label}”: ${DONE[did](count)}.`, path: '' },
      ];
    }),
  );
}

function wrong(message: string): Problem {
  return { code: 'table-sheet', severity: 'error', message, path: '' };
}
