import { CloseButton } from '@mantine/core';
import type { Problem } from '@slipway/shared/problem';
import type { Draft } from '@slipway/shared/workflow/edit';
import { t } from '../../../../messages/t.ts';
import { ProblemList } from '../fields/Labelled.tsx';
import classes from '../Inspector.module.css';
import { freshId, TypedText, useDeclarations } from './declarations.tsx';
import { asRow } from './Variables.tsx';

interface ZonesProps {
  readonly draft: Draft;
  readonly problemsAt: (pointer: string) => readonly Problem[];
  readonly onChange: (rows: readonly unknown[] | undefined) => void;
}

/** Places with an edge: a circle around a point, or a polygon. Expressions know them as `zones.<id>`. */
export function Zones({ draft, problemsAt, onChange }: ZonesProps) {
  const { rows, change, add, remove } = useDeclarations(draft.zones, onChange);
  return (
    <section className={classes.section} aria-label={t('zones.title')}>
      <div className={classes.labelRow}>
        <span>{t('zones.title')}</span>
      </div>
      {rows.map((row, index) => {
        const id = String(row.id ?? '');
        const circle = asRow(row.circle);
        const isCircle = row.polygon === undefined;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the id is what is typed into, and must keep the focus
          <div key={index} className={classes.leaf} data-pointer={`/zones/${index}`} tabIndex={-1}>
            <div className={classes.row}>
              <input
                aria-label={t('zones.id')}
                value={id}
                onChange={(e) => change(index, { ...row, id: e.currentTarget.value })}
              />
              <select
                aria-label={t('zones.shape', { id })}
                value={isCircle ? 'circle' : 'polygon'}
                onChange={(e) =>
                  change(index, {
                    id: row.id,
                    ...(row.title === undefined ? {} : { title: row.title }),
                    ...(e.currentTarget.value === 'circle' ? { circle: CIRCLE } : { polygon: POLYGON }),
                  })
                }
              >
                <option value="circle">{t('zones.circle')}</option>
                <option value="polygon">{t('zones.polygon')}</option>
              </select>
              <CloseButton size="xs" aria-label={t('inspector.remove', { what: id })} onClick={() => remove(index)} />
            </div>
            {isCircle ? (
              <div className={classes.row}>
                {(['lat', 'lon', 'radiusM'] as const).map((field) => (
                  <TypedText
                    key={field}
                    label={t(`zones.${field}`, { id })}
                    caption={t(`zones.caption.${field}`)}
                    value={circle[field]}
                    write={(value) => String(value ?? '')}
                    read={readNumber}
                    onChange={(value) => change(index, { ...row, circle: { ...circle, [field]: value } })}
                  />
                ))}
              </div>
            ) : (
              <TypedText
                label={t('zones.points', { id })}
                caption={t('zones.caption.points')}
                value={row.polygon}
                write={writePoints}
                read={readPoints}
                onChange={(polygon) => change(index, { ...row, polygon })}
              />
            )}
            <ProblemList problems={problemsAt(`/zones/${index}`)} />
          </div>
        );
      })}
      <button
        type="button"
        className={classes.adder}
        onClick={() => add({ id: freshId(rows, 'zone'), circle: CIRCLE })}
      >
        {t('zones.add')}
      </button>
    </section>
  );
}

const CIRCLE = { lat: 52.52, lon: 13.405, radiusM: 500 };
const POLYGON = [
  [13.3, 52.5],
  [13.5, 52.5],
  [13.4, 52.6],
];

function readNumber(text: string): number | undefined {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** `13.3 52.5, 13.5 52.5, …`: longitude before latitude, as in GeoJSON. */
function writePoints(value: unknown): string {
  return Array.isArray(value) ? value.map((point) => (Array.isArray(point) ? point.join(' ') : '')).join(', ') : '';
}

function readPoints(text: string): readonly (readonly number[])[] | undefined {
  const points = text.split(',').map((pair) => pair.trim().split(/\s+/).map(Number));
  const fits = points.every((point) => point.length === 2 && point.every(Number.isFinite));
  return fits && points.length >= 3 ? points : undefined;
}
