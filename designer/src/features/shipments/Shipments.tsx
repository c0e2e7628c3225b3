import type { SubjectItem } from '@slipway/shared/api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { subjectsQuery } from '../../api/queries.ts';
import { t, tn, tOr } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Bar, Gap } from '../../ui/Bar.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { FreshPill } from '../../ui/FreshPill.tsx';
import { FreshRows, useFreshRows } from '../../ui/FreshRows.tsx';
import { Empty } from '../../ui/Notice.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { SeverityMark } from '../../ui/SeverityMark.tsx';
import { difference } from '../../ui/time.ts';
import { When, WhenMoment } from '../../ui/When.tsx';
import classes from './Shipments.module.css';

const KINDS = ['all', 'shipment', 'order', 'equipment', 'carrier'] as const;

/** Everything that is followed, found by any of its ids. */
export function Shipments() {
  const env = useEnvironmentId();
  const filter = useSearch({ from: '/$env/shipments' });
  const navigate = useNavigate({ from: '/$env/shipments' });
  const list = useFreshRows(useInfiniteQuery(subjectsQuery(env, filter)), [env, filter]);
  const set = (change: Partial<typeof filter>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  return (
    <Screen>
      <Bar title={t('shipments.title')}>
        <FilterTabs
          label={t('shipments.kinds')}
          value={KINDS.find((kind) => kind === filter.kind) ?? 'all'}
          tabs={KINDS.map((value) => ({ value, label: t(`shipments.kind.${value}`) }))}
          onChange={(kind) => set({ kind: kind === 'all' ? undefined : kind })}
        />
        <Gap />
        <FreshPill count={list.fresh} onShow={list.show} />
        <SearchField
          label={t('search.any')}
          value={filter.search ?? ''}
          onChange={(search) => set({ search: search || undefined })}
          width={320}
          autoFocus={filter.search === undefined}
        />
      </Bar>
      <div className={classes.columns} aria-hidden="true">
        <span>{t('shipments.id')}</span>
        <span>{t('shipments.way')}</span>
        <span>{t('shipments.status')}</span>
        <span>{t('shipments.promised')}</span>
        <span>{t('shipments.expected')}</span>
        <span>{t('shipments.trouble')}</span>
        <span>{t('shipments.changed')}</span>
      </div>
      <FreshRows
        list={list}
        rowHeight={40}
        label={t('shipments.title')}
        onOpen={(row) => void navigate({ to: '/$env/shipments/$subject', params: { env, subject: row.id } })}
        render={(row) => <ShipmentRow row={row} />}
        loading={t('shipments.loading')}
        empty={
          <Empty title={filter.search ? t('shipments.none-found', { search: filter.search }) : t('shipments.none')}>
            {filter.search ? t('shipments.none-found-detail') : t('shipments.none-detail', { environment: env })}
          </Empty>
        }
      />
    </Screen>
  );
}

function ShipmentRow({ row }: { readonly row: SubjectItem }) {
  const came = row.delivered ?? row.estimate;
  const late = difference(row.commitment, came);
  return (
    <span className={classes.row}>
      <bdi className={classes.id}>{row.label}</bdi>
      <span className={classes.way}>
        <bdi>{[row.origin, row.destination].filter(Boolean).join(` ${t('route.to')} `)}</bdi>
        <bdi className={classes.quiet}>
          {[row.customer, row.carrier].filter((name) => name && name !== row.destination).join(', ')}
        </bdi>
      </span>
      <span>{tOr(`status.${row.status}`, row.status)}</span>
      <span className={classes.quiet}>{row.commitment && <WhenMoment moment={row.commitment} />}</span>
      <span>
        {came && <WhenMoment moment={came} />}
        {late && late.ms > 0 && <span className={classes.late}> {t('shipments.late', { length: late.text })}</span>}
      </span>
      <span className={classes.trouble}>
        {row.worstSeverity && <SeverityMark severity={row.worstSeverity} word />}
        {row.openExceptions > 1 && <span className={classes.quiet}>{tn('shipments.open', row.openExceptions)}</span>}
      </span>
      <span className={classes.quiet}>
        <When at={row.changedAt} />
      </span>
    </span>
  );
}
