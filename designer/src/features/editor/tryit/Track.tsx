import type { DraftGraph } from '@slipway/shared/workflow/edit';
import { IconCircleFilled, IconClock, IconDiamondFilled, IconUser } from '@tabler/icons-react';
import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { t } from '../../../messages/t.ts';
import { dayText } from '../../../ui/time.ts';
import type { Moment, Play } from './play.ts';
import { subjectAt } from './reading.ts';
import classes from './Track.module.css';
import { type Label, placeLabels, textWidth } from './track-labels.ts';
import { layOutTrack, momentAt, ROWS, rowOf, type TrackLayout, timerBars } from './track-layout.ts';
import { atText, nodeTitle, timeText, titleOf } from './words.ts';

const ICONS = { event: IconCircleFilled, answer: IconDiamondFilled, timer: IconClock, person: IconUser } as const;
/** Sizes of the words, as the style sheet has them. */
const TITLE = 12;
const TIME = 11;
const PAGE = 5;

interface TrackProps {
  readonly graph: DraftGraph;
  readonly play: Play;
  readonly at: number;
  readonly onLook: (index: number) => void;
}

/** The scenario on its clock: what came, what was answered and which timers ran, and a line that says what is looked at. */
export function Track({ graph, play, at, onLook }: TrackProps) {
  const list = useRef<HTMLDivElement>(null);
  const wide = useWidth(list);
  const layout = useMemo(() => layOutTrack(play.moments, wide), [play, wide]);
  const labels = useMemo(() => labelsOf(graph, play.moments, at, layout), [graph, play, at, layout]);
  useEffect(() => {
    const one = list.current?.querySelector<HTMLElement>(`[data-at="${at}"]`);
    one?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (
      one &&
      document.activeElement?.getAttribute('role') === 'option' &&
      list.current?.contains(document.activeElement)
    )
      one.focus();
  }, [at]);
  const keys = (e: KeyboardEvent) => {
    const next = keyTo(e.key, at, play.moments.length);
    if (next === undefined) return;
    e.preventDefault();
    onLook(next);
  };
  return (
    <div className={classes.track}>
      <div className={classes.rows} aria-hidden="true">
        {ROWS.map((row) => (
          <span key={row}>{t(`tryit.row.${row}`)}</span>
        ))}
      </div>
      <div className={classes.scroll} ref={list}>
        <div className={classes.stage} style={{ width: layout.width }}>
          <Timers graph={graph} play={play} at={at} layout={layout} />
          <div className={classes.reached} style={{ width: layout.xs[at] ?? 0 }} />
          <div role="listbox" aria-label={t('tryit.moments')} tabIndex={-1} onKeyDown={keys}>
            {play.moments.map((moment, index) => (
              <Mark
                // biome-ignore lint/suspicious/noArrayIndexKey: a moment is its place in the play
                key={`${index} ${moment.of}`}
                graph={graph}
                moment={moment}
                time={momentTime(play.moments, index)}
                index={index}
                at={at}
                x={layout.xs[index] ?? 0}
                label={labels[index]}
                onLook={onLook}
              />
            ))}
          </div>
          <NowLine graph={graph} play={play} at={at} layout={layout} onKeys={keys} onLook={onLook} />
        </div>
        {play.cut && <p className={classes.cut}>{t('tryit.cut')}</p>}
      </div>
    </div>
  );
}

function keyTo(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowRight' || key === 'ArrowUp') return at + 1;
  if (key === 'ArrowLeft' || key === 'ArrowDown') return at - 1;
  if (key === 'PageUp') return at + PAGE;
  if (key === 'PageDown') return at - PAGE;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}

/** The time of a moment, with its day where that is another than before. */
function momentTime(moments: readonly Moment[], index: number): string {
  const day = (at: number) => new Date(moments[at]?.atMs ?? 0).toDateString();
  const ms = moments[index]?.atMs ?? 0;
  return index > 0 && day(index) === day(index - 1) ? timeText(ms) : atText(ms);
}

function labelsOf(graph: DraftGraph, moments: readonly Moment[], at: number, { xs, width }: TrackLayout) {
  const marks = moments.map((moment, index) => ({
    x: xs[index] ?? 0,
    row: rowOf(moment.cause),
    title: textWidth(titleOf(moment, graph), TITLE, index === at),
    time: textWidth(` ${momentTime(moments, index)}`, TIME),
    moved: Boolean(moment.decision),
  }));
  return placeLabels(marks, at, width);
}

