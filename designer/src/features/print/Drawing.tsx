import type { Graph } from '@slipway/shared/api';
import { useMemo } from 'react';
import type { English } from '../../editor/english.ts';
import { Picture, pictured } from '../../editor/Picture.tsx';
import { t } from '../../messages/t.ts';
import classes from './Drawing.module.css';
import { type Drawn, drawn, MARGIN, type PaperSheet, WIDTH } from './drawn.ts';
import type { EdgeMark } from './sheets.ts';

interface DrawingProps {
  readonly graph: Graph;
  readonly english: English;
}

/** The picture of a workflow on paper: whole where it can be read, else as a map and sheet by sheet. */
export function Drawing({ graph, english }: DrawingProps) {
  const flow = useMemo(() => pictured(graph, english), [graph, english]);
  const { whole, sheets } = useMemo(() => drawn(flow), [flow]);
  return (
    <>
      <section className={classes.picture} aria-label={t('print.picture')}>
        <div className={classes.map}>
          <Picture flow={flow} view={whole.box} zoom={whole.zoom} margin={MARGIN} width={WIDTH} />
          {sheets.map((sheet) => (
            <span key={sheet.name} className={classes.outline} style={onMap(sheet, whole)}>
              {sheet.name}
            </span>
          ))}
        </div>
        {sheets.length > 0 && <p className={classes.caption}>{t('print.map', { count: sheets.length })}</p>}
      </section>
      {sheets.map((sheet, at) => (
        <section key={sheet.name} className={classes.sheet} aria-label={t('print.sheet', { sheet: sheet.name })}>
          <p className={classes.caption}>
            <b>{t('print.sheet', { sheet: sheet.name })}</b>
            <span>{t('print.sheet-at', { at: at + 1, count: sheets.length })}</span>
          </p>
          <div className={classes.part}>
            <Picture flow={sheet.flow} view={sheet.box} zoom={sheet.zoom} margin={0} width={WIDTH} />
            {sheet.marks.map((mark) => (
              <Mark key={`${mark.side} ${mark.x} ${mark.y}`} mark={mark} sheet={sheet} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

function Mark({ mark, sheet }: { readonly mark: EdgeMark; readonly sheet: PaperSheet }) {
  const { box, zoom } = sheet;
  const left = (WIDTH - box.width * zoom) / 2 + (mark.x - box.x) * zoom;
  const end = left < NEAR_END ? 'start' : left > WIDTH - NEAR_END ? 'end' : undefined;
  return (
    <span className={classes.mark} data-side={mark.side} data-end={end} style={{ left, top: (mark.y - box.y) * zoom }}>
      {[words('print.mark-to', mark.to), words('print.mark-from', mark.from)].filter(Boolean).join('; ')}
    </span>
  );
}

/** Nearer to the edge of the paper a mark is no longer in the middle of its wire. */
const NEAR_END = 90;

function words(key: 'print.mark-to' | 'print.mark-from', steps: EdgeMark['to']): string {
  if (steps.length === 0) return '';
  return t(key, { steps: steps.map(({ number, sheet }) => t('print.mark-step', { number, sheet })).join(', ') });
}

/** Where a sheet lies on the map. */
function onMap({ box }: PaperSheet, { box: all, zoom }: Drawn['whole']) {
  return {
    left: (WIDTH - all.width * zoom) / 2 + (box.x - all.x) * zoom,
    top: MARGIN + (box.y - all.y) * zoom,
    width: box.width * zoom,
    height: box.height * zoom,
  };
}
