import type { WorkflowItem } from '@slipway/shared/api';
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { workflowsQuery } from '../../api/queries.ts';
import { formatNumber, t, tn, tOr } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Bar } from '../../ui/Bar.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Dot } from '../../ui/Dot.tsx';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Workflows.module.css';

/** Every workflow of the environment: what it is about, which version runs, how often it fired. */
export function Workflows() {
  const env = useEnvironmentId();
  const query = useQuery(workflowsQuery(env));
  const navigate = useNavigate();
  const rows = query.data?.items ?? [];
  return (
    <div className={classes.screen}>
      <Bar title={t('workflows.title')}>{query.isSuccess && <Chip>{formatNumber(rows.length)}</Chip>}</Bar>
      <div className={classes.columns} aria-hidden="true">
        <span>{t('workflows.name')}</span>
        <span>{t('workflows.about')}</span>
        <span>{t('workflows.version')}</span>
        <span>{t('workflows.fired')}</span>
        <span>{t('workflows.runs')}</span>
        <span>{t('workflows.problems')}</span>
        <span>{t('workflows.since')}</span>
      </div>
      <div className={classes.list}>
        {query.isPending && <Loading what={t('workflows.loading')} />}
        {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && rows.length === 0 && (
          <Empty title={t('workflows.none')}>{t('workflows.none-detail')}</Empty>
        )}
        {rows.length > 0 && (
          <Rows
            items={rows}
            idOf={(row) => row.id}
            rowHeight={56}
            label={t('workflows.title')}
            onOpen={(row) => void navigate({ to: '/$env/workflows/$id', params: { env, id: row.id } })}
            render={(row) => <WorkflowRow row={row} />}
          />
        )}
      </div>
    </div>
  );
}

function WorkflowRow({ row }: { readonly row: WorkflowItem }) {
  return (
    <span className={classes.row}>
      <span>
        <bdi className={classes.name}>{row.name}</bdi>
        <bdi className={classes.description}>{row.description}</bdi>
      </span>
      <span>{tOr(`shipments.kind.${row.subject}`, row.subject)}</span>
      <span className={classes.version}>
        <Dot state={row.live ? 'ok' : 'idle'} />
        <b>{t('version', { version: row.version })}</b> {t(row.live ? 'workflows.live' : 'workflows.not-live')}
      </span>
      <span className={classes.number}>{formatNumber(row.fired)}</span>
      <span className={classes.number}>{formatNumber(row.openRuns)}</span>
      <span className={classes.problems}>
        {row.errors > 0 && (
          <span className={classes.errors}>
            <IconX size={14} stroke={2} aria-hidden="true" /> {tn('workflows.errors', row.errors)}
          </span>
        )}
        {row.warnings > 0 && (
          <span className={classes.quiet}>
            <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" /> {tn('workflows.warnings', row.warnings)}
          </span>
        )}
        {row.errors + row.warnings === 0 && <span className={classes.quiet}>{t('workflows.no-problems')}</span>}
      </span>
      <span className={classes.quiet}>{row.liveSince && <When at={row.liveSince} />}</span>
    </span>
  );
}
