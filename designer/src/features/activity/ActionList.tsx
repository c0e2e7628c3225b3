import type { ActionItem } from '@slipway/shared/api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { actionsQuery, summaryQuery } from '../../api/queries.ts';
import { failureTitle } from '../../messages/said.ts';
import { t, tn } from '../../messages/t.ts';
import { actionTabs } from '../../search.ts';
import { ActionMark } from '../../ui/ActionMark.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { FreshPill } from '../../ui/FreshPill.tsx';
import { FreshRows, useFreshRows } from '../../ui/FreshRows.tsx';
import { Empty } from '../../ui/Notice.tsx';
import { Readable, When } from '../../ui/When.tsx';
import classes from './Activity.module.css';

type ActionTab = (typeof actionTabs)[number] | undefined;

interface ActionListProps {
  readonly env: string;
  readonly state: ActionTab;
  readonly search: string | undefined;
  readonly current: string | undefined;
  readonly onState: (state: ActionTab) => void;
  readonly onOpen: (id: string) => void;
}

/** The actions of one state (or all), newest first, each with its reason. */
export function ActionList({ env, state, search, current, onState, onOpen }: ActionListProps) {
  const filter = { state, search };
  const list = useFreshRows(useInfiniteQuery(actionsQuery(env, filter)), [env, filter]);
  const summary = useQuery(summaryQuery(env)).data;
  const countOf = (tab: (typeof actionTabs)[number]) =>
    tab === 'stuck' ? summary?.stuckActions : summary?.actions[tab];
  return (
    <>
      <div className={classes.filters}>
        <FilterTabs
          label={t('actions.states')}
          value={state ?? 'all'}
          tabs={[
            { value: 'all' as const, label: t('actions.all') },
            ...actionTabs.map((value) => ({ value, label: t(`actions.state.${value}`), count: countOf(value) })),
          ]}
          onChange={(value) => onState(value === 'all' ? undefined : value)}
        />
        <FreshPill count={list.fresh} onShow={list.show} />
      </div>
      <div className={classes.actionColumns} aria-hidden="true">
        <span>{t('actions.state')}</span>
        <span>{t('actions.what')}</span>
        <span>{t('actions.about')}</span>
        <span>{t('actions.through')}</span>
        <span>{t('actions.reason')}</span>
        <span>{t('actions.attempts')}</span>
        <span>{t('actions.asked')}</span>
      </div>
      <FreshRows
        list={list}
        rowHeight={40}
        label={t('activity.tab.actions')}
        current={current}
        onOpen={(row) => onOpen(row.id)}
        render={(row) => <ActionRow row={row} />}
        loading={t('actions.loading')}
        empty={
          <Empty title={t(state ? 'actions.none-found' : 'actions.none')}>
            {t(state ? 'actions.none-found-detail' : 'actions.none-detail')}
          </Empty>
        }
      />
    </>
  );
}

function ActionRow({ row }: { readonly row: ActionItem }) {
  return (
    <span className={classes.actionRow}>
      <ActionMark state={row.state} stuck={row.stuck} word />
      <bdi className={classes.strong}>{row.title}</bdi>
      <bdi className={classes.mono}>{row.subjectLabel}</bdi>
      <span className={classes.quiet}>
        <bdi>{row.connection ?? row.slot}</bdi> · <bdi>{row.operation}</bdi>
      </span>
      <span className={classes.reason}>
        {row.reason && <Readable text={row.reason.detail || failureTitle(row.reason.code, row.reason.title)} />}
      </span>
      <span className={classes.quiet}>
        {row.nextAttemptAt && row.state === 'retrying' ? (
          <>
            {t('actions.of-short', { count: row.attemptCount, most: row.maxAttempts })}, {t('actions.next')}{' '}
            <When at={row.nextAttemptAt} />
          </>
        ) : (
          tn('actions.attempt', row.attemptCount)
        )}
      </span>
      <span className={classes.quiet}>
        <When at={row.requestedAt} />
      </span>
    </span>
  );
}
