import { Button, Select } from '@mantine/core';
import type { Matrix, Plan, Release } from '@slipway/shared/api';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { forgetReleases, releaseHistoryQuery, rollBack } from '../../api/plans.ts';
import { useMay } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import { tellFailure } from '../../ui/notify.ts';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Releases.module.css';

interface HistoryPanelProps {
  readonly environments: Matrix['environments'];
  readonly environment: string;
  readonly onEnvironment: (environment: string) => void;
  readonly onPlan: (plan: Plan) => void;
  readonly onClose: () => void;
}

/** What an environment has run, newest first, and the way back to any of it. */
export function HistoryPanel({ environments, environment, onEnvironment, onPlan, onClose }: HistoryPanelProps) {
  const query = useQuery(releaseHistoryQuery(environment));
  const client = useQueryClient();
  const mayPlan = useMay()('environment:plan', environment);
  const back = useMutation({
    mutationFn: (to: number | undefined) => rollBack(environment, to),
    onSuccess: ({ body }) => {
      void forgetReleases(client, environment);
      onPlan(body);
    },
    onError: tellFailure,
  });
  const releases = query.data?.items ?? [];
  return (
    <SidePanel
      over={t('releases.history')}
      title={environments.find((one) => one.id === environment)?.title ?? environment}
      onClose={onClose}
      foot={
        mayPlan &&
        releases.length > 1 && (
          <Button
            variant="filled"
            leftSection={<IconArrowBackUp size={15} stroke={1.8} />}
            loading={back.isPending}
            onClick={() => back.mutate(undefined)}
          >
            {t('releases.roll-back')}
          </Button>
        )
      }
    >
      <Select
        aria-label={t('releases.environment')}
        data={environments.map(({ id, title }) => ({ value: id, label: title }))}
        value={environment}
        onChange={(next) => next && onEnvironment(next)}
        allowDeselect={false}
      />
      {query.isPending && <Loading what={t('releases.history-loading')} />}
      {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && releases.length === 0 && <Empty title={t('releases.history-none')} />}
      <ol className={classes.history}>
        {releases.map((release) => (
          <HistoryRow
            key={release.number}
            release={release}
            onBack={mayPlan ? () => back.mutate(release.number) : undefined}
          />
        ))}
      </ol>
    </SidePanel>
  );
}

function HistoryRow({ release, onBack }: { readonly release: Release; readonly onBack: (() => void) | undefined }) {
  return (
    <li className={classes.release}>
      <p>
        <b>{t(`releases.kind.${release.kind}`)}</b> <When at={release.at} />, <bdi>{release.by.name}</bdi>{' '}
        {release.current && <Chip look="ok">{t('releases.runs-now')}</Chip>}
      </p>
      {release.note && <p className={classes.policy}>{release.note}</p>}
      <ul className={classes.moves}>
        {release.changes.map((change) => (
          <li key={change.workflow}>
            <bdi>{change.workflow}</bdi>{' '}
            {change.from === null ? t('plan.nothing') : t('version', { version: change.from })} {t('route.to')}{' '}
            {change.to === null ? t('plan.stopped') : t('version', { version: change.to })}
          </li>
        ))}
      </ul>
      {!release.current && onBack && (
        <Button size="xs" variant="subtle" onClick={onBack}>
          {t('releases.back-to-this')}
        </Button>
      )}
    </li>
  );
}
