import { useElementSize } from '@mantine/hooks';
import type { SubjectDetail } from '@slipway/shared/api';
import { t, tn } from '../../messages/t.ts';
import { useNow } from '../../shell/environment.ts';
import { shortInstant, shortMoment } from '../../ui/time.ts';
import classes from './EtaHistory.module.css';

const HEIGHT = 200;
const LEFT = 84;
const TOP = 24;
const BOTTOM = 26;
const RIGHT = 16;

/** Each estimate as it was stated, as steps against the promise: above the line is late. */
export function EtaHistory({ one }: { readonly one: SubjectDetail }) {
  const { ref, width } = useElementSize();
  const now = useNow();
  const { estimates, commitment } = one;
  if (estimates.length === 0) return null;
  const stated = estimates.map((each) => Date.parse(each.statedAt));
  const expected = estimates.map((each) => Date.parse(each.estimate.at));
  const promise = commitment ? Date.parse(commitment.at) : null;
  const values = promise === null ? expected : [...expected, promise];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const slack = Math.max((high - low) * 0.2, 15 * 60_000);
  const firstStated = stated[0] ?? 0;
  const lastStated = Math.max(stated.at(-1) ?? firstStated, firstStated + 1);
  const x = (ms: number) => LEFT + ((ms - firstStated) / (lastStated - firstStated)) * (width - LEFT - RIGHT);
  const y = (ms: number) => TOP + ((high + slack - ms) / (high - low + 2 * slack)) * (HEIGHT - TOP - BOTTOM);
  const points = estimates.map((each, at) => ({ each, x: x(stated[at] ?? 0), y: y(expected[at] ?? 0) }));
  const path = points.reduce(
    (d, point, at) => d + (at === 0 ? `M${point.x} ${point.y}` : `H${point.x}V${point.y}`),
    '',
  );
  const last = points.at(-1);
  return (
    <section className={classes.part} aria-label={t('eta.title')}>
      <div className={classes.head}>
        <h2 className={classes.heading}>{t('eta.title')}</h2>
        <span className={classes.quiet}>{tn('eta.count', estimates.length)}</span>
      </div>
      <div ref={ref} className={classes.frame}>
        {width > 0 && (
          <svg
            width={width}
            height={HEIGHT}
            role="img"
            aria-label={estimates
              .map((each) =>
                t('eta.spoken', { at: shortInstant(each.statedAt, now), estimate: shortMoment(each.estimate, now) }),
              )
              .join('; ')}
          >
            <defs>
              <pattern
                id="past-promise"
                width={7}
                height={7}
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <path className={classes.hatch} d="M0 0v7" />
              </pattern>
            </defs>
            {promise !== null && commitment && (
              <>
                <rect
                  x={LEFT}
                  y={TOP - 8}
                  width={width - LEFT - RIGHT}
                  height={Math.max(0, y(promise) - TOP + 8)}
                  fill="url(#past-promise)"
                />
                <path className={classes.promise} d={`M${LEFT} ${y(promise)}H${width - RIGHT}`} />
                <text className={classes.promiseText} x={LEFT + 6} y={y(promise) - 6}>
                  {t('eta.promised')}
                </text>
                <text className={classes.promiseTime} x={LEFT - 8} y={y(promise) + 4} textAnchor="end">
                  {shortMoment(commitment, now)}
                </text>
              </>
            )}
            <path className={classes.line} d={path} />
            {points.map((point) => (
              <circle
                key={`${point.each.statedAt} ${point.x}`}
                className={classes.point}
                cx={point.x}
                cy={point.y}
                r={4}
              >
                <title>{`${shortMoment(point.each.estimate, now)} (${point.each.source}, ${shortInstant(point.each.statedAt, now)})`}</title>
              </circle>
            ))}
            {last && (
              <text
                className={classes.last}
                x={Math.min(last.x, width - RIGHT) - (last.x > width - 120 ? 8 : 0)}
                y={last.y - 9}
                textAnchor={last.x > width - 120 ? 'end' : 'start'}
              >
                {shortMoment(last.each.estimate, now)}
              </text>
            )}
            <text className={classes.axis} x={LEFT} y={HEIGHT - 6}>
              {shortInstant(estimates[0]?.statedAt ?? '', now)}
            </text>
            {estimates.length > 1 && (
              <text className={classes.axis} x={width - RIGHT} y={HEIGHT - 6} textAnchor="end">
                {shortInstant(estimates.at(-1)?.statedAt ?? '', now)}
              </text>
            )}
          </svg>
        )}
      </div>
    </section>
  );
}
