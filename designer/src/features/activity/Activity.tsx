import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { summaryQuery } from '../../api/queries.ts';
import { t } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { May } from '../../shell/May.tsx';
import { Bar, Gap } from '../../ui/Bar.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { ActionDrawer } from './ActionDrawer.tsx';
import { ActionList } from './ActionList.tsx';
import { HoldActions } from './HoldActions.tsx';
import { LetterDrawer } from './LetterDrawer.tsx';
import { LetterList } from './LetterList.tsx';

const TABS = ['actions', 'dead-letters'] as const;

/** What Slipway asked of other systems, and what it could not understand: reasons, attempts, retries. */
export function Activity() {
  const env = useEnvironmentId();
  const search = useSearch({ from: '/$env/activity' });
  const navigate = useNavigate({ from: '/$env/activity' });
  const summary = useQuery(summaryQuery(env)).data;
  const tab = search.tab ?? 'actions';
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const close = () => set({ id: undefined });
  return (
    <Screen>
      <Bar title={t('activity.title')}>
        <FilterTabs
          label={t('activity.title')}
          value={tab}
          tabs={TABS.map((value) => ({
            value,
            label: t(`activity.tab.${value}`),
            count: value === 'dead-letters' ? summary?.deadLetters : undefined,
          }))}
          onChange={(value) => void navigate({ search: value === 'actions' ? {} : { tab: value } })}
        />
        <Gap />
        <SearchField
          key={tab}
          label={t(tab === 'actions' ? 'actions.search' : 'letters.search')}
          value={search.search ?? ''}
          onChange={(text) => set({ search: text || undefined })}
          width={260}
        />
        <May to="environment:hold" environment={env}>
          <HoldActions environment={env} />
        </May>
      </Bar>
      {tab === 'actions' ? (
        <>
          <ActionList
            env={env}
            state={search.state}
            search={search.search}
            onState={(state) => set({ state })}
            onOpen={(id) => set({ id })}
            current={search.id}
          />
          <ActionDrawer env={env} id={search.id} onClose={close} />
        </>
      ) : (
        <>
          <LetterList
            env={env}
            state={search.letters ?? 'open'}
            search={search.search}
            onState={(letters) => set({ letters: letters === 'open' ? undefined : letters })}
            onOpen={(id) => set({ id })}
            current={search.id}
          />
          <LetterDrawer env={env} id={search.id} onClose={close} />
        </>
      )}
    </Screen>
  );
}
