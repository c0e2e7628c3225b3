import { isFailure } from '../failure/index.ts';
import { parseDuration, parseInstant } from '../time/index.ts';
import type { ColumnType, ReferenceTable } from './table.ts';

type Cell = ReferenceTable['rows'][number][number];

/** A number as spreadsheets write it; not one with leading zeros, which is a name, nor one that would be rounded. */
const NUMBER = /^[+-]?(?:0|[1-9]\d{0,14})(?:\.\d{1,12})?$/;

/** A cell of a file as a value of its column; undefined where it is none. An empty one is null; spaces around it are gone. */
export function cellOf(type: ColumnType, text: string): Cell | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  switch (type) {
    case 'text':
      return trimmed;
    case 'number':
      return NUMBER.test(trimmed) ? Number(trimmed) : undefined;
    case 'boolean':
      return /^true$/i.test(trimmed) || (/^false$/i.test(trimmed) ? false : undefined);
    case 'instant':
      return instantOf(trimmed);
    case 'duration':
      return isDuration(trimmed) ? trimmed : undefined;
  }
}

/** The narrowest type that all cells of a column have; a column with nothing in it holds texts. */
export function typeOfCells(cells: readonly string[]): ColumnType {
  const said = cells.filter((cell) => cell.trim() !== '');
  const fits = (type: ColumnType) => said.every((cell) => cellOf(type, cell) !== undefined);
  return said.length === 0 ? 'text' : ((['number', 'boolean', 'instant', 'duration'] as const).find(fits) ?? 'text');
}

/** The instant of a text that says its offset, in the one spelling that is kept. */
export function instantOf(text: string): string | undefined {
  return tried(() => parseInstant(text).instant);
}

export function isDuration(value: unknown): boolean {
  return typeof value === 'string' && tried(() => parseDuration(value)) !== undefined;
}

function tried<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (failure) {
    if (!isFailure(failure)) throw failure;
    return undefined;
  }
}
