import type { ReferenceDetail } from '@slipway/shared/api';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { formatNumber, t } from '../../messages/t.ts';
import { Empty } from '../../ui/Notice.tsx';
import classes from './Reference.module.css';

const ROW_PX = 32;

type Cell = ReferenceDetail['page']['items'][number][number];

interface Head {
  readonly title: string;
  readonly detail: string;
  readonly number: boolean;
}

interface ReferenceRowsProps {
  readonly detail: ReferenceDetail;
  readonly rows: ReferenceDetail['page']['items'];
  readonly search: string | undefined;
  /** Called when the end comes near. */
  readonly onEnd: () => void;
}

/** The rows of a table, or the groups of a model, of which only those in sight are drawn. */
export function ReferenceRows({ detail, rows, search, onEnd }: ReferenceRowsProps) {
  const frame = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const seen = virtual.getVirtualItems();
  const last = seen.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 20) onEnd();
  }, [last, rows.length, onEnd]);
  if (rows.length === 0)
    return <Empty title={search ? t('reference.none-found', { search }) : t('reference.no-rows')} />;
  const heads = headsOf(detail);
  const before = seen[0]?.start ?? 0;
  const behind = virtual.getTotalSize() - (seen.at(-1)?.end ?? 0);
  const title = detail.title ?? detail.id;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section ref={frame} className={classes.frame} tabIndex={0} aria-label={title}>
      <table className={classes.table} aria-label={title} aria-rowcount={detail.page.total + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {heads.map((head) => (
              <th key={head.title} scope="col" data-number={head.number || undefined}>
                {head.title} <span className={classes.quiet}>{head.detail}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Gap height={before} columns={heads.length} />}
          {seen.map(({ index }) => (
            <tr key={index} aria-rowindex={index + 2} style={{ height: ROW_PX }}>
              {heads.map((head, at) => (
                <td key={head.title} data-number={head.number || undefined}>
                  <bdi>
                    {textOf(rows[index]?.[at] ?? null, detail.kind === 'transit' && at < detail.factors.length)}
                  </bdi>
                </td>
              ))}
            </tr>
          ))}
          {behind > 0 && <Gap height={behind} columns={heads.length} />}
        </tbody>
      </table>
    </section>
  );
}

/** The room of the rows that are not drawn. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr>
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

function headsOf({ kind, columns, key, factors }: ReferenceDetail): readonly Head[] {
  if (kind === 'table')
    return columns.map(({ name, type }) => ({
      title: name,
      detail: key.includes(name) ? `${t('reference.key-column')} · ${t(`column.${type}`)}` : t(`column.${type}`),
      number: type === 'number',
    }));
  const told = (title: string) => ({ title, detail: '', number: true });
  return [
    ...factors.map((title) => ({ title, detail: '', number: false })),
    told(t('reference.samples')),
    ...['p50', 'p80', 'p95'].map((quantile) => told(t('reference.quantile', { quantile }))),
  ];
}

/** A factor that a group does not name stands for all. */
function textOf(cell: Cell, factor: boolean): string {
  if (cell === null || (factor && cell === '')) return factor ? t('reference.every') : '';
  return typeof cell === 'number' ? formatNumber(cell) : String(cell);
}
