import { IconAlertTriangle, IconInfoCircle, IconX } from '@tabler/icons-react';
import { memo } from 'react';
import { t, tn } from '../../../messages/t.ts';
import { Cell, type CellHands } from './Cell.tsx';
import type { RowMark } from './row-problems.ts';
import classes from './Table.module.css';
import { cellText, type GridColumn, type TableRow } from './table-config.ts';

interface GridRowProps {
  readonly row: TableRow;
  readonly at: number;
  readonly columns: readonly GridColumn[];
  /** The column by which Tab comes to the grid, where it is in this row. */
  readonly tabbable: number | undefined;
  readonly severity: RowMark['severity'] | undefined;
  readonly message: string | undefined;
  /** What the check found in single cells, by place of the column. */
  readonly told: ReadonlyMap<number, string> | undefined;
  /** How often it was hit in what is tried. */
  readonly hits: number;
  readonly hitLast: boolean;
  readonly hands: CellHands;
}

const ICONS = { error: IconX, warning: IconAlertTriangle, info: IconInfoCircle } as const;

/** A row of the table. It is drawn anew only when something of it changes. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, at, columns, tabbable, severity, message, told, hits, hitLast, hands } = props;
  const Icon = severity && ICONS[severity];
  return (
    <tr aria-rowindex={at + 3} data-hit={hitLast || undefined} data-severity={severity}>
      <th scope="row" className={classes.rowHead} data-row={at}>
        <span>{at + 1}</span>
        {Icon && (
          <span className={classes.mark} title={message} role="img" aria-label={message}>
            <Icon size={14} stroke={2} aria-hidden="true" />
          </span>
        )}
        {hits > 0 && (
          <span className={classes.hits} role="img" title={tn('table.hits', hits)} aria-label={tn('table.hits', hits)}>
            {t('table.times', { count: hits })}
          </span>
        )}
      </th>
      {columns.map((column, index) => (
        <Cell
          key={`${column.kind} ${column.index}`}
          row={at}
          at={index}
          column={column}
          text={cellText(row, column)}
          tabbable={tabbable === index}
          told={told?.get(index)}
          hands={hands}
        />
      ))}
    </tr>
  );
});
