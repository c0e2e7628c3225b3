import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useRouter, useSearch } from '@tanstack/react-router';
import { sessionQuery } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { tell } from '../../ui/notify.ts';
import { Doorway } from './Doorway.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { wayBack } from './way-back.ts';

/** The own password: whoever came in with one that somebody else made must replace it first. */
export function OwnPassword() {
  const { back } = useSearch({ from: '/password' });
  const client = useQueryClient();
  const router = useRouter();
  const session = useQuery(sessionQuery());
  if (session.isPending) return <Loading what={t('session.loading')} />;
  if (session.isError) return <FailureNotice failure={session.error} onRetry={() => void session.refetch()} />;
  const { user } = session.data;
  if (!user) return <Navigate to="/sign-in" search={back ? { back } : {}} replace />;
  if (user.kind !== 'user') return <Navigate to="/" replace />;
  return (
    <Doorway
      title={t('session.change-password')}
      detail={t(user.mustChangePassword ? 'session.must-change' : 'session.change-detail', { name: user.name })}
    >
      <PasswordForm
        name={user.name}
        onChanged={(next) => {
          client.clear();
          client.setQueryData(sessionQuery().queryKey, next);
          tell(t('session.changed'));
          void router.navigate({ href: wayBack(back), replace: true });
        }}
      />
    </Doorway>
  );
}
