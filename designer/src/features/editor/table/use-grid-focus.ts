import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Spot } from './cell-walk.ts';

/** Which cell was picked last, and how to go to another. */
export interface GridFocus {
  readonly active: Spot;
  /** The cell that is picked first. */
  readonly opensAt: Spot;
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly onFocus: (spot: Spot) => void;
  /** Puts the focus into a cell; answers whether there is one. */
  readonly now: (spot: Spot) => boolean;
  /** Puts it there once what changed is drawn; into the cell that was picked last where there is none. */
  readonly after: (spot: Spot) => void;
  /** Leaves the grid for what stands before it. */
  readonly leave: () => void;
}

export function useGridFocus(at: Spot): GridFocus {
  const [opensAt] = useState(at);
  const frame = useRef<HTMLDivElement>(null);
  const wanted = useRef<Spot | null>(null);
  const [active, setActive] = useState<Spot>(at);
  const [, draw] = useState(0);
  const onFocus = useCallback(
    (spot: Spot) => setActive((before) => (before.row === spot.row && before.column === spot.column ? before : spot)),
    [],
  );
  const now = useCallback((spot: Spot) => pick(frame.current, `[data-spot="${spot.row}:${spot.column}"]`), []);
  const after = useCallback((spot: Spot) => {
    wanted.current = spot;
    draw((count) => count + 1);
  }, []);
  const leave = useCallback(() => {
    frame.current?.parentElement?.querySelector<HTMLElement>('[role="toolbar"] button')?.focus();
  }, []);
  useLayoutEffect(() => {
    const spot = wanted.current;
    wanted.current = null;
    if (spot && !now(spot)) pick(frame.current, '[data-spot][tabindex="0"]');
  });
  return useMemo(
    () => ({ active, opensAt, frame, onFocus, now, after, leave }),
    [active, opensAt, onFocus, now, after, leave],
  );
}

function pick(frame: HTMLElement | null, selector: string): boolean {
  const cell = frame?.querySelector<HTMLElement>(selector);
  cell?.focus();
  if (cell instanceof HTMLInputElement) cell.select();
  return Boolean(cell);
}
