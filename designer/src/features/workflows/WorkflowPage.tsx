import { Menu, UnstyledButton } from '@mantine/core';
import type { WorkflowDetail } from '@slipway/shared/api';
import { IconAlertTriangle, IconCheck, IconChevronDown, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { ApiFailure } from '../../api/client.ts';
import { countersQuery, summaryQuery, workflowQuery } from '../../api/queries.ts';
import { Canvas } from '../../editor/Canvas.tsx';
import { marksOfProblems } from '../../editor/marks.ts';
import { t, tn } from '../../messages/t.ts';
import { useEnvironment, useEnvironmentId } from '../../shell/environment.ts';
import { Gap } from '../../ui/Bar.tsx';
import { Dot } from '../../ui/Dot.tsx';
import { LagBadge } from '../../ui/LagBadge.tsx';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { Split, SplitSide } from '../../ui/Split.tsx';
import { When } from '../../ui/When.tsx';
import { WorkflowBar } from '../../ui/WorkflowBar.tsx';
import { RunsWhere } from '../../watching/RunsWhere.tsx';
import { StepInspector } from './StepInspector.tsx';
import { WorkflowActions } from './WorkflowActions.tsx';
import { WorkflowFacts } from './WorkflowFacts.tsx';
import classes from './WorkflowPage.module.css';

const FACTS_MS = 5_000;

/** One workflow as it runs: its canvas with live counters, and what is to be known of it or of one step beside it. */
export function WorkflowPage() {
  const env = useEnvironmentId();
  const { id = '' } = useParams({ strict: false });
  const { node, version } = useSearch({ from: '/$env/workflows/$id' });
  const navigate = useNavigate({ from: '/$env/workflows/$id' });
  // The cards count by themselves; what is told beside them must not lag behind for long.
  const query = useQuery({
    ...workflowQuery(env, id, version),
    refetchInterval: ({ state }) => (state.data?.live ? FACTS_MS : false),
  });
  const counters = useQuery({ ...countersQuery(env, id), enabled: query.data?.live === true }).data;
  const marks = useMemo(() => (query.data ? marksOfProblems(query.data.problems) : undefined), [query.data]);
  // The same objects while nothing but a count has changed: then only that count is drawn.
  const select = useCallback(
    (next: string | undefined) => void navigate({ search: (old) => ({ ...old, node: next }), replace: true }),
    [navigate],
  );
  const counted = counters && counters.version === query.data?.version ? counters : undefined;
  const since = counted?.since;
  const sinceWhen = useMemo(
    () =>
      since !== undefined && (
        <p className={classes.since}>
          {t('workflow.counted-since')} <When at={since} />
        </p>
      ),
    [since],
  );
  if (query.isPending) return <Loading what={t('workflow.loading')} />;
  // Nothing of it runs here: then it is drawn rather than watched.
  if (version === undefined && query.error instanceof ApiFailure && query.error.status === 404)
    return <Navigate to="/$env/workflows/$id/edit" params={{ env, id }} replace />;
  if (query.isError) return <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />;
  const one = query.data;
  return (
    <div className={classes.page}>
      <WorkflowBar
        name={one.name}
        backLabel={t('workflow.back')}
        back={(look) => <Link to="/$env/workflows" params={{ env }} {...look} />}
        version={<VersionMenu one={one} />}
      >
        <RunsWhere workflow={one.id} />
        <Gap />
        <Lag env={env} />
        <Problems one={one} />
        <WorkflowActions one={one} />
      </WorkflowBar>
      <Split look="inspector">
        <Canvas
          key={`${one.id} ${one.version}`}
          graph={one.graph}
          label={t('workflow.canvas', { name: one.name })}
          counters={counted}
          {...(marks ? { marks } : {})}
          minimap
          selected={node}
          onSelect={select}
        >
          {sinceWhen}
        </Canvas>
        <SplitSide label={t('workflow.side')} scrolls>
          {node ? (
            <StepInspector one={one} node={node} counters={counted} onClose={() => select(undefined)} />
          ) : (
            <WorkflowFacts one={one} onPick={select} />
          )}
        </SplitSide>
      </Split>
    </div>
  );
}

function VersionMenu({ one }: { readonly one: WorkflowDetail }) {
  const navigate = useNavigate({ from: '/$env/workflows/$id' });
  return (
    <Menu width={280} position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes.version}>
          <Dot state={one.live ? 'ok' : 'idle'} />
          <b>{t('version', { version: one.version })}</b>
          {t(one.live ? 'workflows.live' : 'workflows.not-live')}
          <IconChevronDown size={14} stroke={1.75} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('workflow.versions')}</Menu.Label>
        {one.versions.map((version) => (
          <Menu.Item
            key={version.version}
            onClick={() => void navigate({ search: version.live ? {} : { version: version.version } })}
            rightSection={version.version === one.version ? <IconCheck size={14} stroke={2} /> : null}
          >
            <span className={classes.versionRow}>
              <b>{t('version', { version: version.version })}</b> <bdi>{version.message}</bdi>
            </span>
            <span className={classes.quiet}>
              <bdi>{version.author}</bdi>, <When at={version.at} />
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Lag({ env }: { readonly env: string }) {
  const summary = useQuery(summaryQuery(env)).data;
  const live = useEnvironment()?.kind === 'live';
  return summary ? <LagBadge lag={summary.lag} perSecond={summary.rate.perSecond} live={live} /> : null;
}

function Problems({ one }: { readonly one: WorkflowDetail }) {
  const count = one.errors + one.warnings;
  const Icon = one.errors > 0 ? IconX : count > 0 ? IconAlertTriangle : IconCheck;
  return (
    <span className={classes.problems} data-errors={one.errors > 0 || undefined}>
      <Icon size={15} stroke={1.9} aria-hidden="true" />
      <span data-quiet={count === 0 || undefined}>
        {count === 0 ? t('workflows.no-problems') : tn('workflow.problems', count)}
      </span>
    </span>
  );
}
