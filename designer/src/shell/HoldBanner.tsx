import { Button } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { changeHold, holdQuery } from '../api/operations.ts';
import { t, tn } from '../messages/t.ts';
import { tellFailure } from '../ui/notify.ts';
import { When } from '../ui/When.tsx';
import { useEnvironmentId } from './environment.ts';
import classes from './HoldBanner.module.css';
import { May } from './May.tsx';

/** Says on every screen that nothing leaves this environment, who wanted it so, and lets go again. */
export function HoldBanner() {
  const environment = useEnvironmentId();
  const client = useQueryClient();
  const hold = useQuery({ ...holdQuery(environment), enabled: environment !== '' }).data;
  const release = useMutation({
    mutationFn: () => changeHold(environment, false, ''),
    onSuccess: ({ body }) => client.setQueryData(holdQuery(environment).queryKey, body),
    onError: tellFailure,
  });
  if (!hold?.held) return null;
  return (
    <div className={classes.banner} role="status">
      <IconHandStop size={16} stroke={1.8} aria-hidden="true" />
      <span>
        <b>{t('hold.held', { environment })}</b> {hold.by && t('hold.by', { name: hold.by })}{' '}
        {hold.since && <When at={hold.since} />} {hold.reason && t('hold.said', { reason: hold.reason })}{' '}
        {tn('hold.owed', hold.owed)}
      </span>
      <May to="environment:hold" environment={environment}>
        <Button size="xs" loading={release.isPending} onClick={() => release.mutate()}>
          {t('hold.let-go')}
        </Button>
      </May>
    </div>
  );
}
