import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './Rows.module.css';
import { useListKeys } from './use-list-keys.ts';

interface RowsProps<Row> {
  readonly items: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly rowHeight: number;
  readonly label: string;
  readonly current?: string | undefined;
  readonly onOpen: (row: Row) => void;
  readonly render: (row: Row) => ReactNode;
  /** Buttons of a row, drawn at its end: a button cannot hold another. */
  readonly beside?: (row: Row) => ReactNode;
  /** Called when the end comes near and there is more. */
  readonly onEnd?: (() => void) | undefined;
}

/** A long list of which only what is seen is drawn. J and K walk it, Enter opens, a click opens. */
export function Rows<Row>({ items, idOf, rowHeight, label, current, onOpen, render, beside, onEnd }: RowsProps<Row>) {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (at) => {
      const row = items[at];
      return row === undefined ? at : idOf(row);
    },
  });
  const seen = virtual.getVirtualItems();
  const last = seen.at(-1)?.index ?? 0;
  useEffect(() => {
    if (items.length > 0 && last >= items.length - 10) onEnd?.();
  }, [last, items.length, onEnd]);

  const at = current === undefined ? -1 : items.findIndex((row) => idOf(row) === current);
  const cursor = useListKeys(items.length, at, {
    open: (index) => {
      const row = items[index];
      if (row !== undefined) onOpen(row);
    },
    show: (index) => virtual.scrollToIndex(index),
  });

  return (
    <div ref={frame} className={classes.frame} data-testid="rows">
      <ul className={classes.list} aria-label={label} style={{ height: virtual.getTotalSize() }}>
        {seen.map((place) => {
          const row = items[place.index];
          if (row === undefined) return null;
          const isCurrent = place.index === at;
          return (
            <li
              key={place.key}
              className={classes.item}
              style={{ height: rowHeight, transform: `translateY(${place.start}px)` }}
            >
              <button
                type="button"
                className={classes.row}
                data-id={idOf(row)}
                data-current={isCurrent || undefined}
                data-cursor={place.index === cursor || undefined}
                aria-current={isCurrent || undefined}
                onClick={() => onOpen(row)}
              >
                {render(row)}
              </button>
              {beside && <span className={classes.beside}>{beside(row)}</span>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
