import { Button } from '@mantine/core';
import type { EnvironmentDetail } from '@slipway/shared/api';
import { IconHandStop, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { environmentsQuery } from '../../api/plans.ts';
import { useMay } from '../../api/session.ts';
import { answerText } from '../../messages/said.ts';
import { formatNumber, t, tn } from '../../messages/t.ts';
import { Chip } from '../../ui/Chip.tsx';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { Screen, ScreenBody, ScreenMain } from '../../ui/Screen.tsx';
import { SecondLine } from '../../ui/SecondLine.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { AdminBar } from './AdminBar.tsx';
import { EnvironmentPanel } from './EnvironmentPanel.tsx';
import { NewEnvironment } from './NewEnvironment.tsx';

/** The environments on their way to production, with whom each asks before something goes live. */
export function Environments() {
  const { id } = useSearch({ from: '/$env/admin/environments' });
  const navigate = useNavigate({ from: '/$env/admin/environments' });
  const query = useQuery(environmentsQuery());
  const mayMake = useMay()('environment:admin', null);
  const [making, setMaking] = useState(false);
  const environments = query.data ?? [];
  const shown = environments.find((one) => one.id === id);
  const open = (next: string | undefined) => void navigate({ search: next ? { id: next } : {} });
  return (
    <Screen>
      <AdminBar part="environments">
        <Button
          variant="filled"
          leftSection={<IconPlus size={15} stroke={2} />}
          disabled={!mayMake}
          title={mayMake ? undefined : t('environments.may-not')}
          onClick={() => setMaking(true)}
        >
          {t('environments.new')}
        </Button>
      </AdminBar>
      <ScreenBody>
        <ScreenMain>
          {query.isPending && <Loading what={t('environments.loading')} />}
          {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
          {query.isSuccess && (
            <Table
              label={t('admin.tab.environments')}
              columns={columns()}
              rows={environments}
              idOf={(row) => row.id}
              current={id}
              onOpen={(row) => open(row.id)}
            />
          )}
        </ScreenMain>
        {shown && <EnvironmentPanel key={shown.id} environment={shown} onClose={() => open(undefined)} />}
        {making && (
          <NewEnvironment
            last={Math.max(-1, ...environments.map(({ order }) => order))}
            onMade={(made) => {
              setMaking(false);
              open(made);
            }}
            onClose={() => setMaking(false)}
          />
        )}
      </ScreenBody>
    </Screen>
  );
}

const columns = (): readonly Column<EnvironmentDetail>[] => [
  {
    title: t('environments.name'),
    width: '18%',
    cell: (row) => (
      <>
        <bdi>{row.title}</bdi>
        {row.title !== row.id && (
          <SecondLine>
            <code>{row.id}</code>
          </SecondLine>
        )}
      </>
    ),
  },
  { title: t('environments.order'), width: '9%', cell: (row) => row.order },
  { title: t('environments.kind'), width: '18%', cell: (row) => t(`environment.${row.kind}`) },
  {
    title: t('environments.actions'),
    width: '20%',
    cell: (row) => (
      <>
        {t(`environments.delivers.${row.deliversTo}`)}{' '}
        {row.actionsHeld && (
          <Chip look="human">
            <IconHandStop size={12} stroke={1.9} aria-hidden="true" />
            {t('environments.held')}
          </Chip>
        )}
      </>
    ),
  },
  {
    title: t('plan.approvals'),
    cell: (row) => (
      <>
        {approvalWords(row)}
        {row.effective.note && (
          <SecondLine title={answerText(row.effective.note)}>{answerText(row.effective.note)}</SecondLine>
        )}
      </>
    ),
  },
  { title: t('environments.workflows'), width: '12%', cell: (row) => formatNumber(row.workflows) },
];

function approvalWords({ policy: { approvals, authorMayApprove } }: EnvironmentDetail): string {
  if (approvals === 0) return t('releases.at-once');
  return tn(authorMayApprove ? 'releases.approvals' : 'releases.approvals-other', approvals);
}
