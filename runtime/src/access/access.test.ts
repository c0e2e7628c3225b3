import { sessionSchema, tokenMadeSchema, userWithPasswordSchema } from '@slipway/shared/api';
import { LIMITS } from '@slipway/shared/limits';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listAuditAfter } from '../stores/audit.ts';
import { newSetupCode } from './first-administrator.ts';
import { ADMIN, cookieOf, openUsersApp, type UsersApp } from './testing/users-app.ts';

// Passwords are hashed at a cost, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let app: UsersApp;
let admin: string;
beforeAll(async () => {
  app = await openUsersApp();
}, 60_000);
afterAll(() => app.close());

const invite = async (name: string, roles: object[]) => {
  const answer = await app.as(admin).post('/api/v1/users', { name, roles });
  return userWithPasswordSchema.parse(await answer.json());
};
const PASSWORD = 'a lantern under the pier';
/** Somebody who has signed in and changed the one-time password. */
const member = async (name: string, roles: object[]) => {
  const { user, password } = await invite(name, roles);
  const first = await app.signIn(name, password ?? '');
  const change = { current: password, password: PASSWORD };
  return { id: user.id, cookie: cookieOf(await app.as(first).post('/api/v1/session/password', change)) };
};
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

describe('the first set-up', () => {
  it('tells whoever comes that there is nobody yet, and nothing else', async () => {
    const session = sessionSchema.parse(await (await app.get('/api/v1/session')).json());
    expect(session).toMatchObject({ mode: 'users', setup: true, user: null, permissions: { installation: [] } });
    for (const path of ['/api/v1/status', '/api/v1/environments/dev/summary', '/api/v1/environments/other/summary']) {
      const response = await app.get(path);
      expect([path, response.status, await codeOf(response)]).toEqual([path, 401, 'unauthenticated']);
    }
  });

  it('makes exactly one administrator, though two try with the right code at once', async () => {
    const wrong = await app.post('/api/v1/setup', { code: 'aaaaa-bbbbb', ...ADMIN });
    expect([wrong.status, await codeOf(wrong)]).toEqual([401, 'sign-in-failed']);
    const code = await newSetupCode(app.database, app.clock.nowMs);
    const answers = await Promise.all(
      [ADMIN, { ...ADMIN, name: 'Eve' }].map((who) => app.post('/api/v1/setup', { code, ...who })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    const made = answers.find(({ status }) => status === 200) ?? expect.unreachable();
    admin = cookieOf(made);
    const again = await app.post('/api/v1/setup', { code, ...ADMIN, name: 'Mallory' });
    expect(again.status).toBe(404);
    expect(await newSetupCode(app.database, app.clock.nowMs)).toBeUndefined();
  });
});

describe('signing in', () => {
  it('gives a cookie that scripts cannot read and the database does not hold', async () => {
    await invite('Grace', []);
    const { password } = await invite('Grete', []);
    const response = await app.post('/api/v1/session', { name: ' grete ', password });
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^slipway=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
    const rows = await app.database.kysely.selectFrom('sessions').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(cookie.slice(8, 51));
    expect(JSON.stringify(await app.database.kysely.selectFrom('users').selectAll().execute())).not.toContain(password);
  });

  it('is Secure and bound to the host wherever it is not this machine itself', async () => {
    const { password } = await invite('Remote', []);
    const headers = { host: 'box.example', origin: 'http://box.example' };
    const response = await app.post('/api/v1/session', { name: 'Remote', password }, headers);
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-slipway=.*Secure/);
  });

  it('says the same of a wrong password, an unknown name and a disabled account', async () => {
    const { id } = await member('Gone', []);
    await app.as(admin).send('PATCH', `/api/v1/users/${id}`, { state: 'disabled' });
    const texts = new Set<string>();
    for (const [name, password] of [
      ['Gone', PASSWORD],
      ['Grace', 'wrong'],
      ['Nobody at all', 'wrong'],
    ]) {
      const response = await app.post('/api/v1/session', { name, password });
      expect(response.status).toBe(401);
      expect(response.headers.get('set-cookie')).toBeNull();
      texts.add(await response.text());
    }
    expect(texts.size).toBe(1);
  });

  it('makes whoever guesses wait, the same for names that nobody has, and lets the owner in afterwards', async () => {
    await member('Target', []);
    for (const name of ['Target', 'Phantom']) {
      const statuses: number[] = [];
      for (let count = 0; count < 8; count += 1) {
        statuses.push((await app.post('/api/v1/session', { name, password: `guess ${count}` })).status);
      }
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
      const right = await app.post('/api/v1/session', { name, password: PASSWORD });
      expect(right.status).toBe(429);
    }
    app.clock.nowMs += 2_000;
    expect((await app.post('/api/v1/session', { name: 'Target', password: PASSWORD })).status).toBe(200);
  });

  it('looks at no more guesses when many come at once', async () => {
    await invite('Flooded', []);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => app.post('/api/v1/session', { name: 'Flooded', password: `guess ${at}` })),
    );
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(5);
    app.clock.nowMs += 10 * 60_000;
  });

  it('permits nothing but a new password with a one-time password', async () => {
    const { password } = await invite('Fresh', [{ environment: null, role: 'admin' }]);
    const cookie = await app.signIn('Fresh', password ?? '');
    expect((await app.as(cookie).get('/api/v1/users')).status).toBe(403);
    const session = sessionSchema.parse(await (await app.as(cookie).get('/api/v1/session')).json());
    expect(session.user?.mustChangePassword).toBe(true);
    expect(session.permissions.installation).toEqual(['status:read', 'account:own']);
    for (const weak of ['password12345', 'aaaaaaaaaaaaaa', 'Fresh-fresh-1', '123456789012', 'Slipway-admin!']) {
      const response = await app.as(cookie).post('/api/v1/session/password', { current: password, password: weak });
      expect([weak, response.status]).toEqual([weak, 422]);
    }
    const change = { current: password, password: PASSWORD };
    const next = cookieOf(await app.as(cookie).post('/api/v1/session/password', change));
    expect((await app.as(next).get('/api/v1/users')).status).toBe(200);
    expect((await app.as(cookie).get('/api/v1/users')).status).toBe(401);
  });

  it('ends when one signs out, when it lies idle, and when its time is over', async () => {
    const { cookie } = await member('Sailor', [{ environment: 'dev', role: 'viewer' }]);
    const works = async (held: string) => (await app.as(held).get('/api/v1/environments/dev/summary')).status === 200;
    const other = await app.signIn('Sailor', PASSWORD);
    expect([await works(cookie), await works(other)]).toEqual([true, true]);
    const out = await app.as(cookie).send('DELETE', '/api/v1/session', '');
    expect(out.headers.get('set-cookie')).toMatch(/^slipway=;.*Max-Age=0/);
    expect([await works(cookie), await works(other)]).toEqual([false, true]);
    const start = app.clock.nowMs;
    for (let hour = 0; hour < LIMITS.sessionHours - 1; hour += 4) {
      app.clock.nowMs += 4 * 3_600_000;
      if (app.clock.nowMs - start < LIMITS.sessionHours * 3_600_000) expect(await works(other)).toBe(true);
    }
    app.clock.nowMs = start + LIMITS.sessionHours * 3_600_000;
    expect(await works(other)).toBe(false);
    const idle = await app.signIn('Sailor', PASSWORD);
    app.clock.nowMs += LIMITS.sessionIdleMinutes * 60_000;
    expect(await works(idle)).toBe(false);
    admin = await app.signIn(ADMIN.name, ADMIN.password);
    if (!admin) admin = await app.signIn('Eve', ADMIN.password);
  });

  it('begins with a new session: one that was planted before is not raised to it', async () => {
    const { cookie } = await member('Careful', []);
    const response = await app.as(cookie).post('/api/v1/session', { name: 'Careful', password: PASSWORD });
    expect(cookieOf(response)).not.toBe(cookie);
    expect((await app.as(cookie).get('/api/v1/status')).status).toBe(401);
  });
});

