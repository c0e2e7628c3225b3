import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useMatchRoute } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { followLive, type LiveState } from '../api/live.ts';
import { statusQuery } from '../api/queries.ts';
import { t } from '../messages/t.ts';
import { Empty, FailureNotice, Loading } from '../ui/Notice.tsx';
import { CommandBar } from './commands/CommandBar.tsx';
import { useEnvironmentId } from './environment.ts';
import { HoldBanner } from './HoldBanner.tsx';
import { KeyHelp } from './KeyHelp.tsx';
import { Navigation } from './Navigation.tsx';
import classes from './Shell.module.css';
import { useKeptFocus } from './use-kept-focus.ts';

/** The frame of every screen: the navigation (a rail beside one workflow), and the live feed of its environment. */
export function Shell() {
  const environment = useEnvironmentId();
  const live = useLive(environment);
  useKeptFocus();
  const status = useQuery(statusQuery());
  const matches = useMatchRoute();
  const rail = Boolean(matches({ to: '/$env/workflows/$id', fuzzy: true }));

  if (status.isPending) return <Loading what={t('loading.status')} />;
  if (status.isError) return <FailureNotice failure={status.error} onRetry={() => void status.refetch()} />;
  const known = status.data.environments.some((one) => one.id === environment);
  return (
    <div className={classes.shell} data-rail={rail || undefined}>
      <a className={classes.skip} href="#screen">
        {t('nav.skip')}
      </a>
      <Navigation live={live} rail={rail} />
      <main className={classes.screen} id="screen" tabIndex={-1}>
        <HoldBanner />
        {known ? (
          <Outlet />
        ) : (
          <Empty title={t('environment.unknown', { name: environment })}>{t('environment.pick')}</Empty>
        )}
      </main>
      <CommandBar />
      <KeyHelp />
    </div>
  );
}

function useLive(environment: string): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => (environment ? followLive(client, environment, setState) : undefined), [client, environment]);
  return state;
}
