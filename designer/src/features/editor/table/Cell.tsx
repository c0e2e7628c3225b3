import { readCell, readOutput } from '@slipway/shared/table';
import { type KeyboardEvent, memo, useId, useRef, useState } from 'react';
import { t } from '../../../messages/t.ts';
import type { Spot } from './cell-walk.ts';
import { isBlock } from './paste.ts';
import classes from './Table.module.css';
import type { GridColumn } from './table-config.ts';

/** What a cell asks its grid for. The same object as long as the grid stands. */
export interface CellHands {
  readonly onFocus: (spot: Spot) => void;
  readonly onTyped: (spot: Spot, text: string) => void;
  /** Takes over what was most likely meant. */
  readonly onInstead: (spot: Spot, text: string) => void;
  /** Answers whether the key led to another cell. */
  readonly onWalk: (spot: Spot, e: KeyboardEvent) => boolean;
  readonly onPaste: (spot: Spot, text: string) => void;
}

interface CellProps {
  readonly row: number;
  /** Place of the column in the grid. */
  readonly at: number;
  readonly column: GridColumn;
  readonly text: string;
  /** Whether Tab comes to the grid by this cell. */
  readonly tabbable: boolean;
  /** What the check of the workflow found here. */
  readonly told: string | undefined;
  readonly hands: CellHands;
}

/**
 * One cell. While all of its text is selected it is only picked: arrows go to the next cell and typing replaces it. Typing,
 * F2 or a second click begins to edit; Escape takes that back, and leaving it is one command.
 */
export const Cell = memo(function Cell({ row, at, column, text, tabbable, told, hands }: CellProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [caret, setCaret] = useState(false);
  const fresh = useRef(false);
  const id = useId();
  const spot = { row, column: at };
  const editing = typed !== null || caret;
  const found = typed === null ? wrongWith(text, column) : undefined;
  const wrong = typed === null ? (found?.says ?? told) : undefined;
  const commit = () => {
    setTyped(null);
    setCaret(false);
    if (typed !== null && typed !== text) hands.onTyped(spot, typed);
  };
  const keys = (e: KeyboardEvent<HTMLInputElement>) => {
    if (e.nativeEvent.isComposing) return;
    const input = e.currentTarget;
    if (e.key === 'Escape' && editing) {
      setTyped(null);
      setCaret(false);
      // Once the old text is back.
      requestAnimationFrame(() => input.select());
      e.stopPropagation();
    } else if (e.key === 'F2') {
      setCaret(true);
      input.setSelectionRange(input.value.length, input.value.length);
    } else if (isRowKey(e)) commit();
    else if (editing && (isWithin(e.key) || e.ctrlKey || e.metaKey)) {
      // The text has these keys, and its own undo.
      e.stopPropagation();
    } else {
      if (e.key === 'Tab' || e.key === 'Enter' || e.key.startsWith('Arrow') || e.key.startsWith('Page')) commit();
      if (hands.onWalk(spot, e)) e.preventDefault();
    }
  };
  return (
    <td className={classes.cell} data-kind={column.kind} data-wrong={wrong !== undefined || undefined}>
      <input
        data-spot={`${row}:${at}`}
        data-autofocus={tabbable || undefined}
        aria-label={t('table.cell', { row: row + 1, column: column.label })}
        aria-invalid={wrong !== undefined || undefined}
        aria-describedby={wrong === undefined ? undefined : id}
        tabIndex={tabbable ? 0 : -1}
        autoComplete="off"
        spellCheck={column.kind === 'note'}
        title={text}
        value={typed ?? text}
        onChange={(e) => setTyped(e.currentTarget.value)}
        onFocus={(e) => {
          e.currentTarget.select();
          hands.onFocus(spot);
        }}
        onMouseDown={(e) => {
          fresh.current = document.activeElement !== e.currentTarget;
          if (!fresh.current) setCaret(true);
        }}
        onMouseUp={(e) => {
          // The first click picks the whole cell; the browser would put the caret where it was.
          if (!fresh.current) return;
          e.preventDefault();
          e.currentTarget.select();
        }}
        onBlur={commit}
        onKeyDown={keys}
        onPaste={(e) => {
          const pasted = e.clipboardData.getData('text/plain');
          if (!isBlock(pasted)) return;
          e.preventDefault();
          setTyped(null);
          setCaret(false);
          hands.onPaste(spot, pasted);
        }}
      />
      {wrong !== undefined && (
        <p className={classes.wrong} id={id}>
          <bdi>{wrong}</bdi>
          {found?.instead !== undefined && (
            <button
              type="button"
              tabIndex={-1}
              className={classes.link}
              onClick={() => hands.onInstead(spot, found.instead ?? '')}
            >
              {t('table.write-instead', { text: found.instead })}
            </button>
          )}
        </p>
      )}
    </td>
  );
});

/** Keys by which the grid moves, adds and removes rows; others with Alt write signs on some keyboards. */
function isRowKey({ altKey, key }: KeyboardEvent): boolean {
  return altKey && ['ArrowUp', 'ArrowDown', 'Enter', 'Delete', 'Backspace'].includes(key);
}

/** Keys that move inside of a text that is edited. */
function isWithin(key: string): boolean {
  return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'Home' || key === 'End';
}

function wrongWith(
  text: string,
  column: GridColumn,
): { readonly says: string; readonly instead?: string | undefined } | undefined {
  if (column.kind === 'note') return undefined;
  const read = column.kind === 'input' ? readCell(text, column.type) : readOutput(text, column.type);
  return read.ok ? undefined : read;
}
