import type { ConfigOf } from '@slipway/shared/workflow';
import { type CellType, cellTypes, collectors, hitPolicies } from '@slipway/shared/workflow';

export type Table = ConfigOf<'table'>;
export type TableInput = Table['inputs'][number];
export type TableOutput = Table['outputs'][number];
export type TableRow = Table['rows'][number];

/** A column of the grid, from the left: inputs, outputs, the note. `index` counts within its kind. */
export type GridColumn =
  | { readonly kind: 'input'; readonly index: number; readonly label: string; readonly type: CellType }
  | { readonly kind: 'output'; readonly index: number; readonly label: string; readonly type: CellType }
  | { readonly kind: 'note'; readonly index: 0; readonly label: string };

/** What an input says that holds for everything, and an output that gives nothing. */
export const ANYTHING = '-';
export const NOTHING = 'null';

/**
 * The configuration of a table step as one that can be drawn: what is missing or of another shape is filled in, rows get as
 * many cells as there are columns, and what is right stays the same object.
 */
export function tableOf(config: unknown): Table {
  const raw = asObject(config);
  const inputs = mapped(raw.inputs, (item) => (isColumn(item) && isText(item.expression) ? item : input(item)));
  const outputs = mapped(raw.outputs, (item) => (isColumn(item) ? item : output(item)));
  const rows = mapped(raw.rows, (item, at) => rowOf(item, at, inputs.length, outputs.length));
  const hitPolicy = hitPolicies.find((each) => each === raw.hitPolicy) ?? 'unique';
  const aggregate = collectors.find((each) => each === raw.aggregate);
  const { aggregate: _, ...rest } = raw;
  return { ...rest, hitPolicy, ...(aggregate ? { aggregate } : {}), inputs, outputs, rows } as Table;
}

/** The columns as they stand in the grid. `note` is what the last one is called. */
export function gridColumns(
  { inputs, outputs }: Pick<Table, 'inputs' | 'outputs'>,
  note: string,
): readonly GridColumn[] {
  return [
    ...inputs.map(({ label, id, type }, index) => ({ kind: 'input' as const, index, label: label || id, type })),
    ...outputs.map(({ label, id, type }, index) => ({ kind: 'output' as const, index, label: label || id, type })),
    { kind: 'note', index: 0, label: note },
  ];
}

export function cellText(row: TableRow, { kind, index }: GridColumn): string {
  if (kind === 'note') return row.note ?? '';
  return (kind === 'input' ? row.when[index] : row.give[index]) ?? '';
}

/** Where a cell stands below the step's configuration, as problems name it. */
export function cellPath(row: number, { kind, index }: GridColumn): string {
  if (kind === 'note') return `/rows/${row}/note`;
  return `/rows/${row}/${kind === 'input' ? 'when' : 'give'}/${index}`;
}

type Raw = Readonly<Record<string, unknown>>;

const asObject = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isText = (value: unknown): value is string => typeof value === 'string';
const textOf = (value: unknown): string => (isText(value) ? value : value === undefined ? '' : JSON.stringify(value));
const isType = (value: unknown): value is CellType => cellTypes.some((type) => type === value);

/** The list with each item as it can be drawn; the same list where all of them can. */
function mapped<Item>(list: unknown, make: (item: unknown, at: number) => Item): Item[] {
  const items = itemsOf(list);
  const made = items.map(make);
  return made.every((item, at) => item === items[at]) && items.length > 0 ? (items as Item[]) : made;
}

function isColumn(item: unknown): item is TableInput {
  const { id, label, type, values } = asObject(item);
  return isText(id) && isText(label) && isType(type) && (values === undefined || isTexts(values));
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function output(item: unknown): TableOutput {
  const raw = asObject(item);
  const { values: said, ...rest } = raw;
  const values = itemsOf(said).map(textOf);
  return {
    ...rest,
    id: textOf(raw.id),
    label: textOf(raw.label),
    type: isType(raw.type) ? raw.type : 'text',
    ...(values.length > 0 ? { values } : {}),
  };
}

function input(item: unknown): TableInput {
  return { ...output(item), expression: textOf(asObject(item).expression) };
}

function rowOf(item: unknown, at: number, inputs: number, outputs: number): TableRow {
  const raw = asObject(item);
  const { id, when, give, note } = raw;
  const fits = (cells: unknown, width: number) => isTexts(cells) && cells.length === width;
  if (isText(id) && fits(when, inputs) && fits(give, outputs) && (note === undefined || isText(note)))
    return item as TableRow;
  const cells = (given: unknown, width: number, empty: string) =>
    Array.from({ length: width }, (_, index) => {
      const text = itemsOf(given)[index];
      return text === undefined ? empty : textOf(text);
    });
  const { note: _, ...rest } = raw;
  return {
    ...rest,
    id: isText(id) ? id : `row-${at + 1}`,
    when: cells(when, inputs, ANYTHING),
    give: cells(give, outputs, NOTHING),
    ...(note === undefined ? {} : { note: textOf(note) }),
  };
}