interface MarkProps {
  readonly graph: DraftGraph;
  readonly moment: Moment;
  readonly time: string;
  readonly index: number;
  readonly at: number;
  readonly x: number;
  /** Where its words stand; without one there is no room for them. */
  readonly label: Label | undefined;
  readonly onLook: (index: number) => void;
}

function Mark({ graph, moment, time, index, at, x, label, onLook }: MarkProps) {
  const Icon = ICONS[moment.cause];
  const title = titleOf(moment, graph);
  // What is read comes first, as it is read; the day is said even where it stands at an earlier moment.
  const name = `${title}, ${time}${time === atText(moment.atMs) ? '' : `, ${dayText(moment.atMs)}`}`;
  return (
    <button
      type="button"
      role="option"
      className={classes.mark}
      style={{ left: x }}
      data-at={index}
      data-row={rowOf(moment.cause)}
      data-future={index > at || undefined}
      data-moved={Boolean(moment.decision) || undefined}
      aria-selected={index === at}
      aria-label={name}
      title={name}
      tabIndex={index === at ? 0 : -1}
      onClick={() => onLook(index)}
    >
      <Icon className={classes.dot} size={12} stroke={2} aria-hidden="true" />
      {label && (
        <span className={classes.words} data-side={label.side} style={{ maxWidth: label.width }}>
          <bdi>{title}</bdi> {label.timed && <span className={classes.at}>{time}</span>}
        </span>
      )}
    </button>
  );
}

/** What is looked at: drawn to another moment by hand, or led there by key. */
function NowLine({
  graph,
  play,
  at,
  layout,
  onKeys,
  onLook,
}: Omit<TrackProps, 'onLook'> & {
  readonly layout: TrackLayout;
  readonly onKeys: (e: KeyboardEvent) => void;
  readonly onLook: (index: number) => void;
}) {
  const moment = play.moments[at];
  const drag = (e: PointerEvent<HTMLElement>) => {
    if (!e.currentTarget.hasPointerCapture(e.pointerId)) return;
    const stage = e.currentTarget.parentElement?.getBoundingClientRect();
    if (stage) onLook(momentAt(layout.xs, e.clientX - stage.left));
  };
  if (!moment) return null;
  return (
    <div
      role="slider"
      aria-label={t('scenario.slider')}
      aria-valuemin={1}
      aria-valuemax={play.moments.length}
      aria-valuenow={at + 1}
      aria-valuetext={`${atText(moment.atMs)}, ${titleOf(moment, graph)}`}
      tabIndex={0}
      className={classes.now}
      style={{ left: layout.xs[at] ?? 0 }}
      onKeyDown={onKeys}
      onPointerDown={(e) => e.currentTarget.setPointerCapture(e.pointerId)}
      onPointerMove={drag}
    />
  );
}

/** A bar for every timer: how long it ran, and what was left of it when it was no longer needed. */
function Timers({ graph, play, at, layout }: Omit<TrackProps, 'onLook'> & { readonly layout: TrackLayout }) {
  const subject = subjectAt(play, at);
  const bars = useMemo(() => timerBars(play, subject), [play, subject]);
  const nowMs = play.moments[at]?.atMs ?? 0;
  return (
    <div aria-hidden="true">
      {bars.map((bar, index) => {
        const from = layout.xOf(bar.fromMs);
        const due = layout.xOf(bar.dueMs);
        const ran = layout.xOf(Math.min(bar.endMs, nowMs)) - from;
        const title = nodeTitle(graph, bar.node ?? '');
        return (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: bars are never reordered
            key={`${index} ${bar.fromMs}`}
            className={classes.timer}
            data-end={bar.end}
            data-future={bar.fromMs > nowMs || undefined}
            style={{ left: from, width: Math.max(6, due - from) }}
            title={t(`scenario.timer.${bar.end}`, { step: title, at: atText(bar.dueMs) })}
          >
            <span className={classes.ran} style={{ width: Math.max(0, Math.min(ran, due - from)) }} />
          </div>
        );
      })}
    </div>
  );
}

/** Until it is known. */
const USUAL_WIDTH = 640;

/** How wide it is there, followed while it changes. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(USUAL_WIDTH);
  // Before it is first seen: what is laid out for another width jumps.
  useLayoutEffect(() => {
    if (!element.current) return;
    setWidth(element.current.clientWidth || USUAL_WIDTH);
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    watch.observe(element.current);
    return () => watch.disconnect();
  }, [element]);
  return width;
}
