import type { Session } from '@slipway/shared/api';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { sessionQuery } from '../../api/session.ts';

const SignInAgain = lazy(() => import('./SignInAgain.tsx'));

/** Notices when a session ends while a page is open, and asks for the password over it; loaded only then. */
export function SessionWatch() {
  const { data: session } = useQuery({ ...sessionQuery(), enabled: false });
  const [last, setLast] = useState<Session['user']>(null);
  if (session?.user && session.user.id !== last?.id) setLast(session.user);
  if (!last || !session || session.user) return null;
  return (
    <Suspense>
      <SignInAgain last={last} />
    </Suspense>
  );
}
