import { Button } from '@mantine/core';
import type { Summary } from '@slipway/shared/api';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { countersQuery, workflowQuery, workflowsQuery } from '../../api/queries.ts';
import { t } from '../../messages/t.ts';
import { useEnvironment } from '../../shell/environment.ts';
import { Dot } from '../../ui/Dot.tsx';
import { LagBadge } from '../../ui/LagBadge.tsx';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import classes from './Home.module.css';

/** The canvas comes after the figures: it is the heaviest part of the first screen. */
const loading = import('../../editor/Canvas.tsx');
const Canvas = lazy(() => loading.then((module) => ({ default: module.Canvas })));

/** The live workflow that fired most, on its canvas, counting as events arrive. */
export function RunningWorkflow({ env, summary }: { readonly env: string; readonly summary: Summary }) {
  const list = useQuery(workflowsQuery(env));
  const id = list.data?.items.filter((one) => one.live).toSorted((a, b) => b.fired - a.fired)[0]?.id;
  return (
    <section className={`${classes.card} ${classes.workflow}`} aria-label={t('home.workflow')}>
      {list.isPending && <Loading what={t('workflow.loading')} />}
      {list.isError && <FailureNotice failure={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && id === undefined && (
        <Empty title={t('workflows.none')}>
          {t('workflows.none-detail')}
          <Link to="/$env/workflows" params={{ env }}>
            {t('home.to-workflows')}
          </Link>
        </Empty>
      )}
      {id !== undefined && <Live env={env} id={id} summary={summary} />}
    </section>
  );
}

function Live({ env, id, summary }: { readonly env: string; readonly id: string; readonly summary: Summary }) {
  const query = useQuery(workflowQuery(env, id));
  const counters = useQuery(countersQuery(env, id)).data;
  const navigate = useNavigate();
  const live = useEnvironment()?.kind === 'live';
  if (query.isPending) return <Loading what={t('workflow.loading')} />;
  if (query.isError) return <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />;
  const one = query.data;
  return (
    <>
      <div className={classes.cardHead}>
        <h2 className={classes.cardTitle}>
          <bdi>{one.name}</bdi>
        </h2>
        <span className={classes.liveLine}>
          <Dot state="ok" />
          <span>
            {env} <b>{t('version', { version: one.version })}</b> {t('workflows.live')}
          </span>
        </span>
        <span className={classes.push} />
        <span className={classes.lag}>
          <LagBadge lag={summary.lag} perSecond={summary.rate.perSecond} live={live} />
        </span>
        <Link to="/$env/workflows/$id" params={{ env, id }}>
          <Button component="span" tabIndex={-1}>
            {t('home.open-workflow')}
          </Button>
        </Link>
      </div>
      <div className={classes.canvas}>
        <Suspense fallback={<Loading what={t('workflow.loading')} />}>
          <Canvas
            graph={one.graph}
            counters={counters}
            face="compact"
            label={t('workflow.canvas', { name: one.name })}
            onSelect={(node) =>
              node && void navigate({ to: '/$env/workflows/$id', params: { env, id }, search: { node } })
            }
          />
        </Suspense>
      </div>
    </>
  );
}
