import type { ReactNode } from 'react';
import classes from './Table.module.css';
import { useListKeys } from './use-list-keys.ts';

export interface Column<Row> {
  readonly title: string;
  /** A CSS width; without one it shares what is left. */
  readonly width?: string;
  readonly cell: (row: Row) => ReactNode;
}

interface TableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly current?: string | undefined;
  readonly onOpen: (row: Row) => void;
  readonly children?: ReactNode;
}

/** A table of some dozens of rows: the first column names the row and opens it, as a click anywhere in it does. */
export function Table<Row>({ label, columns, rows, idOf, current, onOpen, children }: TableProps<Row>) {
  const at = rows.findIndex((row) => idOf(row) === current);
  const cursor = useListKeys(rows.length, at, {
    open: (index) => {
      const row = rows[index];
      if (row !== undefined) onOpen(row);
    },
    show: () => {},
  });
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={label}>
        <colgroup>
          {columns.map(({ title, width }) => (
            <col key={title} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr
              key={idOf(row)}
              data-id={idOf(row)}
              data-current={index === at || undefined}
              data-cursor={index === cursor || undefined}
            >
              {columns.map(({ title, cell }, column) =>
                column === 0 ? (
                  <th key={title} scope="row">
                    <button
                      type="button"
                      className={classes.open}
                      aria-current={index === at || undefined}
                      onClick={() => onOpen(row)}
                    >
                      {cell(row)}
                    </button>
                  </th>
                ) : (
                  <td key={title}>{cell(row)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {children}
    </div>
  );
}
