import type { TransitModel } from '../estimate/index.ts';
import type { Problem } from '../problem/index.ts';
import { isInstant } from '../time/index.ts';
import { isDuration } from './cells.ts';
import { keysOf } from './find.ts';
import type { Reference } from './reference.ts';
import type { ColumnType, ReferenceTable } from './table.ts';

/** What is told of one document; the rest is of the same kind. */
const TOLD_MOST = 100;

const WANTED: Readonly<Record<ColumnType, string>> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  instant: 'an instant such as 2026-03-01T08:00:00Z',
  duration: 'a duration such as 2h',
};

/** What a schema cannot tell of a reference: cells of other types than their column, keys that are missing or twice there. */
export function checkReference(reference: Reference): readonly Problem[] {
  const problems = reference.kind === 'table' ? tableProblems(reference) : modelProblems(reference);
  return problems.slice(0, TOLD_MOST);
}

function tableProblems(table: ReferenceTable): Problem[] {
  const names = table.columns.map(({ name }) => name);
  const shape = [
    ...repeated(names).map((at) =>
      error('duplicate-column', `Two columns are called “${names[at]}”.`, `/columns/${at}/name`),
    ),
    ...table.key.flatMap((name, at) =>
      names.includes(name)
        ? []
        : [error('unknown-column', `The key names a column “${name}”, which is not there.`, `/key/${at}`)],
    ),
    ...repeated(table.key).map((at) =>
      error('duplicate-column', `The key names “${table.key[at]}” twice.`, `/key/${at}`),
    ),
  ];
  if (shape.length > 0) return shape;
  const cells = table.rows.flatMap((row, at) => rowProblems(table, row, at));
  return cells.length > 0 ? cells : keyProblems(table);
}

function rowProblems({ columns, key }: ReferenceTable, row: ReferenceTable['rows'][number], at: number): Problem[] {
  if (row.length !== columns.length)
    return [error('row-width', `${rowName(at)} has ${row.length} cells for ${columns.length} columns.`, `/rows/${at}`)];
  return columns.flatMap(({ name, type }, column) => {
    const cell = row[column] ?? null;
    const path = `/rows/${at}/${column}`;
    if (cell === null)
      return key.includes(name)
        ? [error('empty-key', `${rowName(at)}: “${name}” belongs to the key and is empty.`, path)]
        : [];
    if (isOf(type, cell)) return [];
    return [error('wrong-cell', `${rowName(at)}, “${name}”: ${JSON.stringify(cell)} is not ${WANTED[type]}.`, path)];
  });
}

function keyProblems(table: ReferenceTable): Problem[] {
  const first = new Map<string, number>();
  return keysOf(table).flatMap((key, at) => {
    if (key === undefined) return [];
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, at);
      return [];
    }
    const said = table.key.map((name) => table.rows[at]?.[table.columns.findIndex((column) => column.name === name)]);
    return [
      error(
        'duplicate-key',
        `${rowName(at)} has the key ${said.join(', ')}, which row ${other + 1} has already.`,
        `/rows/${at}`,
      ),
    ];
  });
}

function modelProblems({ factors, groups }: TransitModel): Problem[] {
  const seen = new Set<string>();
  return [
    ...repeated(factors).map((at) =>
      error('duplicate-factor', `Two factors are called “${factors[at]}”.`, `/factors/${at}`),
    ),
    ...groups.flatMap(({ key, p50, p80, p95 }, at) => {
      const path = `/groups/${at}`;
      const name = JSON.stringify(key);
      const twice = seen.has(name);
      seen.add(name);
      return [
        ...(twice ? [error('duplicate-key', `Group ${at + 1} (${key.join(', ')}) is there twice.`, path)] : []),
        ...(key.length > factors.length
          ? [
              error(
                'group-key',
                `Group ${at + 1} names ${key.length} factors; there are ${factors.length}.`,
                `${path}/key`,
              ),
            ]
          : []),
        ...(p50 <= p80 && p80 <= p95
          ? []
          : [error('group-order', `Group ${at + 1}: p50, p80 and p95 do not rise.`, path)]),
      ];
    }),
  ];
}

function isOf(type: ColumnType, cell: string | number | boolean): boolean {
  switch (type) {
    case 'instant':
      return isInstant(cell);
    case 'duration':
      return isDuration(cell);
    case 'number':
      return typeof cell === 'number' && Number.isFinite(cell);
    case 'boolean':
      return typeof cell === 'boolean';
    case 'text':
      return typeof cell === 'string';
  }
}

function repeated(names: readonly string[]): readonly number[] {
  return names.flatMap((name, at) => (names.indexOf(name) === at ? [] : [at]));
}

function rowName(at: number): string {
  return `Row ${at + 1}`;
}

function error(code: string, message: string, path: string): Problem {
  return { code, severity: 'error', message, path };
}
