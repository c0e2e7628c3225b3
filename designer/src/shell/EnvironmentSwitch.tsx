import { UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { statusQuery } from '../api/queries.ts';
import { t } from '../messages/t.ts';
import { Dot } from '../ui/Dot.tsx';
import { LateMenu } from '../ui/LateMenu.tsx';
import classes from './EnvironmentSwitch.module.css';
import { useEnvironmentId } from './environment.ts';

/** Which environment the screens are about. */
export function EnvironmentSwitch({ compact }: { readonly compact: boolean }) {
  const current = useEnvironmentId();
  const environments = useQuery(statusQuery()).data?.environments ?? [];
  const navigate = useNavigate();
  const entries = environments.map((environment) => ({
    name: environment.id,
    words: (
      <>
        <span className={classes.name}>{environment.id}</span>
        <span className={classes.kind}>{t(`environment.${environment.kind}`)}</span>
      </>
    ),
    right: environment.id === current ? <IconCheck size={14} stroke={2} /> : null,
    onPick: () => void navigate({ to: '/$env', params: { env: environment.id } }),
  }));
  return (
    <LateMenu width={220} position="bottom-start" parts={[{ heading: t('environment.heading'), entries }]}>
      <UnstyledButton
        className={classes.button}
        data-compact={compact || undefined}
        aria-label={t('environment.label', { name: current })}
      >
        <Dot state="ok" />
        {!compact && <span className={classes.name}>{current}</span>}
        {!compact && <IconChevronDown size={16} stroke={1.6} />}
      </UnstyledButton>
    </LateMenu>
  );
}
