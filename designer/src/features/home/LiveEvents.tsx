import type { Replay, Summary } from '@slipway/shared/api';
import { formatNumber, t, tn } from '../../messages/t.ts';
import { Dot } from '../../ui/Dot.tsx';
import { linePoints } from '../../ui/Sparkline.tsx';
import { sourceName } from '../../ui/source-name.ts';
import { replayedDay } from '../../ui/time.ts';
import classes from './Home.module.css';

const WIDTH = 600;
const HEIGHT = 78;
const SOURCES_SHOWN = 4;
const OUTCOMES = ['decided', 'duplicate', 'skipped', 'deadLettered'] as const;
/** Seconds over which the figure is taken, so that it can be read. */
const FIGURE_SECONDS = 3;

/** The rate of the last two minutes, who sends, and what became of everything taken in. */
export function LiveEvents({ summary, replay }: { readonly summary: Summary; readonly replay: Replay | null }) {
  const { rate, outcomes, decision, sources } = summary;
  const top = niceTop(Math.max(1, ...rate.series));
  const series = padded(rate.series);
  const busiest = Math.max(1, ...sources.map((one) => one.total));
  const latest = rate.series.slice(-FIGURE_SECONDS);
  const perSecond = latest.length > 0 ? latest.reduce((sum, one) => sum + one, 0) / latest.length : rate.perSecond;
  const running = perSecond > 0;
  return (
    <section className={classes.events} aria-label={t('home.live')}>
      <div>
        <p className={classes.liveLine}>
          <Dot state={running ? 'ok' : 'idle'} beat={running} />
          {t(
            replay?.state === 'finished'
              ? 'home.replay-finished'
              : replay?.state === 'paused'
                ? 'home.replay-paused'
                : 'home.live',
          )}
        </p>
        <p className={classes.figure} data-testid="rate">
          <b>{formatNumber(Math.round(perSecond))}</b> {t('home.per-second')}
        </p>
        <p className={classes.small}>
          {tn('home.subjects', summary.subjects)}
          {decision.p95Ms !== null && t('home.p95', { ms: formatNumber(Math.round(decision.p95Ms)) })}
          {replay && (
            <>
              {t('home.replay-at')} <time dateTime={replay.at}>{replayedDay(replay.at)}</time>
            </>
          )}
        </p>
      </div>
      <div
        className={classes.chart}
        role="img"
        aria-label={t('home.chart', {
          now: formatNumber(Math.round(perSecond)),
          top: formatNumber(Math.max(0, ...rate.series)),
        })}
      >
        <span className={classes.tick} style={{ top: 3 }}>
          {formatNumber(top)}
        </span>
        <span className={classes.tick} style={{ top: HEIGHT / 2 }}>
          {formatNumber(top / 2)}
        </span>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          <path className={classes.axis} d={`M0 2H${WIDTH}M0 ${HEIGHT / 2}H${WIDTH}M0 ${HEIGHT - 1}H${WIDTH}`} />
          <polygon
            className={classes.area}
            points={`0,${HEIGHT} ${linePoints(series, WIDTH, HEIGHT, top)} ${WIDTH},${HEIGHT}`}
          />
          <polyline className={classes.line} points={linePoints(series, WIDTH, HEIGHT, top)} />
        </svg>
        <span className={classes.axisText}>
          <span>{t('home.two-minutes-ago')}</span>
          <span>{t('home.now')}</span>
        </span>
      </div>
      <ul className={classes.sources} aria-label={t('home.sources')}>
        {sources.slice(0, SOURCES_SHOWN).map((one) => (
          <li key={one.source} className={classes.source}>
            <bdi className={classes.sourceName}>{sourceName(one.source)}</bdi>
            <span className={classes.sourceBar} style={{ width: `${Math.max(5, (one.total / busiest) * 100)}%` }} />
            <b>{formatNumber(one.total)}</b>
          </li>
        ))}
      </ul>
      <dl className={classes.outcomes}>
        {OUTCOMES.map((name) => (
          <div key={name}>
            <dt>{t(`home.${name}`)}</dt>
            <dd>{formatNumber(outcomes[name])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const SECONDS = 120;

/** Two minutes of it: before the start there was nothing. */
function padded(series: readonly number[]): readonly number[] {
  return [...Array.from({ length: Math.max(0, SECONDS - series.length) }, () => 0), ...series];
}

/** The next round number above, so that the scale does not change with every second. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 5, 10].find((one) => one * power >= value) ?? 10;
  return Math.max(2, step * power);
}
