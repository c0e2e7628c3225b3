import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery, signOut } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import { tellFailure } from '../../ui/notify.ts';
import { Doorway } from './Doorway.tsx';

/** For whoever is signed in and may see no environment yet: says whom to ask. */
export function NoEnvironment() {
  const user = useQuery(sessionQuery()).data?.user;
  const leave = () => signOut().then(() => window.location.assign('/sign-in'), tellFailure);
  return (
    <Doorway
      title={t('session.no-environment')}
      detail={t('session.no-environment-detail', { name: user?.name ?? '' })}
    >
      <Button onClick={() => window.location.reload()}>{t('failure.try-again')}</Button>
      {user?.kind === 'user' && (
        <Button variant="subtle" onClick={() => void leave()}>
          {t('session.sign-out')}
        </Button>
      )}
    </Doorway>
  );
}
