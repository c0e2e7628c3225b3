import { createHmac, randomBytes } from 'node:crypto';
import { openSession } from '@slipway/runtime/access/sign-in';
import type { UsersApp } from '@slipway/runtime/access/testing/users-app';
import { createUser } from '@slipway/runtime/access/users';
import { type RoleGrant, roles, tokenMadeSchema, userWithPasswordSchema } from '@slipway/shared/api';
import type { Asker } from './cells.ts';
import { MAY } from './expected.ts';

/** Somebody with the headers that this one sends. They are made anew where asking may use them up. */
export interface Credential extends Asker {
  headers(): Promise<Record<string, string>>;
}

/** Everybody who asks: each role in dev and everywhere, a token for each permission, and whoever must not get in. */
export async function makeAskers(app: UsersApp): Promise<readonly Credential[]> {
  const people: Credential[] = [];
  for (const role of roles) {
    for (const environment of ['dev', null]) people.push(await person(app, role, environment));
  }
  const owner = people.find(({ role, environment }) => role === 'admin' && environment === null);
  if (!owner) throw new Error('there is no administrator');
  const tokens = await Promise.all([...new Set(MAY.admin)].map((permission) => tokenFor(app, owner, permission)));
  return [...people, ...tokens.filter((token) => token !== undefined), ...(await strangers(app, owner))];
}

async function person(app: UsersApp, role: RoleGrant['role'], environment: string | null): Promise<Credential> {
  const { database, clock } = app;
  const name = `${role} in ${environment ?? 'everything'}`;
  const work = { database, record: async () => {}, nowMs: clock.nowMs };
  const { user } = await createUser(work, { name, roles: [{ environment, role }] });
  await database.kysely.updateTable('users').set({ state: 'active' }).where('id', '=', user.id).execute();
  return {
    name,
    kind: 'user',
    role,
    environment,
    headers: async () => ({ cookie: `slipway=${await openSession(database.kysely, user.id, clock.nowMs)}` }),
  };
}

/** A token in dev for one permission; undefined for what no token can be made for. */
async function tokenFor(app: UsersApp, owner: Credential, permission: string): Promise<Credential | undefined> {
  const wanted = { name: permission, environments: ['dev'], permissions: [permission], days: 30 };
  const answer = await app.post('/api/v1/tokens', wanted, await owner.headers());
  if (!answer.ok) return undefined;
  const { secret } = tokenMadeSchema.parse(await answer.json());
  const headers = async () => ({ authorization: `Bearer ${secret}` });
  return { name: `token for ${permission}`, kind: 'token', permissions: [permission], environment: 'dev', headers };
}

/** Whoever shows nothing, or something that is not good any more, or never was. */
async function strangers(app: UsersApp, owner: Credential): Promise<Credential[]> {
  const nobody = (name: string, headers: Record<string, string>): Credential => {
    return { name, kind: 'nobody', claims: 'authorization' in headers, headers: async () => headers };
  };
  const old = await owner.headers();
  const wanted = { name: 'old', environments: null, permissions: ['environment:read'], days: 1 };
  const expired = tokenMadeSchema.parse(await (await app.post('/api/v1/tokens', wanted, old)).json());
  const orphan = await orphanToken(app, owner);
  // Everything made so far is over now; whoever is still to be let in asks for a new session.
  app.clock.nowMs += 8 * 86_400_000;
  const claims = { sub: 'local-owner', role: 'admin', exp: 4_102_444_800 };
  return [
    nobody('no credential', {}),
    nobody('an expired session', old),
    nobody('a forged session', { cookie: `slipway=${randomBytes(32).toString('base64url')}` }),
    nobody('an expired token', { authorization: `Bearer ${expired.secret}` }),
    nobody('a token of somebody removed', { authorization: `Bearer ${orphan}` }),
    nobody('a forged token', { authorization: `Bearer slipway_${randomBytes(32).toString('base64url')}` }),
    nobody('a JWT without algorithm', { authorization: `Bearer ${jwt({ alg: 'none' }, claims, '')}` }),
    nobody('a JWT of another algorithm', { authorization: `Bearer ${jwt({ alg: 'HS256' }, claims, 'public key')}` }),
    nobody('a password in the open', { authorization: `Basic ${Buffer.from('Ada:x').toString('base64')}` }),
    nobody('a bad token beside a good session', { authorization: 'Bearer x', ...(await owner.headers()) }),
  ];
}

async function orphanToken(app: UsersApp, owner: Credential): Promise<string> {
  const headers = await owner.headers();
  const roles = [{ environment: null, role: 'admin' }];
  const made = await app.post('/api/v1/users', { name: 'Removed', roles }, headers);
  const { user } = userWithPasswordSchema.parse(await made.json());
  await app.database.kysely.updateTable('users').set({ state: 'active' }).where('id', '=', user.id).execute();
  const cookie = `slipway=${await openSession(app.database.kysely, user.id, app.clock.nowMs)}`;
  const wanted = { name: 'orphan', environments: null, permissions: ['environment:read'], days: 366 };
  const token = tokenMadeSchema.parse(await (await app.post('/api/v1/tokens', wanted, { cookie })).json());
  await app.send('PATCH', `/api/v1/users/${user.id}`, { state: 'disabled' }, headers);
  return token.secret;
}

function jwt(header: object, claims: object, key: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part(header)}.${part(claims)}`;
  return `${content}.${key && createHmac('sha256', key).update(content).digest('base64url')}`;
}
