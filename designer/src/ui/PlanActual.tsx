import { useElementSize } from '@mantine/hooks';
import type { Milestone, Moment } from '@slipway/shared/api';
import { answerText } from '../messages/said.ts';
import { t } from '../messages/t.ts';
import classes from './PlanActual.module.css';
import { type Mark, planGeometry } from './plan-geometry.ts';
import { dayText, difference, exactText, shortInstant, shortMoment } from './time.ts';

interface PlanActualProps {
  readonly milestones: readonly Milestone[];
  readonly commitment: Moment | null;
  readonly now: string;
}

const HEIGHT = 118;
const PLAN_Y = 44;
const ACTUAL_Y = 74;
const DAY_NEAR_NOW = 80;

/** A shipment's milestones on one line of time: the plan above, what came of it below, the promise across both. */
export function PlanActual({ milestones, commitment, now }: PlanActualProps) {
  const { ref, width } = useElementSize();
  const shape = planGeometry({ milestones, commitment, now, width });
  return (
    <div ref={ref} className={classes.frame} data-testid="plan-actual">
      {width > 0 && (shape.marks.length > 0 || shape.promise) && (
        <svg width={width} height={HEIGHT} role="img" aria-label={spoken(milestones, now, shape.owed)}>
          <defs>
            <pattern id="late" width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <path className={classes.hatch} d="M0 0v6" />
            </pattern>
          </defs>
          {shape.lateFrom !== null && shape.lateTo !== null && (
            <rect
              x={shape.lateFrom}
              y={ACTUAL_Y - 10}
              width={Math.max(0, shape.lateTo - shape.lateFrom)}
              height={20}
              fill="url(#late)"
            />
          )}
          {shape.days.map((day) => (
            <g key={day.ms} className={classes.day}>
              <path d={`M${day.x} 18V${HEIGHT - 30}`} />
              <text x={clamp(day.x, 32, width - 32)} y={12} textAnchor="middle">
                {Math.abs(day.x - (shape.nowX ?? Number.NEGATIVE_INFINITY)) < DAY_NEAR_NOW ? '' : dayText(day.ms)}
              </text>
            </g>
          ))}
          <Line className={classes.plan} y={PLAN_Y} span={shape.plan} />
          <Line className={classes.ahead} y={ACTUAL_Y} span={shape.ahead} />
          <Line className={classes.done} y={ACTUAL_Y} span={shape.done} />
          {shape.nowX !== null && (
            <g className={classes.now}>
              <path d={`M${shape.nowX} 20V${HEIGHT - 30}`} />
              <text x={clamp(shape.nowX, 40, width - 40)} y={12} textAnchor="middle">
                {t('plan.now', { time: shortInstant(now, now) })}
              </text>
            </g>
          )}
          {commitment && shape.promise && (
            <g className={classes.promise}>
              <title>{exactText(commitment.at, commitment.localOffset, commitment.quality === 'day')}</title>
              <path d={`M${shape.promise.x} 30V${ACTUAL_Y + 12}`} />
              <text x={clamp(shape.promise.x, 24, width - 24)} y={26} textAnchor="middle">
                {shape.promise.time}
              </text>
            </g>
          )}
          {shape.owed && <OwedWords owed={shape.owed} milestone={milestones.at(-1)} />}
          {shape.marks.map((mark) => (
            <MarkShape key={`${mark.row} ${mark.key}`} mark={mark} commitment={commitment} />
          ))}
        </svg>
      )}
    </div>
  );
}

function Line({
  className,
  y,
  span,
}: {
  readonly className: string | undefined;
  readonly y: number;
  readonly span: readonly [number, number] | null;
}) {
  return span ? <path className={className} d={`M${span[0]} ${y}H${span[1]}`} /> : null;
}

type Owed = NonNullable<ReturnType<typeof planGeometry>['owed']>;

/** What has not come yet, and how long it has been late so far. */
function OwedWords({ owed, milestone }: { readonly owed: Owed; readonly milestone: Milestone | undefined }) {
  const at = owed.anchor === 'start' ? owed.left : owed.anchor === 'end' ? owed.right : (owed.left + owed.right) / 2;
  return (
    <g className={classes.mark} data-late={owed.late || undefined}>
      <text x={at} y={ACTUAL_Y + 21} textAnchor={owed.anchor} className={classes.name}>
        {t('plan.owed', { title: milestone?.place ?? (milestone ? answerText(milestone.title) : t('plan.delivery')) })}
      </text>
      <text x={at} y={ACTUAL_Y + 36} textAnchor={owed.anchor} className={classes.time}>
        {owedText(owed)}
      </text>
    </g>
  );
}

const owedText = (owed: Owed): string => t(owed.late ? 'plan.late-so-far' : 'plan.left', { length: owed.text });

function MarkShape({ mark, commitment }: { readonly mark: Mark; readonly commitment: Moment | null }) {
  const { moment, row, x, time, anchor, labelled } = mark;
  const title = answerText(mark.title);
  const y = row === 'plan' ? PLAN_Y : ACTUAL_Y;
  const against = mark.last && row !== 'plan' ? difference(commitment, moment) : null;
  const isLate = against !== null && against.ms > 0;
  return (
    <g className={classes.mark} data-row={row} data-late={isLate || undefined}>
      <title>{`${title} ${exactText(moment.at, moment.localOffset, moment.quality === 'day')}`}</title>
      <circle cx={x} cy={y} r={5} />
      {labelled && row === 'plan' && (
        <text x={x} y={PLAN_Y - 12} textAnchor={anchor} className={classes.time}>
          {time}
        </text>
      )}
      {labelled && row !== 'plan' && (
        <>
          <text x={x} y={ACTUAL_Y + 21} textAnchor={anchor} className={classes.name}>
            {title}
          </text>
          <text x={x} y={ACTUAL_Y + 36} textAnchor={anchor} className={classes.time}>
            {row === 'estimate' ? t('plan.estimated', { time }) : time}
            {isLate && t('plan.late', { length: against.text })}
            {against && !isLate && row === 'actual' && t('plan.in-time', { how: inTimeText(against) })}
          </text>
        </>
      )}
    </g>
  );
}

function inTimeText(against: { readonly ms: number; readonly text: string }): string {
  return against.ms === 0 ? t('plan.on-time') : t('plan.early', { length: against.text });
}

function spoken(milestones: readonly Milestone[], now: string, owed: Owed | null): string {
  const parts = milestones.flatMap((one) => {
    const came = one.actual ?? one.estimate;
    if (!one.plan && !came) return [];
    return [
      t('plan.spoken', {
        title: answerText(one.title),
        plan: one.plan ? shortMoment(one.plan, now) : t('plan.unknown'),
        actual: came ? shortMoment(came, now) : t('plan.unknown'),
      }),
    ];
  });
  return [...parts, ...(owed ? [owedText(owed)] : [])].join('; ');
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
