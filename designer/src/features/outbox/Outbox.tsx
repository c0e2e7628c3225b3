import type { OutboxItem } from '@slipway/shared/api';
import { IconMail, IconWorldUpload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { outboxQuery } from '../../api/queries.ts';
import { t } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Bar, Gap } from '../../ui/Bar.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { FreshPill } from '../../ui/FreshPill.tsx';
import { FreshRows, useFreshRows } from '../../ui/FreshRows.tsx';
import { ListBeside } from '../../ui/ListBeside.tsx';
import { Empty } from '../../ui/Notice.tsx';
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
  const list = useFreshRows(useInfiniteQuery(outboxQuery(env, filter)), [env, filter]);
  const one = list.all.find((row) => row.id === search.id) ?? (search.id === undefined ? list.rows[0] : undefined);
  return (
    <ListBeside
      label={t('outbox.title')}
      list={
        <>
          <Bar title={t('outbox.title')}>
            <FreshPill count={list.fresh} onShow={list.show} />
            <Gap />
            <FilterTabs
              label={t('outbox.kinds')}
              value={search.kind ?? 'all'}
              tabs={KINDS.map((value) => ({ value, label: t(`outbox.kind.${value}`) }))}
              onChange={(kind) => void navigate({ search: kind === 'all' ? {} : { kind }, replace: true })}
            />
          </Bar>
          <p className={classes.note}>{t('outbox.note')}</p>
          <FreshRows
            list={list}
            rowHeight={56}
            label={t('outbox.title')}
            current={one?.id}
            onOpen={(row) => void navigate({ search: (old) => ({ ...old, id: row.id }), replace: true })}
            render={(row) => <OutboxRow row={row} />}
            loading={t('outbox.loading')}
            empty={<Empty title={t('outbox.none')}>{t('outbox.none-detail')}</Empty>}
          />
        </>
      }
    >
      {one ? <OutboxMessage env={env} one={one} /> : <Empty title={t('outbox.pick')} />}
    </ListBeside>
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
