import { Button } from '@mantine/core';
import type { ReferenceItem } from '@slipway/shared/api';
import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { referencesQuery } from '../../api/references.ts';
import { useMay } from '../../api/session.ts';
import { formatNumber, t, tn } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Bar, Gap } from '../../ui/Bar.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { SecondLine } from '../../ui/SecondLine.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Reference.module.css';
import { Upload } from './Upload.tsx';

/** The tables that steps of this environment look up, and the models by which they estimate. */
export function References() {
  const env = useEnvironmentId();
  const { show } = useSearch({ from: '/$env/references' });
  const navigate = useNavigate({ from: '/$env/references' });
  const query = useQuery(referencesQuery(env));
  const mayWrite = useMay()('reference:write', env);
  const [uploading, setUploading] = useState(false);
  const all = query.data?.items ?? [];
  const here = all.filter((item) => !item.deleted);
  const items = show === 'all' ? all : here;
  const open = (id: string) => void navigate({ to: '/$env/references/$id', params: { env, id }, search: {} });
  return (
    <Screen>
      <Bar title={t('references.title')}>
        {query.isSuccess && <Chip>{tn('references.count', here.length)}</Chip>}
        <Gap />
        {all.length > here.length && (
          <FilterTabs
            label={t('references.show')}
            value={show ?? 'here'}
            tabs={[
              { value: 'here', label: t('references.show.here') },
              { value: 'all', label: t('references.show.all') },
            ]}
            onChange={(next) => void navigate({ search: next === 'all' ? { show: 'all' } : {} })}
          />
        )}
        {mayWrite && (
          <Button leftSection={<IconUpload size={15} stroke={2} />} onClick={() => setUploading(true)}>
            {t('references.new')}
          </Button>
        )}
      </Bar>
      {query.isPending && <Loading what={t('references.loading')} />}
      {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && (
        <Empty title={t('references.none', { environment: env })}>{t('references.none-detail')}</Empty>
      )}
      {items.length > 0 && (
        <Table
          label={t('references.title')}
          columns={columns()}
          rows={items}
          idOf={(row) => row.id}
          onOpen={(row) => open(row.id)}
        />
      )}
      {uploading && <Upload env={env} known={all} onClose={() => setUploading(false)} onSaved={open} />}
    </Screen>
  );
}

const columns = (): readonly Column<ReferenceItem>[] => [
  {
    title: t('references.name'),
    width: '26%',
    cell: (row) => (
      <>
        <bdi>{row.title ?? row.id}</bdi>
        {row.title && (
          <SecondLine>
            <bdi>{row.id}</bdi>
          </SecondLine>
        )}
      </>
    ),
  },
  { title: t('references.kind'), width: '12%', cell: (row) => t(`references.kind.${row.kind}`) },
  { title: t('references.rows'), width: '9%', cell: (row) => (row.deleted ? '' : formatNumber(row.rows)) },
  {
    title: t('references.version'),
    width: '11%',
    cell: (row) => (
      <>
        {t('version', { version: row.version })}
        {row.deleted && <span className={classes.quiet}> {t('references.deleted')}</span>}
      </>
    ),
  },
  {
    title: t('references.changed'),
    width: '18%',
    cell: (row) => (
      <>
        <When at={row.at} /> <bdi className={classes.quiet}>{row.by.name}</bdi>
      </>
    ),
  },
  {
    title: t('references.used-by'),
    cell: (row) =>
      row.usedBy.length === 0 ? (
        <span className={classes.quiet}>{t('references.unused')}</span>
      ) : (
        [...new Set(row.usedBy.map((use) => use.name))].join(', ')
      ),
  },
];