describe('what somebody may do', () => {
  it('holds in the own environment only, and others do not seem to exist', async () => {
    const { cookie } = await member('Dora', [{ environment: 'dev', role: 'dispatcher' }]);
    const dora = app.as(cookie);
    expect((await dora.get('/api/v1/environments/dev/summary')).status).toBe(200);
    expect((await dora.post('/api/v1/environments/dev/events', '{}')).status).toBe(403);
    for (const environment of ['prod', 'nowhere']) {
      const response = await dora.get(`/api/v1/environments/${environment}/summary`);
      expect([response.status, await codeOf(response)]).toEqual([404, 'not-found']);
    }
    const status = (await (await dora.get('/api/v1/status')).json()) as { environments: { id: string }[] };
    expect(status.environments.map(({ id }) => id)).toEqual(['dev']);
    expect((await dora.get('/api/v1/users')).status).toBe(403);
  });

  it('changes at once, and everything ends with the account', async () => {
    const { id, cookie } = await member('Mover', [{ environment: 'dev', role: 'viewer' }]);
    const summary = (environment: string) => app.as(cookie).get(`/api/v1/environments/${environment}/summary`);
    const roles = [{ environment: 'prod', role: 'viewer' }];
    await app.as(admin).send('PUT', `/api/v1/users/${id}/roles`, { roles });
    expect([(await summary('dev')).status, (await summary('prod')).status]).toEqual([404, 200]);
    await app.as(admin).send('PATCH', `/api/v1/users/${id}`, { state: 'disabled' });
    expect((await summary('prod')).status).toBe(401);
  });

  it('cannot leave the installation without an administrator', async () => {
    const users = (await (await app.as(admin).get('/api/v1/users?search=fresh')).json()) as { items: { id: string }[] };
    await app.as(admin).send('PATCH', `/api/v1/users/${users.items[0]?.id}`, { state: 'disabled' });
    const session = sessionSchema.parse(await (await app.as(admin).get('/api/v1/session')).json());
    const id = session.user?.id;
    for (const response of [
      await app.as(admin).send('PATCH', `/api/v1/users/${id}`, { state: 'disabled' }),
      await app.as(admin).send('PUT', `/api/v1/users/${id}/roles`, { roles: [] }),
    ]) {
      expect([response.status, await codeOf(response)]).toEqual([409, 'conflict']);
    }
  });
});

