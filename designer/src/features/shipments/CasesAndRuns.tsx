import type { RunItem, SubjectDetail } from '@slipway/shared/api';
import { IconHierarchy2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { t } from '../../messages/t.ts';
import { May } from '../../shell/May.tsx';
import { SeverityMark } from '../../ui/SeverityMark.tsx';
import { Readable, When } from '../../ui/When.tsx';
import { CancelRun } from './CancelRun.tsx';
import classes from './lists.module.css';

const OPEN = new Set(['new', 'reopened', 'acknowledged', 'in-progress']);

/** The cases of a shipment and the runs of workflows about it, open ones first. */
export function CasesAndRuns({ env, one }: { readonly env: string; readonly one: SubjectDetail }) {
  const cases = one.exceptions.toSorted((a, b) => Number(OPEN.has(b.state)) - Number(OPEN.has(a.state)));
  const open = cases.filter((row) => OPEN.has(row.state)).length;
  return (
    <section className={classes.part} aria-label={t('shipment.cases')}>
      <div className={classes.head}>
        <h2 className={classes.heading}>{t('shipment.cases')}</h2>
        <span className={classes.quiet}>{t('shipment.cases-count', { open, past: cases.length - open })}</span>
      </div>
      {cases.length + one.runs.length === 0 && <p className={classes.quiet}>{t('shipment.cases-none')}</p>}
      <ul>
        {cases.map((row) => (
          <li key={row.id}>
            <Link to="/$env/exceptions/$id" params={{ env, id: row.id }} className={classes.row}>
              <SeverityMark severity={row.severity} />
              <span className={classes.title} data-strong={OPEN.has(row.state) || undefined}>
                <Readable text={row.title} />
              </span>
              <span className={classes.quiet}>
                {row.state !== 'new' && t(`exceptions.state.${row.state}`)} <When at={row.lastSeenAt} />
              </span>
            </Link>
          </li>
        ))}
        {one.runs.map((run) => (
          <li key={run.id} className={classes.run}>
            <Link
              to="/$env/workflows/$id"
              params={{ env, id: run.workflow.id }}
              search={{ version: run.workflow.version }}
              className={classes.row}
            >
              <IconHierarchy2 size={14} stroke={1.75} aria-hidden="true" />
              <span className={classes.title}>
                <bdi>{run.workflow.name}</bdi> {t('version', { version: run.workflow.version })}
              </span>
              <span className={classes.quiet} title={runText(run)}>
                {runText(run)}
              </span>
            </Link>
            {run.state === 'open' && (
              <May to="workflow:release" environment={env}>
                <CancelRun env={env} run={run} />
              </May>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function runText(run: RunItem): string {
  if (run.state !== 'open') return run.outcome ?? t(`run.${run.state}`);
  return run.waitsAt.length > 0 ? t('run.waits-at', { steps: run.waitsAt.join(', ') }) : t('run.open');
}
