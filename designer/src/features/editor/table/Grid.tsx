import type { Problem } from '@slipway/shared/problem';
import { type KeyboardEvent, useMemo } from 'react';
import { t } from '../../../messages/t.ts';
import { HEAD_ROW } from './cell-walk.ts';
import type { ColumnPlace } from './column-edits.ts';
import { GridHead } from './GridHead.tsx';
import { GridRow } from './GridRow.tsx';
import type { Hits } from './hits.ts';
import { rowIntent } from './row-intent.ts';
import { rowMarks, rowOfProblem } from './row-problems.ts';
import classes from './Table.module.css';
import { cellPath, type GridColumn, type Table } from './table-config.ts';
import type { GridFocus } from './use-grid-focus.ts';
import type { GridHands } from './use-grid-hands.ts';

interface GridProps {
  readonly name: string;
  readonly table: Table;
  readonly columns: readonly GridColumn[];
  readonly problems: readonly Problem[];
  /** Pointer of the step's configuration. */
  readonly base: string;
  readonly hits: Hits;
  readonly focus: GridFocus;
  readonly hands: GridHands;
  readonly onColumn: (place: ColumnPlace) => void;
  readonly onAddColumn: (kind: ColumnPlace['kind']) => void;
}

/** The table as a grid of cells: one of them is in the order of Tab, and keys go from it to the others. */
export function Grid(props: GridProps) {
  const { name, table, columns, problems, base, hits, focus, hands } = props;
  const { active, frame } = focus;
  const marks = useMemo(() => rowMarks(problems, base), [problems, base]);
  const told = useMemo(() => cellsTold(problems, base, columns), [problems, base, columns]);
  const tabbable = { row: Math.min(active.row, table.rows.length - 1), column: active.column };
  const seen = new Set<string>();
  const keys = (e: KeyboardEvent) => {
    const intent = rowIntent(e);
    if (e.key === 'F6') focus.leave();
    else if (intent) hands.onRow(intent);
    else return;
    e.preventDefault();
  };
  return (
    <div className={classes.frame} ref={frame}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is edited by keys is a grid
        role="grid"
        className={classes.grid}
        aria-label={name}
        aria-rowcount={table.rows.length + 2}
        aria-colcount={columns.length + 1}
        aria-describedby="table-keys"
        onKeyDown={keys}
      >
        <GridHead
          table={table}
          columns={columns}
          tabbable={tabbable.row === HEAD_ROW ? tabbable.column : undefined}
          hands={hands.cells}
          onColumn={props.onColumn}
          onAddColumn={props.onAddColumn}
        />
        <tbody>
          {table.rows.map((row, at) => {
            const mark = marks.get(at);
            const key = seen.has(row.id) ? `${row.id}/${at}` : row.id;
            seen.add(row.id);
            return (
              <GridRow
                key={key}
                row={row}
                at={at}
                columns={columns}
                tabbable={tabbable.row === at ? tabbable.column : undefined}
                severity={mark?.severity}
                message={mark?.message}
                told={told.get(at)}
                hits={hits.times.get(row.id) ?? 0}
                hitLast={hits.last.has(row.id)}
                hands={hands.cells}
              />
            );
          })}
        </tbody>
      </table>
      {table.rows.length === 0 && <p className={classes.quiet}>{t('table.no-rows')}</p>}
    </div>
  );
}

/** By row and column, the first thing that the check says of a cell. */
function cellsTold(
  problems: readonly Problem[],
  base: string,
  columns: readonly GridColumn[],
): ReadonlyMap<number, ReadonlyMap<number, string>> {
  const told = new Map<number, Map<number, string>>();
  for (const problem of problems) {
    const row = rowOfProblem(problem, base);
    if (row === undefined) continue;
    const at = columns.findIndex((column) => problem.path === `${base}${cellPath(row, column)}`);
    if (at < 0) continue;
    const cells = told.get(row) ?? new Map<number, string>();
    if (!cells.has(at)) cells.set(at, problem.message);
    told.set(row, cells);
  }
  return told;
}
