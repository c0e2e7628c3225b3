import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { t } from '../messages/t.ts';
import { useEnvironmentId } from '../shell/environment.ts';

/** On to what a workflow would have done with the history. */
export function BacktestLink({ workflow }: { readonly workflow: string }) {
  const env = useEnvironmentId();
  return (
    <Button
      leftSection={<IconHistory size={15} stroke={1.75} />}
      title={t('backtest.open-detail')}
      renderRoot={(props) => <Link {...props} to="/$env/workflows/$id/backtest" params={{ env, id: workflow }} />}
    >
      {t('backtest.open')}
    </Button>
  );
}
