import { Button } from '@mantine/core';
import type { User } from '@slipway/shared/api';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { usersQuery } from '../../api/admin.ts';
import { sessionQuery, useMay } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import { Screen, ScreenBody, ScreenMain } from '../../ui/Screen.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Admin.module.css';
import { AdminBar } from './AdminBar.tsx';
import { NewPerson } from './NewPerson.tsx';
import { PersonPanel } from './PersonPanel.tsx';

/** Who may sign in, and as what. */
export function People() {
  const { q = '', id } = useSearch({ from: '/$env/admin/people' });
  const navigate = useNavigate({ from: '/$env/admin/people' });
  const query = useInfiniteQuery(usersQuery(q));
  const session = useQuery(sessionQuery()).data;
  const mayAdmin = useMay()('user:admin', null);
  const [making, setMaking] = useState(false);
  const users = query.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = users.find((user) => user.id === id);
  const open = (next: string | undefined) => void navigate({ search: (old) => ({ ...old, id: next }) });
  return (
    <Screen>
      <AdminBar part="people">
        <SearchField
          label={t('people.search')}
          value={q}
          onChange={(next) => void navigate({ search: (old) => ({ ...old, q: next || undefined }), replace: true })}
          width={180}
        />
        <Button
          variant="filled"
          leftSection={<IconPlus size={15} stroke={2} />}
          disabled={!mayAdmin}
          title={mayAdmin ? undefined : t('people.may-not')}
          onClick={() => setMaking(true)}
        >
          {t('people.new')}
        </Button>
      </AdminBar>
      <ScreenBody>
        <ScreenMain>
          {session?.mode === 'local' && <p className={classes.strip}>{t('people.local')}</p>}
          {query.isPending && <Loading what={t('people.loading')} />}
          {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
          {query.isSuccess && users.length === 0 && (
            <Empty title={t(q ? 'people.none-found' : 'people.none')}>{!q && t('people.none-detail')}</Empty>
          )}
          {users.length > 0 && (
            <Table
              label={t('admin.tab.people')}
              columns={columns(session?.user?.id)}
              rows={users}
              idOf={(row) => row.id}
              current={id}
              onOpen={(row) => open(row.id)}
            >
              {query.hasNextPage && (
                <p className={classes.more}>
                  <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                    {t('admin.more')}
                  </Button>
                </p>
              )}
            </Table>
          )}
        </ScreenMain>
        {shown && <PersonPanel key={shown.id} user={shown} mayAdmin={mayAdmin} onClose={() => open(undefined)} />}
        {making && <NewPerson onClose={() => setMaking(false)} />}
      </ScreenBody>
    </Screen>
  );
}

const columns = (own: string | undefined): readonly Column<User>[] => [
  {
    title: t('people.name'),
    width: '28%',
    cell: (row) => (
      <>
        <bdi>{row.name}</bdi> {row.id === own && <span className={classes.quiet}>{t('people.you')}</span>}
      </>
    ),
  },
  {
    title: t('people.state'),
    width: '14%',
    cell: (row) => (
      <Chip look={row.state === 'active' ? 'ok' : row.state === 'invited' ? 'human' : 'plain'}>
        {t(`people.state.${row.state}`)}
      </Chip>
    ),
  },
  { title: t('people.roles'), cell: (row) => roleWords(row) },
  {
    title: t('people.seen'),
    width: '16%',
    cell: (row) =>
      row.seenAt ? <When at={row.seenAt} /> : <span className={classes.quiet}>{t('people.not-signed-in')}</span>,
  },
];

function roleWords({ roles }: User): string {
  if (roles.length === 0) return t('people.no-roles');
  return roles
    .map(({ role, environment }) =>
      environment === null
        ? t('people.role-everywhere', { role: t(`people.role.${role}`) })
        : t('people.role-in', { role: t(`people.role.${role}`), environment }),
    )
    .join(', ');
}
