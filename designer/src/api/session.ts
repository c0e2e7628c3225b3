import type { FirstAdministrator, PasswordChange, Session, SignIn } from '@slipway/shared/api';
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { type Answer, get, post, send } from './client.ts';

/** Who is signed in, and what may be done where. It changes only by signing in and out. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => get<Session>('/session', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const signIn = (body: SignIn): Promise<Answer<Session>> => post('/session', body);
export const signOut = (): Promise<Answer<unknown>> => send('DELETE', '/session');
export const changePassword = (body: PasswordChange): Promise<Answer<Session>> => post('/session/password', body);
/** Makes the first administrator, with the code that the log of the server shows. */
export const setUp = (body: FirstAdministrator): Promise<Answer<Session>> => post('/setup', body);

/**
 * Notes that the session is over. What was permitted stays, so that a page with unsaved work keeps standing while its
 * reader signs in again.
 */
export function forgetUser(client: QueryClient): void {
  client.setQueryData<Session>(sessionQuery().queryKey, (session) => session && { ...session, user: null });
}

/** Whether somebody may do something in an environment, or (null) for the whole installation. */
export function may(session: Session | undefined, permission: string, environment: string | null): boolean {
  if (!session) return false;
  return heldIn(session, environment).includes(permission);
}

/** Everything that is permitted in an environment, or (null) for the whole installation. */
export function heldIn({ permissions }: Session, environment: string | null): readonly string[] {
  if (environment === null) return permissions.installation;
  const { environments } = permissions;
  return Object.hasOwn(environments, environment) ? (environments[environment] ?? []) : [];
}

/** `may` for whoever looks at the page. What it denies is not offered, or says why. */
export function useMay(): (permission: string, environment: string | null) => boolean {
  const session = useQuery(sessionQuery()).data;
  return (permission, environment) => may(session, permission, environment);
}
