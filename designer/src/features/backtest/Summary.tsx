import type { BacktestDetail, BacktestFound } from '@slipway/shared/api';
import { IconClock, IconShieldCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatNumber, t, tn } from '../../messages/t.ts';
import { hourBars, precision } from './hours.ts';
import classes from './Summary.module.css';
import { VerdictMark } from './VerdictMark.tsx';
import { hoursText } from './words.ts';

/** The figures of a backtest: who changes, what it wins, what was played. */
export function Summary({ one, report }: { readonly one: BacktestDetail; readonly report: BacktestFound }) {
  return (
    <section className={classes.strip} aria-label={t('backtest.summary')}>
      <div className={classes.figures}>{report.before ? <Verdicts report={report} /> : <Alone report={report} />}</div>
      <div className={classes.rest}>
        <Won report={report} />
        <Precision report={report} />
        <Replayed one={one} report={report} />
      </div>
    </section>
  );
}

interface FigureProps {
  readonly title: string;
  readonly count: number;
  readonly detail: string;
  readonly mark?: ReactNode;
}

function Figure({ title, count, detail, mark }: FigureProps) {
  return (
    <div className={classes.figure}>
      <p className={classes.title}>
        {mark}
        <span>{title}</span>
      </p>
      <p className={classes.count}>{formatNumber(count)}</p>
      <p className={classes.detail}>{detail}</p>
    </div>
  );
}

function Verdicts({ report: { verdicts, subjects } }: { readonly report: BacktestFound }) {
  return (
    <>
      {(['more', 'fewer', 'different'] as const).map((verdict) => (
        <Figure
          key={verdict}
          title={t(`backtest.verdict.${verdict}`)}
          count={verdicts[verdict]}
          detail={t(`backtest.verdict.${verdict}-detail`)}
          mark={<VerdictMark verdict={verdict} />}
        />
      ))}
      <Figure
        title={t('backtest.verdict.same')}
        count={verdicts.same}
        detail={t('backtest.verdict.same-detail', { count: formatNumber(subjects) })}
      />
    </>
  );
}

/** Compared with nothing: what it would do by itself. */
function Alone({ report: { after, verdicts, subjects } }: { readonly report: BacktestFound }) {
  return (
    <>
      <Figure
        title={t('backtest.fires')}
        count={after.runs}
        detail={tn('backtest.fires-detail', after.runs, { subjects: formatNumber(subjects) })}
      />
      <Figure title={t('backtest.cases')} count={after.cases} detail={t('backtest.cases-detail')} />
      <Figure title={t('backtest.actions')} count={after.actions} detail={t('backtest.actions-detail')} />
      <Figure title={t('backtest.untouched')} count={verdicts.same} detail={t('backtest.untouched-detail')} />
    </>
  );
}

function Won({ report }: { readonly report: BacktestFound }) {
  const { hoursWon } = report.after;
  const { cases, mean, quarters } = hoursWon;
  return (
    <div className={classes.won}>
      <div className={classes.figure}>
        <p className={classes.title}>
          <IconClock size={14} stroke={1.75} aria-hidden="true" />
          <span>{t('backtest.won')}</span>
        </p>
        {mean === null ? (
          <p className={classes.sentence}>{t('backtest.won-none')}</p>
        ) : (
          <>
            <p className={classes.hours}>
              <span className={classes.count}>{t('backtest.won-hours', { hours: hoursText(mean) })}</span>{' '}
              {tn('backtest.won-each', cases, { total: hoursText(mean * cases) })}
            </p>
            {quarters && cases > 1 && (
              <p className={classes.detail}>
                {t('backtest.won-half', { from: hoursText(quarters[0]), to: hoursText(quarters[1]) })}
              </p>
            )}
          </>
        )}
      </div>
      {mean !== null && <Bars report={report} />}
    </div>
  );
}

/** How the hours are spread. Read out, it is the sentence beside it that says it. */
function Bars({ report }: { readonly report: BacktestFound }) {
  const bars = hourBars(report.after.hoursWon);
  return (
    <figure className={classes.bars} aria-label={t('backtest.won-bars')}>
      <div className={classes.columns}>
        {bars.map(({ hours, cases, part, middle }) => (
          <span
            key={hours}
            className={classes.bar}
            data-middle={middle || undefined}
            data-empty={cases === 0 || undefined}
            style={{ height: `${Math.max(part * 100, 4)}%` }}
            title={tn('backtest.won-bar', cases, { from: hours - 1, to: hours })}
          />
        ))}
      </div>
      <figcaption className={classes.axis}>
        <span>{t('backtest.hours', { hours: 1 })}</span>
        <span>{t('backtest.hours', { hours: bars.length })}</span>
      </figcaption>
    </figure>
  );
}

const percent = (part: number): string => formatNumber(Math.round(part * 100));

/** What people said of the cases, where they have said something. */
function Precision({ report: { before, after } }: { readonly report: BacktestFound }) {
  const now = precision(after.feedback);
  if (now === null) return null;
  const was = before && precision(before.feedback);
  const { acted, noActionNeeded } = after.feedback;
  return (
    <div className={classes.precision}>
      <div className={classes.figure}>
        <p className={classes.title}>
          <span>{t('backtest.precision')}</span>
        </p>
        <p className={classes.hours}>
          <span className={classes.count}>{t('backtest.precision-percent', { percent: percent(now) })}</span>{' '}
          {was !== null && was !== now && t('backtest.precision-before', { percent: percent(was) })}
        </p>
        <p className={classes.detail}>
          {t('backtest.precision-detail', { acted: formatNumber(acted), said: formatNumber(acted + noActionNeeded) })}
        </p>
      </div>
    </div>
  );
}

function Replayed({ one, report }: { readonly one: BacktestDetail; readonly report: BacktestFound }) {
  const seconds = hoursText(one.seconds ?? 0);
  const { failures } = report.after;
  return (
    <div className={classes.replayed}>
      <p className={classes.title}>{t('backtest.replayed')}</p>
      <p className={classes.line}>{tn('backtest.replayed-events', report.events)}</p>
      <p className={classes.line}>{tn('backtest.replayed-subjects', report.subjects, { seconds })}</p>
      {failures > 0 ? (
        <p className={classes.failures}>{tn('backtest.failures', failures)}</p>
      ) : (
        <p className={classes.engine}>
          <IconShieldCheck size={14} stroke={1.75} aria-hidden="true" />
          {t('backtest.same-engine')}
        </p>
      )}
      {report.refused > 0 && <p className={classes.detail}>{tn('backtest.refused', report.refused)}</p>}
    </div>
  );
}
