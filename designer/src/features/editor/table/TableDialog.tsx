import { Modal } from '@mantine/core';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useState } from 'react';
import { useEditor } from '../../../editor/editor-context.ts';
import { t } from '../../../messages/t.ts';
import { useStep } from '../inspector/step-context.ts';
import { useTried } from '../tryit/use-tried.ts';
import { ColumnForm } from './ColumnForm.tsx';
import { HEAD_ROW, type Spot } from './cell-walk.ts';
import { addColumn, type ColumnPlace } from './column-edits.ts';
import { Findings } from './Findings.tsx';
import { Grid } from './Grid.tsx';
import { hitsOf, NO_HITS } from './hits.ts';
import { PolicyFields } from './PolicyFields.tsx';
import { RowBar } from './RowBar.tsx';
import { rowOfProblem } from './row-problems.ts';
import { SheetBar, type Told } from './SheetBar.tsx';
import classes from './Table.module.css';
import { ToldBox } from './ToldBox.tsx';
import { gridColumns, type Table, tableOf } from './table-config.ts';
import { type TableDesk, tableDesk } from './table-desk.ts';
import { type GridFocus, useGridFocus } from './use-grid-focus.ts';
import { useGridHands } from './use-grid-hands.ts';
import type { TableProblems } from './use-table-problems.ts';

interface TableDialogProps {
  readonly checked: TableProblems;
  /** The cell that it opens at. */
  readonly at: Spot;
  readonly onClose: () => void;
}

/** The editor of a decision table: a grid as in a spreadsheet, what it leaves open below, and the picked column beside it. */
export default function TableDialog({ checked, at, onClose }: TableDialogProps) {
  const { node, pointer } = useStep();
  const { document } = useEditor();
  const table = useMemo(() => tableOf(node.config), [node.config]);
  const desk = useMemo(() => tableDesk(document, node.id), [document, node.id]);
  const [told, setTold] = useState<Told>({ text: '', problems: [] });
  const say = useCallback((text: string) => setTold({ text, problems: [] }), []);
  const focus = useGridFocus(at);
  const column = useColumn(table, desk, focus);
  const base = `${pointer}/config`;
  const keys = (e: KeyboardEvent) => {
    if (e.defaultPrevented) return;
    if (e.key === 'Escape') {
      if (column.place) column.show(null);
      else onClose();
    } else if ((e.ctrlKey || e.metaKey) && !e.altKey && /^[zy]$/i.test(e.key) && !isWriting(e.target)) {
      const back = !e.shiftKey && /z/i.test(e.key);
      const done = back ? document.undo() : document.redo();
      if (done !== null) say(t(back ? 'table.undone' : 'table.redone', { what: done }));
      focus.after(focus.active);
    } else return;
    e.preventDefault();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={false}
      onKeyDown={keys}
      size="100%"
      title={t('table.title', { step: node.title })}
      classNames={{ content: classes.dialog, body: classes.body }}
    >
      <div className={classes.bars}>
        <PolicyFields table={table} desk={desk} />
        <SheetBar table={table} desk={desk} name={node.title} onTold={setTold} />
      </div>
      <div className={classes.main}>
        <Cells table={table} checked={checked} base={base} desk={desk} focus={focus} column={column} say={say} />
        {column.place && (
          <ColumnForm
            key={column.asked}
            table={table}
            place={column.place}
            desk={desk}
            onMoved={column.moved}
            onClose={() => column.show(null)}
          />
        )}
      </div>
      <p className={classes.quiet} id="table-keys">
        {t('table.keys')}
      </p>
      <ToldBox told={told} />
      <Findings
        table={table}
        checked={checked}
        base={base}
        onSpot={focus.after}
        onMended={(problem) => {
          const { rows, inputs } = desk.table();
          // A row that closes a gap wants its outputs.
          if (problem.code === 'table-gap') focus.after({ row: rows.length - 1, column: inputs.length });
          else focus.after({ row: Math.min(rowOfProblem(problem, base) ?? 0, rows.length - 1), column: 0 });
        }}
      />
    </Modal>
  );
}

interface CellsProps {
  readonly table: Table;
  readonly checked: TableProblems;
  readonly base: string;
  readonly desk: TableDesk;
  readonly focus: GridFocus;
  readonly column: ReturnType<typeof useColumn>;
  readonly say: (text: string) => void;
}

/** The grid, and above it what can be done with the row of the picked cell. */
function Cells({ table, checked, base, desk, focus, column, say }: CellsProps) {
  const { node } = useStep();
  const { tried } = useTried();
  const { inputs, outputs } = table;
  const columns = useMemo(() => gridColumns({ inputs, outputs }, t('table.note')), [inputs, outputs]);
  const hits = useMemo(
    () => (tried.play && tried.at >= 0 ? hitsOf(tried.play, tried.at, node.id) : NO_HITS),
    [tried.play, tried.at, node.id],
  );
  const hands = useGridHands({ desk, focus, say });
  const { after, opensAt } = focus;
  useEffect(() => after(opensAt), [after, opensAt]);
  return (
    <div className={classes.left}>
      <RowBar row={focus.active.row} table={table} onIntent={hands.onRow} />
      <Grid
        name={node.title}
        table={table}
        columns={columns}
        problems={checked.found}
        base={base}
        hits={hits}
        focus={focus}
        hands={hands}
        onColumn={column.show}
        onAddColumn={column.add}
      />
    </div>
  );
}

/** Which column's form is open. `asked` grows when somebody opens one. */
function useColumn(table: Table, desk: TableDesk, focus: GridFocus) {
  const [{ place, asked }, set] = useState<{ readonly place: ColumnPlace | null; readonly asked: number }>({
    place: null,
    asked: 0,
  });
  const show = (next: ColumnPlace | null) => {
    set({ place: next, asked: asked + 1 });
    if (next || !place) return;
    focus.after({ row: HEAD_ROW, column: (place.kind === 'output' ? table.inputs.length : 0) + place.index });
  };
  return {
    place,
    asked,
    show,
    moved: (next: ColumnPlace) => set({ place: next, asked }),
    add: (kind: ColumnPlace['kind']) => {
      desk.change(t('table.did.column-added'), (before) => addColumn(before, kind, t(`table.new.${kind}`)));
      show({ kind, index: kind === 'input' ? table.inputs.length : table.outputs.length });
    },
  };
}

/** A text that is being written has its own undo. */
function isWriting(target: EventTarget): boolean {
  return target instanceof HTMLElement && !target.dataset.spot && target.closest('input, textarea') !== null;
}
