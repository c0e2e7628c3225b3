import { type KeyboardEvent, useMemo, useRef } from 'react';
import { t, tn } from '../../../messages/t.ts';
import type { CellHands } from './Cell.tsx';
import { HEAD_ROW, type Spot, walk } from './cell-walk.ts';
import { type Pasted, pasteBlock, readBlock } from './paste.ts';
import { addRow, duplicateRow, moveRow, removeRow, typedCell, withCells } from './row-edits.ts';
import type { RowIntent } from './row-intent.ts';
import { gridColumns } from './table-config.ts';
import type { TableDesk } from './table-desk.ts';
import type { GridFocus } from './use-grid-focus.ts';

interface HandTools {
  readonly desk: TableDesk;
  readonly focus: GridFocus;
  readonly say: (text: string) => void;
}

export interface GridHands {
  readonly cells: CellHands;
  readonly onRow: (intent: RowIntent) => void;
}

/** What cells and the row bar ask for, as commands of the document. It stays the same object as long as the dialog stands. */
export function useGridHands({ desk, focus, say }: HandTools): GridHands {
  const { now, after, onFocus } = focus;
  const active = useRef(focus.active);
  active.current = focus.active;
  return useMemo(() => {
    const columns = () => gridColumns(desk.table(), t('table.note'));
    const cells: CellHands = {
      onFocus,
      onTyped: ({ row, column: at }, typed) => {
        const column = columns()[at];
        if (!column) return;
        const text = typedCell(typed, column);
        desk.change(t('table.did.cell', { row: row + 1, column: column.label }), (table) =>
          withCells(table, [{ row, column, text }]),
        );
      },
      onWalk: (spot, e: KeyboardEvent) => {
        const to = walk(spot, e, { rows: desk.table().rows.length, columns: columns().length });
        if (to === undefined) return false;
        // What was typed is drawn first, or it would not be selected as a whole.
        if (to.row === spot.row && to.column === spot.column) after(to);
        // Behind the last head comes the first cell.
        return now(to) || (spot.row === HEAD_ROW && e.key === 'Tab' && !e.shiftKey && now({ row: 0, column: 0 }));
      },
      onInstead: (spot, text) => {
        cells.onTyped(spot, text);
        after(spot);
      },
      onPaste: (spot, text) => {
        const block = readBlock(text);
        const pasted = pasteBlock(desk.table(), spot, block, columns());
        desk.change(tn('table.did.paste', pasted.filled), () => pasted.table);
        say(pastedText(pasted));
        after(spot);
      },
    };
    return { cells, onRow: (intent) => doWithRow(intent, active.current, { desk, say, after }) };
  }, [desk, now, after, onFocus, say]);
}

function doWithRow(
  intent: RowIntent,
  { row, column }: Spot,
  { desk, say, after }: Pick<HandTools, 'desk' | 'say'> & Pick<GridFocus, 'after'>,
): void {
  const at = Math.max(0, Math.min(row, desk.table().rows.length - 1));
  const number = { row: at + 1 };
  const told = t(`table.did.row-${intent}`, number);
  const change = {
    up: () => desk.change(told, (table) => moveRow(table, at, -1)),
    down: () => desk.change(told, (table) => moveRow(table, at, 1)),
    add: () => desk.change(told, (table) => addRow(table, table.rows.length === 0 ? 0 : at + 1)),
    duplicate: () => desk.change(told, (table) => duplicateRow(table, at)),
    remove: () => desk.change(told, (table) => removeRow(table, at)),
  }[intent];
  if (!change()) return;
  say(told);
  const left = desk.table().rows.length;
  const to = { up: at - 1, down: at + 1, add: Math.min(at + 1, left - 1), duplicate: at + 1, remove: at }[intent];
  after({ row: Math.min(to, left - 1), column: intent === 'add' ? 0 : column });
}

function pastedText({ filled, added, mended, wrong, dropped }: Pasted): string {
  return [
    tn('table.pasted', filled),
    added > 0 ? tn('table.pasted-rows', added) : '',
    mended > 0 ? tn('table.pasted-mended', mended) : '',
    wrong > 0 ? tn('table.pasted-wrong', wrong) : '',
    dropped > 0 ? tn('table.pasted-dropped', dropped) : '',
  ]
    .filter(Boolean)
    .join(' ');
}
