import { Button } from '@mantine/core';
import type { Token } from '@slipway/shared/api';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { revokeToken, tokensKey, tokensQuery } from '../../api/admin.ts';
import { t, tn, tOr } from '../../messages/t.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import { tell } from '../../ui/notify.ts';
import { Screen, ScreenBody, ScreenMain } from '../../ui/Screen.tsx';
import { SecondLine } from '../../ui/SecondLine.tsx';
import { Section } from '../../ui/Section.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Admin.module.css';
import { AdminBar } from './AdminBar.tsx';
import { NewToken } from './NewToken.tsx';

/** The credentials of programs: one's own, and everybody's for whoever administers them. */
export function Tokens() {
  const { id } = useSearch({ from: '/$env/admin/tokens' });
  const navigate = useNavigate({ from: '/$env/admin/tokens' });
  const query = useInfiniteQuery(tokensQuery());
  const [making, setMaking] = useState(false);
  const tokens = query.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = tokens.find((token) => token.id === id);
  const open = (next: string | undefined) => void navigate({ search: next ? { id: next } : {} });
  return (
    <Screen>
      <AdminBar part="tokens">
        <Button variant="filled" leftSection={<IconPlus size={15} stroke={2} />} onClick={() => setMaking(true)}>
          {t('tokens.new')}
        </Button>
      </AdminBar>
      <ScreenBody>
        <ScreenMain>
          {query.isPending && <Loading what={t('tokens.loading')} />}
          {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
          {query.isSuccess && tokens.length === 0 && <Empty title={t('tokens.none')}>{t('tokens.none-detail')}</Empty>}
          {tokens.length > 0 && (
            <Table
              label={t('admin.tab.tokens')}
              columns={columns()}
              rows={tokens}
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
        {shown && <TokenPanel key={shown.id} token={shown} onClose={() => open(undefined)} />}
        {making && <NewToken onClose={() => setMaking(false)} />}
      </ScreenBody>
    </Screen>
  );
}

const columns = (): readonly Column<Token>[] => [
  {
    title: t('tokens.name'),
    width: '26%',
    cell: (row) => (
      <>
        <bdi>{row.name}</bdi>
        <SecondLine>
          <code>{t('text.clipped', { text: row.prefix })}</code>
        </SecondLine>
      </>
    ),
  },
  {
    title: t('tokens.state'),
    width: '12%',
    cell: (row) => <Chip look={row.state === 'valid' ? 'ok' : 'plain'}>{t(`tokens.state.${row.state}`)}</Chip>,
  },
  { title: t('tokens.owner'), width: '14%', cell: (row) => <bdi>{row.owner.name}</bdi> },
  {
    title: t('tokens.may'),
    cell: (row) => (
      <>
        {row.environments === null ? t('tokens.everywhere') : row.environments.join(', ')}
        <SecondLine>{tn('tokens.permissions', row.permissions.length)}</SecondLine>
      </>
    ),
  },
  { title: t('tokens.expires'), width: '12%', cell: (row) => <When at={row.expiresAt} /> },
  {
    title: t('tokens.used'),
    width: '12%',
    cell: (row) =>
      row.usedAt ? <When at={row.usedAt} /> : <span className={classes.quiet}>{t('tokens.unused')}</span>,
  },
];

function TokenPanel({ token, onClose }: { readonly token: Token; readonly onClose: () => void }) {
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const revoke = useMutation({
    mutationFn: () => revokeToken(token.id),
    onSuccess: async () => {
      tell(t('tokens.revoked', { name: token.name }));
      onClose();
      await client.invalidateQueries({ queryKey: tokensKey });
    },
  });
  return (
    <SidePanel
      over={t('tokens.token')}
      title={token.name}
      onClose={onClose}
      foot={
        sure ? (
          <>
            <span>{t('tokens.revoke-detail')}</span>
            <Button variant="filled" loading={revoke.isPending} onClick={() => revoke.mutate()}>
              {t('tokens.revoke')}
            </Button>
            <Button variant="subtle" onClick={() => setSure(false)}>
              {t('connections.cancel')}
            </Button>
          </>
        ) : (
          <Button onClick={() => setSure(true)}>{t('tokens.revoke')}</Button>
        )
      }
    >
      <dl className={classes.facts}>
        <dt>{t('tokens.begins')}</dt>
        <dd className={classes.mono}>{t('text.clipped', { text: token.prefix })}</dd>
        <dt>{t('tokens.owner')}</dt>
        <dd>{token.owner.name}</dd>
        <dt>{t('tokens.made')}</dt>
        <dd>
          <When at={token.createdAt} />
        </dd>
        <dt>{t('tokens.expires')}</dt>
        <dd>
          <When at={token.expiresAt} />
        </dd>
        <dt>{t('tokens.where')}</dt>
        <dd>{token.environments === null ? t('tokens.everywhere') : token.environments.join(', ')}</dd>
      </dl>
      <Section title={t('tokens.may')} look="panel">
        <ul>
          {token.permissions.map((permission) => (
            <li key={permission}>
              {tOr(`permission.${permission}`, permission)} <code className={classes.quiet}>{permission}</code>
            </li>
          ))}
        </ul>
      </Section>
      {revoke.isError && <FailureNotice failure={revoke.error} />}
    </SidePanel>
  );
}
