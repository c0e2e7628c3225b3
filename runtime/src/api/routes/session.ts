import { passwordChangeSchema, sessionSchema, setupSchema, signedOutSchema, signInSchema } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { makeFirstAdministrator } from '../../access/first-administrator.ts';
import { userPrincipal } from '../../access/principals.ts';
import { hashOfSecret } from '../../access/secret-text.ts';
import { changePassword, type SignedIn, signIn } from '../../access/sign-in.ts';
import { deleteSession } from '../../stores/sessions.ts';
import { rolesOf } from '../../stores/users.ts';
import { nobody } from '../principal.ts';
import { type Answer, ok, type RouteRequest, route } from '../route.ts';
import type { Services } from '../services.ts';
import { describeSession } from '../session-answer.ts';

const answers = { 200: { name: 'Session', schema: sessionSchema } };

export const sessionRead = route({
  method: 'get',
  path: '/session',
  permission: 'none',
  environment: 'none',
  summary: 'Who is signed in, and what may be done where',
  answers,
  handle: async ({ principal }, services) =>
    ok(await describeSession(services, principal === nobody ? null : principal)),
});

export const sessionOpen = route({
  method: 'post',
  path: '/session',
  permission: 'none',
  environment: 'none',
  summary: 'Signs in. The session is a cookie; its beginning ends the session that the browser had',
  body: { name: 'SignIn', schema: signInSchema },
  answers,
  handle: async (request, services) => {
    refuseWithoutUsers(services);
    const signedIn = await signIn(services.database, request.body, occasionOf(request, services));
    if (request.session !== null) await deleteSession(services.database.kysely, hashOfSecret(request.session));
    return signedInAnswer(services, signedIn);
  },
});

export const sessionClose = route({
  method: 'delete',
  path: '/session',
  permission: 'account:own',
  environment: 'none',
  summary: 'Signs out',
  answers: { 200: { name: 'SignedOut', schema: signedOutSchema } },
  handle: async ({ session, principal, audit }, services) => {
    if (session !== null && principal.kind === 'user') {
      await services.database.transaction(async (transaction) => {
        await deleteSession(transaction, hashOfSecret(session));
        await audit(transaction, { action: 'session.closed', object: `user:${principal.id}` });
      });
    }
    return { ...ok({ signedOut: true }), session: null };
  },
});

export const passwordChange = route({
  method: 'post',
  path: '/session/password',
  permission: 'account:own',
  environment: 'none',
  summary: 'Changes the own password. Every other session of the user ends',
  body: { name: 'PasswordChange', schema: passwordChangeSchema },
  answers,
  handle: async (request, services) => {
    if (request.principal.kind !== 'user') throw new Failure('conflict', 'the local owner has no password');
    const occasion = occasionOf(request, services);
    return signedInAnswer(services, await changePassword(services.database, request.principal, request.body, occasion));
  },
});

export const setup = route({
  method: 'post',
  path: '/setup',
  permission: 'none',
  environment: 'none',
  summary: 'Makes the first administrator, once, with the code that the log of the server shows',
  body: { name: 'FirstAdministrator', schema: setupSchema },
  answers,
  handle: async (request, services) => {
    refuseWithoutUsers(services);
    return signedInAnswer(
      services,
      await makeFirstAdministrator(services.database, request.body, occasionOf(request, services)),
    );
  },
});

/** In local mode the owner is signed in, always; a session would only seem to matter. */
function refuseWithoutUsers({ access }: Services): void {
  if (access.mode !== 'users') throw new Failure('not-found', 'nobody signs in here');
}

function occasionOf({ address, request }: RouteRequest<unknown, unknown, unknown>, services: Services) {
  return { address, request, nowMs: services.now() };
}

async function signedInAnswer(services: Services, { secret, user }: SignedIn): Promise<Answer> {
  const roles = await rolesOf(services.database.kysely, [user.id]);
  const principal = userPrincipal(user, roles.get(user.id) ?? []);
  return { ...ok(await describeSession(services, principal)), session: secret };
}
