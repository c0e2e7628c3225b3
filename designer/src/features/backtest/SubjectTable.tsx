import { VisuallyHidden } from '@mantine/core';
import type { BacktestSubject } from '@slipway/shared/api';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../../messages/t.ts';
import { useListKeys } from '../../ui/use-list-keys.ts';
import { type SubjectColumn, subjectColumns } from './columns.ts';
import classes from './SubjectTable.module.css';
import { VerdictMark } from './VerdictMark.tsx';
import type { SideNames } from './words.ts';

interface SubjectTableProps {
  readonly rows: readonly BacktestSubject[];
  /** What the workflow is about: the heading of the first column. */
  readonly kind: string;
  readonly names: SideNames;
  readonly label: string;
  readonly count: number;
  readonly current: string | undefined;
  readonly onOpen: (subject: string | undefined) => void;
  /** What stands under the row that is open. */
  readonly opened: (row: BacktestSubject) => ReactNode;
  readonly onEnd: (() => void) | undefined;
}

const ROW = 32;
const OPENED = 300;

/** The subjects that changed, of which only those in sight are drawn; one at a time is opened under its row. */
export function SubjectTable(props: SubjectTableProps) {
  const { rows, kind, names, label, count, current, onOpen, onEnd } = props;
  const frame = useRef<HTMLDivElement>(null);
  const at = current === undefined ? -1 : rows.findIndex(({ subject }) => subject === current);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: (index) => (index === at ? ROW + OPENED : ROW),
    overscan: 8,
    // The head of the table stands over its rows.
    scrollMargin: ROW,
    scrollPaddingStart: ROW,
    getItemKey: (index) => rows[index]?.subject ?? index,
  });
  const seen = virtual.getVirtualItems();
  const last = seen.at(-1);
  const end = last?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && end >= rows.length - 10) onEnd?.();
  }, [end, rows.length, onEnd]);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);
  const cursor = useListKeys(rows.length, at, {
    open: (index) => onOpen(rows[index]?.subject),
    show: (index) => virtual.scrollToIndex(index),
  });
  const columns = subjectColumns(rows, { kind, names });
  return (
    <div ref={frame} className={classes.frame} data-testid="rows">
      <table className={classes.table} aria-label={label} aria-rowcount={count + 1}>
        <Head columns={columns} />
        <Space height={(seen[0]?.start ?? ROW) - ROW} span={columns.length + 1} />
        {seen.map(({ index, key }) => {
          const row = rows[index];
          if (!row) return null;
          const open = index === at;
          return (
            <tbody key={key} ref={virtual.measureElement} data-index={index} data-current={open || undefined}>
              <Row
                row={row}
                columns={columns}
                index={index}
                open={open}
                cursor={index === cursor}
                onOpen={() => onOpen(open ? undefined : row.subject)}
              />
              {open && (
                <tr>
                  <td colSpan={columns.length + 1} className={classes.opened}>
                    {props.opened(row)}
                  </td>
                </tr>
              )}
            </tbody>
          );
        })}
        <Space height={virtual.getTotalSize() - ((last?.end ?? ROW) - ROW)} span={columns.length + 1} />
      </table>
    </div>
  );
}

function Head({ columns }: { readonly columns: readonly SubjectColumn[] }) {
  return (
    <>
      <colgroup>
        <col style={{ width: 36 }} />
        {columns.map(({ title, width }) => (
          <col key={title} style={{ width }} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col">
            <VisuallyHidden>{t('backtest.column.verdict')}</VisuallyHidden>
          </th>
          {columns.map(({ title, look }) => (
            <th key={title} scope="col" data-look={look} title={title}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
    </>
  );
}

/** Where the rows are that nobody sees. */
function Space({ height, span }: { readonly height: number; readonly span: number }) {
  if (height <= 0) return null;
  return (
    <tbody aria-hidden="true">
      <tr>
        <td colSpan={span} className={classes.space} style={{ height }} />
      </tr>
    </tbody>
  );
}

interface RowProps {
  readonly row: BacktestSubject;
  readonly columns: readonly SubjectColumn[];
  readonly index: number;
  readonly open: boolean;
  readonly cursor: boolean;
  readonly onOpen: () => void;
}

function Row({ row, columns, index, open, cursor, onOpen }: RowProps) {
  return (
    <tr className={classes.row} aria-rowindex={index + 2} data-cursor={cursor || undefined}>
      <td className={classes.mark}>
        <VerdictMark verdict={row.verdict} alone />
      </td>
      {columns.map(({ title, look, text }, column) =>
        column === 0 ? (
          <th key={title} scope="row" data-look={look}>
            <button type="button" className={classes.open} aria-expanded={open} onClick={onOpen}>
              <bdi>{text(row)}</bdi>
            </button>
          </th>
        ) : (
          <td key={title} data-look={look} title={text(row)}>
            <bdi>{text(row)}</bdi>
          </td>
        ),
      )}
    </tr>
  );
}
