import { Button, Select, TextInput } from '@mantine/core';
import type { AuditItem } from '@slipway/shared/api';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { AUDIT_EXPORT, type AuditFilter, auditQuery, verifyAudit } from '../../api/admin.ts';
import { statusQuery } from '../../api/queries.ts';
import { t, tOr } from '../../messages/t.ts';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import { tellFailure } from '../../ui/notify.ts';
import { Rows } from '../../ui/Rows.tsx';
import { Screen, ScreenBody, ScreenMain } from '../../ui/Screen.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Admin.module.css';
import { AdminBar } from './AdminBar.tsx';
import { AuditEntry } from './AuditEntry.tsx';
import { ChainFound } from './ChainFound.tsx';

/** What an action's name begins with: what it was done to. */
const NOUNS = [
  'workflow.',
  'plan.',
  'release.',
  'rollback.',
  'exception.',
  'connection.',
  'grant.',
  'variables.',
  'environment.',
  'user.',
  'session.',
  'token.',
  'action.',
  'dead-letter.',
  'run.',
  'replay.',
  'event.',
  'vault.',
];

/** Who changed what, newest first, and whether it still says what was written. */
export function Audit() {
  const search = useSearch({ from: '/$env/admin/audit' });
  const navigate = useNavigate({ from: '/$env/admin/audit' });
  const environments = useQuery(statusQuery()).data?.environments ?? [];
  const { number, from, to, in: environment, ...same } = search;
  const filter: AuditFilter = {
    ...same,
    environment,
    from: from && `${from}T00:00:00Z`,
    to: to && `${dayAfter(to)}T00:00:00Z`,
  };
  const query = useInfiniteQuery(auditQuery(filter));
  const check = useMutation({ mutationFn: verifyAudit, onError: tellFailure });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = rows.find((row) => row.number === number);
  const narrow = (change: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, number: undefined, ...change }), replace: true });
  const narrowed = Object.keys(same).length > 0 || Boolean(environment || from || to);
  return (
    <Screen>
      <AdminBar part="audit">
        <Button loading={check.isPending} onClick={() => check.mutate()}>
          {t('audit.check')}
        </Button>
        <Button
          component="a"
          href={AUDIT_EXPORT}
          download="slipway-audit.jsonl"
          leftSection={<IconDownload size={15} stroke={1.8} />}
        >
          {t('audit.export')}
        </Button>
      </AdminBar>
      {check.data && <ChainFound found={check.data} />}
      <div className={classes.filters}>
        <SearchField
          label={t('audit.search')}
          value={search.search ?? ''}
          onChange={(next) => narrow({ search: next || undefined })}
          width={140}
        />
        <SearchField
          label={t('audit.actor')}
          value={search.actor ?? ''}
          onChange={(next) => narrow({ actor: next || undefined })}
          width={120}
        />
        <SearchField
          label={t('audit.object')}
          value={search.object ?? ''}
          onChange={(next) => narrow({ object: next || undefined })}
          width={125}
        />
        <Select
          aria-label={t('audit.about')}
          placeholder={t('audit.about')}
          data={NOUNS.map((value) => ({ value, label: tOr(`audit.about.${value}`, value) }))}
          value={search.action ?? null}
          clearable
          w={125}
          onChange={(next) => narrow({ action: next ?? undefined })}
        />
        <Select
          aria-label={t('audit.where')}
          placeholder={t('audit.where')}
          data={environments.map(({ id }) => id)}
          value={environment ?? null}
          clearable
          w={125}
          onChange={(next) => narrow({ in: next ?? undefined })}
        />
        <TextInput
          type="date"
          flex="none"
          w={164}
          leftSection={<span className={classes.edge}>{t('audit.from-word')}</span>}
          leftSectionWidth={42}
          aria-label={t('audit.from')}
          title={t('audit.from')}
          value={from ?? ''}
          onChange={(e) => narrow({ from: e.currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          flex="none"
          w={164}
          leftSection={<span className={classes.edge}>{t('audit.to-word')}</span>}
          leftSectionWidth={42}
          aria-label={t('audit.to')}
          title={t('audit.to')}
          value={to ?? ''}
          onChange={(e) => narrow({ to: e.currentTarget.value || undefined })}
        />
      </div>
      <ScreenBody>
        <ScreenMain>
          <div className={classes.auditColumns} aria-hidden="true">
            <span>{t('audit.at')}</span>
            <span>{t('audit.who')}</span>
            <span>{t('audit.did')}</span>
            <span>{t('audit.object')}</span>
            <span>{t('audit.where')}</span>
            <span>{t('audit.reason')}</span>
          </div>
          <div className={classes.list}>
            {query.isPending && <Loading what={t('audit.loading')} />}
            {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
            {query.isSuccess && rows.length === 0 && (
              <Empty title={t(narrowed ? 'audit.none-found' : 'audit.none')}>{t('audit.none-detail')}</Empty>
            )}
            {rows.length > 0 && (
              <Rows
                items={rows}
                idOf={(row) => String(row.number)}
                rowHeight={36}
                label={t('admin.tab.audit')}
                current={number === undefined ? undefined : String(number)}
                onOpen={(row) => void navigate({ search: (old) => ({ ...old, number: row.number }), replace: true })}
                onEnd={query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : undefined}
                render={(row) => <Row row={row} />}
              />
            )}
          </div>
        </ScreenMain>
        {shown && <AuditEntry item={shown} onClose={() => narrow({})} />}
      </ScreenBody>
    </Screen>
  );
}

function Row({ row }: { readonly row: AuditItem }) {
  return (
    <span className={classes.auditRow}>
      <span className={classes.quiet}>
        <When at={row.at} />
      </span>
      <bdi>{row.actor.name}</bdi>
      <span>{tOr(`audit.action.${row.action}`, row.action)}</span>
      <bdi className={classes.mono}>{row.object}</bdi>
      <span className={classes.quiet}>{row.environment ?? t('audit.nowhere')}</span>
      <bdi className={classes.quiet}>{row.reason}</bdi>
    </span>
  );
}

/** The day after `2026-11-19`: a last day is meant with all of its hours. */
function dayAfter(day: string): string {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) ? day : new Date(ms + 86_400_000).toISOString().slice(0, 10);
}
