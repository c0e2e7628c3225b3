import type { Session } from '@slipway/shared/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { sessionQuery } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { Doorway } from './Doorway.tsx';
import { SignInForm } from './SignInForm.tsx';
import { wayBack } from './way-back.ts';

/** The way in, and then on to the page that was wanted. */
export function SignIn() {
  const { back } = useSearch({ from: '/sign-in' });
  const client = useQueryClient();
  const router = useRouter();
  // Somebody may have signed in in another window meanwhile.
  const session = useQuery({ ...sessionQuery(), refetchOnMount: 'always' });
  const isIn = Boolean(session.data?.user) && !session.isFetching;
  useEffect(() => {
    if (isIn) void router.navigate({ href: wayBack(back), replace: true });
  }, [isIn, router, back]);
  if (session.isPending) return <Loading what={t('session.loading')} />;
  if (session.isError) return <FailureNotice failure={session.error} onRetry={() => void session.refetch()} />;
  if (session.data.setup) return <Navigate to="/set-up" replace />;
  const enter = (next: Session) => {
    client.clear();
    client.setQueryData(sessionQuery().queryKey, next);
    void router.navigate({ href: wayBack(back), replace: true });
  };
  return (
    <Doorway title={t('session.sign-in')}>
      <SignInForm onSession={enter} />
    </Doorway>
  );
}
