import { Button, Kbd, Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconFilter } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { exceptionsQuery, summaryQuery } from '../../api/queries.ts';
import { t } from '../../messages/t.ts';
import { caseStates, caseTabs, type exceptionsSearch, severityNames } from '../../search.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Bar, Gap } from '../../ui/Bar.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { FreshPill } from '../../ui/FreshPill.tsx';
import { FreshRows, useFreshRows } from '../../ui/FreshRows.tsx';
import { ListBeside } from '../../ui/ListBeside.tsx';
import { Empty } from '../../ui/Notice.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { SeverityMark } from '../../ui/SeverityMark.tsx';
import { CaseRow } from './CaseRow.tsx';
import classes from './Exceptions.module.css';
import { useInboxFilter } from './use-inbox-filter.ts';

/** The inbox: what needs a person, worst first, and the case that is open beside it. */
export function Exceptions() {
  const env = useEnvironmentId();
  const filter = useSearch({ from: '/$env/exceptions' });
  const { id: current } = useParams({ strict: false });
  const navigate = useNavigate({ from: '/$env/exceptions' });
  const list = useFreshRows(useInfiniteQuery(exceptionsQuery(env, useInboxFilter())), [env, filter]);
  const open = useQuery(summaryQuery(env)).data?.openExceptions;
  const total = open ? Object.values(open).reduce((sum, count) => sum + count, 0) : undefined;
  const set = (change: Partial<Filter>) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const state = filter.state ?? 'open';
  return (
    <ListBeside
      label={t('exceptions.title')}
      open={current !== undefined}
      list={
        <>
          <Bar title={t('exceptions.title')}>
            <FreshPill count={list.fresh} onShow={list.show} />
            <Gap />
            <SearchField
              label={t('exceptions.search')}
              value={filter.search ?? ''}
              onChange={(search) => set({ search: search || undefined })}
              width={190}
            />
            <Narrow filter={filter} onChange={set} />
          </Bar>
          <div className={classes.filters}>
            <FilterTabs
              label={t('exceptions.views')}
              value={state}
              tabs={caseTabs.map((value) => ({
                value,
                label: t(`exceptions.tab.${value}`),
                count: value === 'open' ? total : undefined,
              }))}
              onChange={(value) => set({ state: value === 'open' ? undefined : value })}
            />
          </div>
          {filter.parent && (
            <p className={classes.parent}>
              {t('exceptions.part-of')}
              <Gap />
              <Button size="xs" variant="subtle" onClick={() => set({ parent: undefined })}>
                {t('exceptions.part-of-clear')}
              </Button>
            </p>
          )}
          <FreshRows
            list={list}
            rowHeight={56}
            label={t('exceptions.title')}
            current={current}
            onOpen={(row) => void navigate({ to: '/$env/exceptions/$id', params: { env, id: row.id }, search: filter })}
            render={(row) => <CaseRow row={row} />}
            loading={t('exceptions.loading')}
            empty={<Nothing filter={filter} />}
          />
          <footer className={classes.foot}>
            <Kbd>{t('keys.j')}</Kbd>
            <Kbd>{t('keys.k')}</Kbd>
            {t('keys.move')}
            <Kbd>{t('keys.enter')}</Kbd>
            {t('keys.opens')}
            <Kbd>{t('keys.question')}</Kbd>
            {t('keys.all')}
          </footer>
        </>
      }
    >
      <Outlet />
    </ListBeside>
  );
}

/** The right side while no case is open. */
export function NoCase() {
  return <Empty title={t('exceptions.pick')}>{t('exceptions.pick-detail')}</Empty>;
}

type Filter = ReturnType<typeof exceptionsSearch>;
const SAYING_WHY: ReadonlySet<string> = new Set(['mine', 'overdue', 'waiting']);

/** Says what would stand in the view, and what to do when there is nothing. */
function Nothing({ filter: { state = 'open', ...narrowed } }: { readonly filter: Filter }) {
  const whole = Object.values(narrowed).every((value) => value === undefined);
  if (!whole) return <Empty title={t('exceptions.none-found')}>{t('exceptions.none-found-detail')}</Empty>;
  if (SAYING_WHY.has(state)) {
    const view = state as 'mine' | 'overdue' | 'waiting';
    return <Empty title={t(`exceptions.none-${view}`)}>{t(`exceptions.none-${view}-detail`)}</Empty>;
  }
  const open = state === 'open';
  return (
    <Empty title={t(open ? 'exceptions.none' : 'exceptions.none-found')}>
      {t(open ? 'exceptions.none-detail' : 'exceptions.none-found-detail')}
    </Empty>
  );
}

interface NarrowProps {
  readonly filter: Filter;
  readonly onChange: (change: Partial<Filter>) => void;
}

/** Narrows the list to a severity, or to a state that has no view of its own. */
function Narrow({ filter: { severity, state }, onChange }: NarrowProps) {
  const chosen = caseStates.find((each) => each === state);
  return (
    <Menu width={200} position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={classes.filter} aria-label={t('exceptions.narrow')}>
          {severity && <SeverityMark severity={severity} word />}
          {chosen && <span>{t(`exceptions.state.${chosen}`)}</span>}
          {!severity && !chosen && <IconFilter size={14} stroke={1.6} />}
          <IconChevronDown size={14} stroke={1.6} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('exceptions.by-severity')}</Menu.Label>
        <Menu.Item onClick={() => onChange({ severity: undefined })}>{t('exceptions.any-severity')}</Menu.Item>
        {severityNames.map((each) => (
          <Menu.Item key={each} onClick={() => onChange({ severity: each })}>
            <SeverityMark severity={each} word />
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('exceptions.by-state')}</Menu.Label>
        <Menu.Item onClick={() => onChange({ state: undefined })}>{t('exceptions.any-state')}</Menu.Item>
        {caseStates.map((each) => (
          <Menu.Item key={each} onClick={() => onChange({ state: each })}>
            {t(`exceptions.state.${each}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
