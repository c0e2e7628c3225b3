/** A cell of the grid. Row -1 is the heads of the columns. */
export interface Spot {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const PAGE_ROWS = 10;
export const HEAD_ROW = -1;

/**
 * Where a key leads to from a cell, as in a spreadsheet: arrows, Tab and Enter (back with Shift), Home and End, pages. It
 * answers undefined where the key means nothing here, and where Tab leaves the grid at its end.
 */
export function walk({ row, column }: Spot, e: Key, size: GridSize): Spot | undefined {
  if (e.altKey) return undefined;
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const far = e.ctrlKey || e.metaKey;
  const to = (spot: Spot): Spot => ({
    row: Math.max(HEAD_ROW, Math.min(last.row, spot.row)),
    column: Math.max(0, Math.min(last.column, spot.column)),
  });
  switch (e.key) {
    case 'ArrowUp':
      return e.shiftKey ? undefined : to({ row: far ? 0 : row - 1, column });
    case 'ArrowDown':
      return e.shiftKey ? undefined : to({ row: far ? last.row : row + 1, column });
    case 'ArrowLeft':
      return e.shiftKey ? undefined : to({ row, column: far ? 0 : column - 1 });
    case 'ArrowRight':
      return e.shiftKey ? undefined : to({ row, column: far ? last.column : column + 1 });
    case 'Enter':
      return far ? undefined : to({ row: row + (e.shiftKey ? -1 : 1), column });
    case 'Tab':
      return far ? undefined : next({ row, column }, e.shiftKey ? -1 : 1, size);
    case 'Home':
      return to({ row: far ? 0 : row, column: 0 });
    case 'End':
      return to({ row: far ? last.row : row, column: last.column });
    case 'PageUp':
      return to({ row: Math.max(0, row - PAGE_ROWS), column });
    case 'PageDown':
      return to({ row: row + PAGE_ROWS, column });
    default:
      return undefined;
  }
}

/** The cell before or behind, over the ends of rows; none before the first and behind the last. */
function next({ row, column }: Spot, by: -1 | 1, { rows, columns }: GridSize): Spot | undefined {
  const place = row * columns + column + by;
  const first = row === HEAD_ROW ? HEAD_ROW * columns : 0;
  if (place < first || place >= rows * columns) return undefined;
  return { row: Math.floor(place / columns), column: ((place % columns) + columns) % columns };
}
