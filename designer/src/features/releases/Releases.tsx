import { Button } from '@mantine/core';
import type { Matrix } from '@slipway/shared/api';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { matrixQuery } from '../../api/plans.ts';
import { t, tn } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Bar, Gap } from '../../ui/Bar.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { CellPanel } from './CellPanel.tsx';
import { HistoryPanel } from './HistoryPanel.tsx';
import { PlanPanel } from './PlanPanel.tsx';
import { ReleaseCell } from './ReleaseCell.tsx';
import classes from './Releases.module.css';

type Row = Matrix['workflows'][number];

/** Which version runs where: workflows down, environments across, and beside it whatever is looked at. */
export function Releases() {
  const env = useEnvironmentId();
  const query = useQuery(matrixQuery());
  const { q = '', show = 'all', cell, plan, history } = useSearch({ from: '/$env/releases' });
  const navigate = useNavigate({ from: '/$env/releases' });
  const narrow = (change: object) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const beside = (change: { cell?: string; plan?: string; history?: string }) =>
    void navigate({ search: (old) => ({ ...old, cell: undefined, plan: undefined, history: undefined, ...change }) });
  if (query.isPending) return <Loading what={t('releases.loading')} />;
  if (query.isError) return <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />;
  const { environments, workflows } = query.data;
  const uneven = workflows.filter(isUneven);
  const rows = (show === 'uneven' ? uneven : workflows).filter((row) => matches(row, q));
  const [workflow, environment] = cell?.split('@') ?? [];
  return (
    <div className={classes.page}>
      <div className={classes.screen}>
        <Bar title={t('releases.title')}>
          <span data-quiet>
            <Chip>{tn('releases.workflows', workflows.length)}</Chip>
          </span>
          <Gap />
          <SearchField
            label={t('releases.search')}
            value={q}
            onChange={(next) => narrow({ q: next || undefined })}
            width={180}
          />
          <FilterTabs
            label={t('releases.shown')}
            value={show}
            tabs={[
              { value: 'all', label: t('releases.all') },
              { value: 'uneven', label: t('releases.uneven'), count: uneven.length },
            ]}
            onChange={(value) => narrow({ show: value === 'all' ? undefined : value })}
          />
          <Button
            leftSection={<IconHistory size={15} stroke={1.8} />}
            onClick={() => beside({ history: environments[0]?.id ?? '' })}
          >
            {t('releases.history')}
          </Button>
        </Bar>
        {workflows.length === 0 ? (
          <Empty title={t('releases.none')}>
            {t('releases.none-detail')}
            <Link to="/$env/workflows" params={{ env }}>
              {t('home.to-workflows')}
            </Link>
          </Empty>
        ) : (
          <div className={classes.scroll}>
            <table className={classes.table} aria-label={t('releases.title')}>
              <thead>
                <tr>
                  <th scope="col">{t('workflows.name')}</th>
                  {environments.map((one) => (
                    <th key={one.id} scope="col">
                      <b>{one.title}</b>
                      <span className={classes.policy}>{policyWords(one.policy)}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.workflow}>
                    <th scope="row">
                      <bdi>{row.name}</bdi> {row.archived && <Chip>{t('library.archived')}</Chip>}
                    </th>
                    {row.cells.map((one) => (
                      <td key={one.environment}>
                        <ReleaseCell
                          cell={one}
                          current={workflow === row.workflow && environment === one.environment}
                          name={row.name}
                          onOpen={() =>
                            one.plan
                              ? beside({ plan: `${one.environment}@${one.plan}` })
                              : beside({ cell: `${row.workflow}@${one.environment}` })
                          }
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            {rows.length === 0 && <Empty title={t('releases.none-found')} />}
          </div>
        )}
      </div>
      {workflow && environment && (
        <CellPanel
          key={cell}
          matrix={query.data}
          workflow={workflow}
          environment={environment}
          onPlan={(made) => beside({ plan: `${made.environment}@${made.id}` })}
          onClose={() => beside({})}
        />
      )}
      {plan && (
        <PlanPanel
          key={plan}
          place={plan}
          onPlan={(made) => beside({ plan: `${made.environment}@${made.id}` })}
          onClose={() => beside({})}
        />
      )}
      {history !== undefined && (
        <HistoryPanel
          environments={environments}
          environment={history}
          onEnvironment={(next) => beside({ history: next })}
          onPlan={(made) => beside({ plan: `${made.environment}@${made.id}` })}
          onClose={() => beside({})}
        />
      )}
    </div>
  );
}

function policyWords({ approvals, authorMayApprove }: Matrix['environments'][number]['policy']): string {
  if (approvals === 0) return t('releases.at-once');
  return tn(authorMayApprove ? 'releases.approvals' : 'releases.approvals-other', approvals);
}

function isUneven(row: Row): boolean {
  return row.cells.some((cell) => cell.state !== 'in-sync' && cell.state !== 'paused');
}

function matches(row: Row, q: string): boolean {
  const words = q.toLowerCase();
  return row.name.toLowerCase().includes(words) || row.tags.some((tag) => tag.toLowerCase().includes(words));
}