describe('a token', () => {
  const create = async (cookie: string, wanted: object) => app.as(cookie).post('/api/v1/tokens', wanted);
  const wanted = { name: 'feed', environments: ['dev'], permissions: ['environment:read'], days: 30 };
  const summary = (credential: string, environment = 'dev') =>
    app.as(credential).get(`/api/v1/environments/${environment}/summary`);

  it('does what it names where it names it, until it expires or is revoked; its secret is stored nowhere', async () => {
    const { token, secret } = tokenMadeSchema.parse(await (await create(admin, wanted)).json());
    const bearer = `Bearer ${secret}`;
    expect((await summary(bearer)).status).toBe(200);
    expect((await summary(bearer, 'prod')).status).toBe(404);
    expect((await app.as(bearer).get('/api/v1/environments/dev/exceptions')).status).toBe(403);
    expect((await app.as(bearer).get('/api/v1/tokens')).status).toBe(403);
    const stored = JSON.stringify(await app.database.kysely.selectFrom('tokens').selectAll().execute());
    expect(stored).not.toContain(secret);
    expect((await app.as(admin).send('DELETE', `/api/v1/tokens/${token.id}`, '')).status).toBe(200);
    expect((await summary(bearer)).status).toBe(401);
    const short = tokenMadeSchema.parse(await (await create(admin, { ...wanted, days: 1 })).json());
    app.clock.nowMs += 86_400_000;
    expect((await summary(`Bearer ${short.secret}`)).status).toBe(401);
    admin = await app.signIn(ADMIN.name, ADMIN.password).then((found) => found || app.signIn('Eve', ADMIN.password));
  });

  it('may no more than its owner, now and later', async () => {
    const { id, cookie } = await member('Olga', [{ environment: 'dev', role: 'integrator' }]);
    const response = await create(cookie, { ...wanted, permissions: ['workflow:edit'] });
    expect([response.status, await codeOf(response)]).toEqual([403, 'forbidden']);
    expect((await create(cookie, { ...wanted, environments: ['prod'] })).status).toBe(400);
    expect((await create(cookie, { ...wanted, environments: null })).status).toBe(200);
    expect((await create(cookie, { ...wanted, permissions: ['account:own'] })).status).toBe(400);
    const { secret } = tokenMadeSchema.parse(await (await create(cookie, wanted)).json());
    await app.as(admin).send('PUT', `/api/v1/users/${id}/roles`, { roles: [] });
    expect((await summary(`Bearer ${secret}`)).status).toBe(404);
    await app.as(admin).send('PATCH', `/api/v1/users/${id}`, { state: 'disabled' });
    expect((await summary(`Bearer ${secret}`)).status).toBe(401);
  });

  it('counts alone: a bad one is refused though a good session lies beside it', async () => {
    for (const bad of [
      'Bearer x',
      'Bearer ',
      'Basic YTpi',
      `Bearer ${'a'.repeat(5_000)}`,
      'Bearer slipway_'.padEnd(60, 'A'),
    ]) {
      const response = await app.get('/api/v1/status', { cookie: admin, authorization: bad });
      expect([bad.slice(0, 20), response.status]).toEqual([bad.slice(0, 20), 401]);
    }
  });

  it('writes from anywhere, but with a cookie beside it only from our own page', async () => {
    const { secret } = tokenMadeSchema.parse(
      await (await create(admin, { ...wanted, environments: null, permissions: ['user:admin'] })).json(),
    );
    const foreign = { origin: 'https://evil.example', authorization: `Bearer ${secret}` };
    expect((await app.post('/api/v1/users', { name: 'By token' }, foreign)).status).toBe(200);
    expect((await app.post('/api/v1/users', { name: 'By page' }, { ...foreign, cookie: admin })).status).toBe(403);
  });
});

describe('the audit of access', () => {
  it('names who did what to whom and holds no secret', async () => {
    const rows = await listAuditAfter(app.database.kysely, 0, 1_000);
    const actions = new Set(rows.map((row) => row.action));
    const expected = ['user.created', 'user.roles.changed', 'user.changed', 'user.password.changed', 'session.opened'];
    for (const action of [...expected, 'session.closed', 'token.created', 'token.revoked']) {
      expect(actions).toContain(action);
    }
    const text = JSON.stringify(rows);
    for (const secret of [ADMIN.password, PASSWORD, 'slipway_', 'argon2']) expect(text).not.toContain(secret);
  });
});
