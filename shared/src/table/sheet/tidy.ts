import type { CellType } from '../../workflow/kinds/decide.ts';
import { readCell } from '../cell.ts';
import { readOutput } from '../output.ts';

/** A cell of a sheet as the table has it, and what was done to it. */
export interface Tidied {
  readonly text: string;
  readonly did?: 'mended' | 'filled' | 'decimal-comma';
  /** What is still wrong with it. */
  readonly says?: string;
}

/** Whether the numbers of a column are written with decimal commas: some have one, and none has a point. */
export function hasDecimalCommas(cells: readonly string[]): boolean {
  return cells.some((cell) => /\d,\d/.test(cell)) && !cells.some((cell) => /\d\.\d/.test(cell));
}

/** Takes a cell from a sheet: bare words get their quotes, decimal commas become points, an empty test is `-`. */
export function tidyCell(
  text: string,
  { type, kind, commas }: { readonly type: CellType; readonly kind: 'input' | 'output'; readonly commas: boolean },
): Tidied {
  const trimmed = text.trim();
  if (trimmed === '') return kind === 'input' ? { text: '-' } : { text: 'null', did: 'filled' };
  const computed = kind === 'output' && trimmed.startsWith('=');
  const pointed = type === 'number' && commas && !computed ? trimmed.replaceAll(/(\d),(?=\d)/g, '$1.') : trimmed;
  const did = pointed === trimmed ? {} : { did: 'decimal-comma' as const };
  const read = kind === 'input' ? readCell(pointed, type) : readOutput(pointed, type);
  if (read.ok) return { text: pointed, ...did };
  return read.instead === undefined
    ? { text: trimmed, says: read.says }
    : { text: read.instead, did: 'mended', ...did };
}

/** The narrowest type that all cells of a column can be read as; text where there is none. */
export function typeFor(cells: readonly string[], kind: 'input' | 'output'): CellType {
  const commas = hasDecimalCommas(cells);
  const fits = (type: CellType) =>
    cells.every((cell) => {
      const tidied = tidyCell(cell, { type, kind, commas });
      return tidied.says === undefined && (type !== 'boolean' || tidied.did !== 'mended' || /true|false/i.test(cell));
    });
  const said = cells.filter((cell) => !/^\s*(?:-|null|=.*)?\s*$/.test(cell));
  if (said.length === 0) return 'text';
  return (['number', 'boolean', 'instant', 'duration'] as const).find(fits) ?? 'text';
}
