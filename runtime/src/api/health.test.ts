import { expect, it, test } from 'vitest';
import { type AccessSettings, LOCAL_ACCESS } from '../access/settings.ts';
import { SecretText } from '../config/secret-text.ts';
import { silentLogger } from '../telemetry/index.ts';
import { createHealthApp } from './health.ts';
import { openEmbeddedApp } from './testing/embedded-app.ts';

const TOKEN = 'prometheus-0123456789';
const users: AccessSettings = { ...LOCAL_ACCESS, mode: 'users', publicOrigin: 'https://slipway.example.com' };

/** The status with which somebody's request for the metrics is answered. */
async function asked(access: AccessSettings, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') {
  const app = createHealthApp({
    health: { look: async () => ({ ready: false, degraded: false, parts: { database: 'away' } }) },
    metrics: { text: async () => ({ type: 'text/plain', body: 'slipway_service_up 0' }) },
    access,
    logger: silentLogger,
  });
  const response = await app.request('/metrics', { headers }, { incoming: { socket: { remoteAddress } } });
  const text = await response.text();
  expect(text.includes('slipway_service_up')).toBe(response.status === 200);
  return response.status;
}

test('on a machine of one’s own the metrics are there for whoever reaches them', async () => {
  expect(await asked(LOCAL_ACCESS)).toBe(200);
});

it('tells this machine alone where people sign in, and nobody through a proxy', async () => {
  expect(await asked(users)).toBe(200);
  expect(await asked(users, {}, '::1')).toBe(200);
  expect(await asked(users, {}, '::ffff:127.0.0.1')).toBe(200);
  expect(await asked(users, {}, '10.0.0.9')).toBe(401);
  expect(await asked(users, { 'x-forwarded-for': '127.0.0.1' })).toBe(401);
  expect(await asked(users, { forwarded: 'for=10.0.0.9' })).toBe(401);
});

it('tells whoever shows the token, from anywhere, and nobody else', async () => {
  for (const mode of ['local', 'users'] as const) {
    const access = { ...users, mode, metricsToken: new SecretText(TOKEN) };
    expect(await asked(access, { authorization: `Bearer ${TOKEN}` }, '10.0.0.9')).toBe(200);
    for (const authorization of [`Bearer ${TOKEN}x`, `Basic ${TOKEN}`, 'Bearer', '']) {
      expect([authorization, await asked(access, { authorization })]).toEqual([authorization, 401]);
    }
    expect(await asked(access)).toBe(401);
  }
});

it('is asked by the address of the machine where people sign in under a public name, unlike anything else', async () => {
  const statuses = async (access: AccessSettings) => {
    const app = await openEmbeddedApp({ access, routes: [] });
    const paths = ['/livez', '/readyz', '/metrics', '/api/v1/openapi.json'];
    const answers = await Promise.all(paths.map((path) => app.get(path, { host: '10.0.0.5:4400' })));
    await app.close();
    return answers.map(({ status }) => status);
  };
  expect(await statuses(users)).toEqual([200, 200, 200, 403]);
  // Where nobody signs in, a foreign name is one that somebody rebound to this machine.
  expect(await statuses(LOCAL_ACCESS)).toEqual([403, 403, 403, 403]);
}, 60_000);
