import { IconPlus } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { t } from '../../../messages/t.ts';
import type { CellHands } from './Cell.tsx';
import { HEAD_ROW } from './cell-walk.ts';
import type { ColumnPlace } from './column-edits.ts';
import { isWide } from './column-edits.ts';
import classes from './Table.module.css';
import type { GridColumn, Table } from './table-config.ts';

interface GridHeadProps {
  readonly table: Table;
  readonly columns: readonly GridColumn[];
  readonly tabbable: number | undefined;
  readonly hands: CellHands;
  readonly onColumn: (place: ColumnPlace) => void;
  readonly onAddColumn: (kind: ColumnPlace['kind']) => void;
}

/** What is tested and what is given, and below it a button per column that opens its form. */
export function GridHead({ table, columns, tabbable, hands, onColumn, onAddColumn }: GridHeadProps) {
  return (
    <thead>
      <tr aria-rowindex={1} className={classes.groups}>
        <th rowSpan={2} className={classes.corner} scope="col">
          {t('table.row')}
        </th>
        <Group kind="input" table={table} onAdd={onAddColumn} />
        <Group kind="output" table={table} onAdd={onAddColumn} />
        <th rowSpan={2} scope="col" className={classes.noteHead}>
          {t('table.note')}
        </th>
      </tr>
      <tr aria-rowindex={2}>
        {columns.map((column, at) => {
          if (column.kind === 'note') return null;
          const { kind, index, label, type } = column;
          const about = kind === 'input' ? table.inputs[index]?.expression : t('table.gives');
          const values = (kind === 'input' ? table.inputs[index] : table.outputs[index])?.values;
          return (
            <th key={`${kind} ${index}`} scope="col" className={classes.head} data-kind={kind}>
              <button
                type="button"
                data-spot={`${HEAD_ROW}:${at}`}
                data-autofocus={tabbable === at || undefined}
                tabIndex={tabbable === at ? 0 : -1}
                title={t('table.column', { column: label })}
                onFocus={() => hands.onFocus({ row: HEAD_ROW, column: at })}
                onClick={() => onColumn({ kind, index })}
                onKeyDown={(e: KeyboardEvent) => {
                  if (e.key === 'Enter' || !hands.onWalk({ row: HEAD_ROW, column: at }, e)) return;
                  e.preventDefault();
                }}
              >
                <b>{label}</b>
                <code>{about}</code>
                <span>
                  {t(`column.${type}`)}
                  {values ? ` · ${values.join(', ')}` : ''}
                </span>
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function Group({
  kind,
  table,
  onAdd,
}: {
  readonly kind: ColumnPlace['kind'];
  readonly table: Table;
  readonly onAdd: (kind: ColumnPlace['kind']) => void;
}) {
  return (
    <th
      colSpan={kind === 'input' ? table.inputs.length : table.outputs.length}
      scope="colgroup"
      className={classes.group}
      data-kind={kind}
    >
      <span>
        {t(`table.group.${kind}`)}
        <button
          type="button"
          className={classes.adder}
          aria-label={t(`table.add.${kind}`)}
          title={t(`table.add.${kind}`)}
          disabled={isWide(table, kind)}
          onClick={() => onAdd(kind)}
        >
          <IconPlus size={14} stroke={2} aria-hidden="true" />
        </button>
      </span>
    </th>
  );
}
