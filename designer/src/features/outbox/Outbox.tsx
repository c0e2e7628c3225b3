import type { OutboxItem } from '@slipway/shared/api';
import { IconMail, IconWorldUpload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { outboxQuery } from '../../api/queries.ts';
import { t } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Bar, Gap } from '../../ui/Bar.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { FreshPill } from '../../ui/FreshPill.tsx';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { useSettledRows } from '../../ui/use-settled-rows.ts';
import { When } from '../../ui/When.tsx';
import classes from './Outbox.module.css';
import { OutboxMessage } from './OutboxMessage.tsx';

const KINDS = ['all', 'mail', 'call'] as const;

/** Mails and calls that were captured instead of leaving this machine. */
export function Outbox() {
  const env = useEnvironmentId();
  const search = useSearch({ from: '/$env/outbox' });
  const navigate = useNavigate({ from: '/$env/outbox' });
  const filter = { kind: search.kind };
  const query = useInfiniteQuery(outboxQuery(env, filter));
  const all = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const { rows, fresh, show } = useSettledRows(all, (row) => row.id, JSON.stringify([env, filter]));
  const one = all.find((row) => row.id === search.id) ?? (search.id === undefined ? rows[0] : undefined);
  return (
    <div className={classes.split}>
      <section className={classes.box} aria-label={t('outbox.title')}>
        <Bar title={t('outbox.title')}>
          <Gap />
          <FilterTabs
            label={t('outbox.kinds')}
            value={search.kind ?? 'all'}
            tabs={KINDS.map((value) => ({ value, label: t(`outbox.kind.${value}`) }))}
            onChange={(kind) => void navigate({ search: kind === 'all' ? {} : { kind }, replace: true })}
          />
        </Bar>
        <p className={classes.note}>{t('outbox.note')}</p>
        <div className={classes.list}>
          <FreshPill count={fresh} onShow={show} />
          {query.isPending && <Loading what={t('outbox.loading')} />}
          {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
          {query.isSuccess && rows.length === 0 && <Empty title={t('outbox.none')}>{t('outbox.none-detail')}</Empty>}
          {rows.length > 0 && (
            <Rows
              items={rows}
              idOf={(row) => row.id}
              rowHeight={56}
              label={t('outbox.title')}
              current={one?.id}
              onOpen={(row) => void navigate({ search: (old) => ({ ...old, id: row.id }), replace: true })}
              onEnd={query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : undefined}
              render={(row) => <OutboxRow row={row} />}
            />
          )}
        </div>
      </section>
      <div className={classes.detail}>
        {one ? <OutboxMessage env={env} one={one} /> : <Empty title={t('outbox.pick')} />}
      </div>
    </div>
  );
}

function OutboxRow({ row }: { readonly row: OutboxItem }) {
  return (
    <span className={classes.row}>
      {row.kind === 'mail' ? (
        <IconMail size={16} stroke={1.6} aria-label={t('outbox.kind.mail')} />
      ) : (
        <IconWorldUpload size={16} stroke={1.6} aria-label={t('outbox.kind.call')} />
      )}
      <span className={classes.lines}>
        <bdi className={classes.summary}>{row.summary}</bdi>
        <bdi className={classes.second}>
          {row.kind === 'mail'
            ? row.request.to.join(', ')
            : [row.connection, row.subjectLabel].filter(Boolean).join(' · ')}
        </bdi>
      </span>
      <span className={classes.second}>
        <When at={row.at} />
      </span>
    </span>
  );
}
