import type { DraftGraph } from '@slipway/shared/workflow/edit';
import { IconClock, IconDiamondFilled, IconPointFilled, IconUser } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { t } from '../../../messages/t.ts';
import type { Cause, Play } from './play.ts';
import classes from './TryIt.module.css';
import { atText, titleOf } from './words.ts';

const ICONS = { event: IconPointFilled, answer: IconDiamondFilled, timer: IconClock, person: IconUser } as const;
const ROWS: readonly Cause[] = ['event', 'answer', 'timer'];
/** People answer too: their choices stand in the row of answers. */
const rowOf = (cause: Cause): number => Math.max(0, ROWS.indexOf(cause === 'person' ? 'answer' : cause));

interface TrackProps {
  readonly graph: DraftGraph;
  readonly play: Play;
  readonly at: number;
  readonly onLook: (index: number) => void;
}

/** The moments of the scenario in their order, one column each, by what brought them about; the arrow keys walk them. */
export function Track({ graph, play, at, onLook }: TrackProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const one = list.current?.querySelector<HTMLElement>(`[data-at="${at}"]`);
    one?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (list.current?.contains(document.activeElement)) one?.focus();
  }, [at]);
  const walk = (e: KeyboardEvent) => {
    const by = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    e.preventDefault();
    onLook(at + by);
  };
  return (
    <div className={classes.track}>
      <div className={classes.rows} aria-hidden="true">
        {ROWS.map((row) => (
          <span key={row}>{t(`tryit.row.${row as 'event' | 'answer' | 'timer'}`)}</span>
        ))}
      </div>
      <div
        className={classes.moments}
        ref={list}
        role="listbox"
        aria-label={t('tryit.moments')}
        tabIndex={-1}
        onKeyDown={walk}
      >
        {play.moments.map((moment, index) => {
          const Icon = ICONS[moment.cause];
          return (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: a moment is its place in the play
              key={`${index} ${moment.of}`}
              type="button"
              role="option"
              className={classes.moment}
              style={{ gridColumn: index + 1 }}
              data-at={index}
              data-row={rowOf(moment.cause)}
              data-future={index > at || undefined}
              data-moved={Boolean(moment.decision) || undefined}
              aria-selected={index === at}
              tabIndex={index === at ? 0 : -1}
              onClick={() => onLook(index)}
            >
              <Icon className={classes.dot} size={14} stroke={1.75} aria-hidden="true" />
              <span className={classes.title}>
                <bdi>{titleOf(moment, graph)}</bdi>
              </span>
              <span className={classes.at}>{atText(moment.atMs)}</span>
            </button>
          );
        })}
        {play.cut && <p className={classes.none}>{t('tryit.cut')}</p>}
      </div>
    </div>
  );
}
