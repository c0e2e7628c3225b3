import { type EmbeddedApp, openEmbeddedApp } from '../../api/testing/embedded-app.ts';
import { insertEnvironment } from '../../stores/environments.ts';
import { newSetupCode } from '../first-administrator.ts';
import { identifyBy } from '../identify.ts';
import type { AccessSettings } from '../settings.ts';

/** An app where people sign in, with the environments dev and prod, and a clock that a test moves. */
export interface UsersApp extends EmbeddedApp {
  readonly clock: { nowMs: number };
  /** The session cookie of whoever signs in so. */
  signIn(name: string, password: string): Promise<string>;
  /** Asks as whoever holds this cookie or token. */
  as(credential: string): Pick<EmbeddedApp, 'get' | 'post' | 'send'>;
  /** Makes the first administrator and answers the cookie. */
  setUp(): Promise<string>;
}

export const ADMIN = { name: 'Ada', password: 'two ships in one fog' };

/** The cookie that an answer sets, as a browser sends it back. */
export function cookieOf(response: Response): string {
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

export async function openUsersApp(settings: Partial<AccessSettings> = {}): Promise<UsersApp> {
  const clock = { nowMs: Date.parse('2026-03-01T08:00:00Z') };
  const access: AccessSettings = { mode: 'users', publicOrigin: null, proxies: [], ...settings };
  const now = () => clock.nowMs;
  const app = await openEmbeddedApp({
    access,
    now,
    identify: (database) => identifyBy({ database, settings: access, now }),
  });
  for (const id of ['dev', 'prod']) {
    const facts = { kind: 'live', delivers_to: 'outbox', partitions: 1, live_set: 'none', clock_ms: null } as const;
    await insertEnvironment(app.database.kysely, { id, ...facts });
  }
  return {
    ...app,
    clock,
    signIn: async (name, password) => cookieOf(await app.post('/api/v1/session', { name, password })),
    as: (credential) => {
      const headers = { [credential.startsWith('Bearer ') ? 'authorization' : 'cookie']: credential };
      return {
        get: (path, more) => app.get(path, { ...headers, ...more }),
        post: (path, body, more) => app.post(path, body, { ...headers, ...more }),
        send: (method, path, body, more) => app.send(method, path, body, { ...headers, ...more }),
      };
    },
    setUp: async () => {
      const code = await newSetupCode(app.database, clock.nowMs);
      return cookieOf(await app.post('/api/v1/setup', { code, ...ADMIN }));
    },
  };
}
