import { Button } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { statusQuery, summaryQuery } from '../../api/queries.ts';
import { formatNumber, t } from '../../messages/t.ts';
import { useEnvironment, useEnvironmentId } from '../../shell/environment.ts';
import { May } from '../../shell/May.tsx';
import { Bar, Gap } from '../../ui/Bar.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import classes from './Home.module.css';
import { LiveEvents } from './LiveEvents.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import { OutboxPeek } from './OutboxPeek.tsx';
import { ReplayControls } from './ReplayControls.tsx';
import { RunningWorkflow } from './RunningWorkflow.tsx';

/** The first screen: what happens now, the workflow that decides it, and what needs a person. */
export function Home() {
  const env = useEnvironmentId();
  const environment = useEnvironment();
  const status = useQuery(statusQuery()).data;
  const query = useQuery(summaryQuery(env));
  const replay = status?.replay?.environment === env ? status.replay : null;
  return (
    <div className={classes.screen}>
      <Bar title={t('home.title')}>
        {status?.mode === 'embedded' && <Chip>{t('home.embedded')}</Chip>}
        <span className={classes.hint}>
          {t(environment?.deliversTo === 'targets' ? 'home.delivers' : 'home.captures')}
        </span>
        <Gap />
        <Link to="/$env/outbox" params={{ env }} className={classes.outboxLink}>
          <Button component="span" leftSection={<IconMail size={15} stroke={1.6} />} tabIndex={-1}>
            {t('nav.outbox')} <span className={classes.count}>{formatNumber(query.data?.outbox ?? 0)}</span>
          </Button>
        </Link>
        {replay && (
          <May to="replay:control" environment={replay.environment}>
            <ReplayControls replay={replay} />
          </May>
        )}
      </Bar>
      <div className={classes.scroll}>
        {query.isPending && <Loading what={t('home.loading')} />}
        {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
        {query.data && (
          <div className={classes.grid}>
            <LiveEvents summary={query.data} replay={replay} />
            <RunningWorkflow env={env} summary={query.data} />
            <div className={classes.right}>
              <FirstSteps env={env} />
              <NeedsYou env={env} />
              <OutboxPeek env={env} total={query.data.outbox} />
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
