import { Button } from '@mantine/core';
import type { LibraryItem } from '@slipway/shared/api';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { libraryQuery } from '../../api/library.ts';
import { useMay } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import { useCommands } from '../../shell/commands/registry.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { May } from '../../shell/May.tsx';
import { Bar, Gap } from '../../ui/Bar.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import classes from './Library.module.css';
import { LibraryRow } from './LibraryRow.tsx';
import { NewWorkflow } from './NewWorkflow.tsx';
import { RowMenu } from './RowMenu.tsx';

/** Every workflow of the installation, with what each environment runs of it; a new one begins here. */
export function Library() {
  const env = useEnvironmentId();
  const { q = '', tag, archived = 'no' } = useSearch({ from: '/$env/workflows' });
  const query = useInfiniteQuery(libraryQuery({ archived, ...(q ? { q } : {}), ...(tag ? { tag } : {}) }));
  const navigate = useNavigate({ from: '/$env/workflows' });
  const [making, setMaking] = useState(false);
  const may = useMay();
  useCommands(() =>
    may('workflow:edit', null)
      ? [{ id: 'workflow.new', group: 'go', title: t('library.new'), icon: IconPlus, run: () => setMaking(true) }]
      : [],
  );
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const narrow = (change: object) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const open = (row: LibraryItem) =>
    row.environments.some(({ environment }) => environment === env)
      ? navigate({ to: '/$env/workflows/$id', params: { env, id: row.id } })
      : navigate({ to: '/$env/workflows/$id/edit', params: { env, id: row.id } });
  return (
    <Screen>
      <Bar title={t('workflows.title')}>
        {query.isSuccess && (
          <Chip>{t(query.hasNextPage ? 'library.more' : 'library.count', { count: rows.length })}</Chip>
        )}
        {tag && (
          <Button size="xs" variant="light" onClick={() => narrow({ tag: undefined })}>
            {t('library.tag', { tag })}
          </Button>
        )}
        <Gap />
        <SearchField
          label={t('library.search')}
          value={q}
          onChange={(next) => narrow({ q: next || undefined })}
          width={200}
        />
        <FilterTabs
          label={t('library.shown')}
          value={archived === 'yes' ? 'yes' : 'no'}
          tabs={[
            { value: 'no', label: t('library.in-use') },
            { value: 'yes', label: t('library.archived') },
          ]}
          onChange={(value) => narrow({ archived: value === 'yes' ? 'yes' : undefined })}
        />
        <May to="workflow:edit" environment={null}>
          <Button variant="filled" leftSection={<IconPlus size={15} stroke={2} />} onClick={() => setMaking(true)}>
            {t('library.new')}
          </Button>
        </May>
      </Bar>
      <div className={classes.columns} aria-hidden="true">
        <span>{t('workflows.name')}</span>
        <span>{t('library.tags')}</span>
        <span>{t('library.runs-in')}</span>
        <span>{t('library.newest')}</span>
        <span>{t('workflows.fired')}</span>
        <span>{t('library.changed')}</span>
      </div>
      <div className={classes.list}>
        {query.isPending && <Loading what={t('workflows.loading')} />}
        {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
        {query.isSuccess && rows.length === 0 && (
          <Nothing narrowed={Boolean(q || tag)} archived={archived === 'yes'} onNew={() => setMaking(true)} />
        )}
        {rows.length > 0 && (
          <Rows
            items={rows}
            idOf={(row) => row.id}
            rowHeight={56}
            label={t('workflows.title')}
            onOpen={(row) => void open(row)}
            onEnd={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
            render={(row) => <LibraryRow row={row} />}
            beside={(row) => <RowMenu row={row} onTag={(next) => narrow({ tag: next })} />}
          />
        )}
      </div>
      <NewWorkflow opened={making} onClose={() => setMaking(false)} />
    </Screen>
  );
}

function Nothing({
  narrowed,
  archived,
  onNew,
}: {
  readonly narrowed: boolean;
  readonly archived: boolean;
  readonly onNew: () => void;
}) {
  if (narrowed) return <Empty title={t('library.none-found')} />;
  if (archived) return <Empty title={t('library.none-archived')} />;
  return (
    <Empty title={t('library.none')}>
      <p>{t('library.none-detail')}</p>
      <May to="workflow:edit" environment={null}>
        <Button variant="filled" onClick={onNew}>
          {t('library.new')}
        </Button>
      </May>
    </Empty>
  );
}
