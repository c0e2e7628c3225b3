import { Button } from '@mantine/core';
import type { Connection } from '@slipway/shared/api';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { connectionsQuery, connectorsQuery } from '../../api/connections.ts';
import { useMay } from '../../api/session.ts';
import { nameText, problemText } from '../../messages/said.ts';
import { t, tn } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Bar, Gap } from '../../ui/Bar.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import { Screen, ScreenBody, ScreenMain } from '../../ui/Screen.tsx';
import { SecondLine } from '../../ui/SecondLine.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { When } from '../../ui/When.tsx';
import { ConnectionPanel } from './ConnectionPanel.tsx';
import classes from './Connections.module.css';
import { Grants } from './Grants.tsx';
import { NewSlot } from './NewSlot.tsx';
import { callWords, StandingMark } from './StandingMark.tsx';

/** How the slots of an environment are bound, whether that works, and which private addresses may be reached. */
export function Connections() {
  const env = useEnvironmentId();
  const { tab = 'slots', slot, host, port } = useSearch({ from: '/$env/connections' });
  const navigate = useNavigate({ from: '/$env/connections' });
  const query = useQuery(connectionsQuery(env));
  const mayWrite = useMay()('connection:write', env);
  const [naming, setNaming] = useState(false);
  const open = (next: string | undefined) => void navigate({ search: next ? { slot: next } : {} });
  const items = query.data?.items ?? [];
  const missing = items.filter((one) => one.connector === null).length;
  return (
    <Screen>
      <Bar title={t('connections.title')}>
        <FilterTabs
          label={t('connections.title')}
          value={tab}
          tabs={[
            { value: 'slots', label: t('connections.tab.slots'), count: query.data?.items.length },
            { value: 'addresses', label: t('connections.tab.addresses') },
          ]}
          onChange={(value) => void navigate({ search: value === 'slots' ? {} : { tab: value } })}
        />
        {missing > 0 && <Chip look="fail">{tn('connections.unbound', missing)}</Chip>}
        {query.data?.deliversTo === 'outbox' && <Chip>{t('connections.outbox')}</Chip>}
        <Gap />
        {tab === 'slots' && mayWrite && (
          <Button leftSection={<IconPlus size={15} stroke={2} />} onClick={() => setNaming(true)}>
            {t('connections.new')}
          </Button>
        )}
      </Bar>
      <ScreenBody>
        <ScreenMain>
          {tab === 'slots' ? (
            <>
              {query.isPending && <Loading what={t('connections.loading')} />}
              {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
              {query.isSuccess && items.length === 0 && (
                <Empty title={t('connections.none')}>{t('connections.none-detail')}</Empty>
              )}
              {items.length > 0 && (
                <Table
                  label={t('connections.title')}
                  columns={columns()}
                  rows={items}
                  idOf={(row) => row.slot}
                  current={slot}
                  onOpen={(row) => open(row.slot)}
                />
              )}
            </>
          ) : (
            <Grants env={env} wanted={host && port ? { host, port } : undefined} />
          )}
        </ScreenMain>
        {tab === 'slots' && slot && query.isSuccess && (
          <SlotPanel
            key={`${env} ${slot}`}
            env={env}
            slot={slot}
            connection={items.find((one) => one.slot === slot)}
            onGrant={(place) => void navigate({ search: { tab: 'addresses', ...place } })}
            onClose={() => open(undefined)}
          />
        )}
        {naming && (
          <NewSlot
            onName={(name) => {
              setNaming(false);
              open(name);
            }}
            onClose={() => setNaming(false)}
          />
        )}
      </ScreenBody>
    </Screen>
  );
}

interface SlotPanelProps {
  readonly env: string;
  readonly slot: string;
  readonly connection: Connection | undefined;
  readonly onGrant: (place: { readonly host: string; readonly port: number }) => void;
  readonly onClose: () => void;
}

function SlotPanel(props: SlotPanelProps) {
  const connectors = useQuery(connectorsQuery());
  if (connectors.isError) return <FailureNotice failure={connectors.error} />;
  if (!connectors.data) return null;
  return <ConnectionPanel {...props} connectors={connectors.data.items} />;
}

const columns = (): readonly Column<Connection>[] => [
  {
    title: t('connections.slot'),
    width: '18%',
    cell: (row) => (
      <>
        <bdi>{row.slot}</bdi>
        {row.target && (
          <SecondLine title={row.target}>
            <bdi>{row.target}</bdi>
          </SecondLine>
        )}
      </>
    ),
  },
  {
    title: t('connections.connector'),
    width: '18%',
    cell: (row) =>
      row.connector === null ? (
        <span className={classes.quiet}>{t('connections.wanted', { connector: wantedOf(row) })}</span>
      ) : (
        nameText(row.title ?? row.connector)
      ),
  },
  {
    title: t('connections.state'),
    width: '25%',
    cell: (row) => (
      <>
        <StandingMark connection={row} />
        <SecondLine title={stateWords(row)}>{stateWords(row)}</SecondLine>
      </>
    ),
  },
  {
    title: t('connections.used-by'),
    cell: (row) =>
      row.usedBy.length === 0 ? (
        <span className={classes.quiet}>{t('connections.unused')}</span>
      ) : (
        <Names of={row.usedBy} />
      ),
  },
  {
    title: t('connections.tested'),
    width: '14%',
    cell: (row) =>
      row.lastTest ? (
        <>
          {t(`connections.tested.${row.lastTest.ok === null ? 'unknown' : row.lastTest.ok ? 'works' : 'broken'}`)}
          <SecondLine>
            <When at={row.lastTest.at} />
          </SecondLine>
        </>
      ) : (
        <span className={classes.quiet}>{t('connections.test-never')}</span>
      ),
  },
];

/** In one line; the pointer shows all of it. */
function Names({ of }: { readonly of: Connection['usedBy'] }) {
  const names = of.map(({ name }) => name).join(', ');
  return (
    <span className={classes.line} title={names}>
      {names}
    </span>
  );
}

function wantedOf(row: Connection): string {
  return [...new Set(row.usedBy.map(({ connector }) => connector))].join(', ');
}

/** What is wrong with a connection, or else how its calls went. */
function stateWords(row: Connection): string {
  const [first] = row.problems;
  return first ? problemText(first) : callWords(row);
}
