import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failureSchema, statusSchema } from '@slipway/shared/api';
import { FAILURES } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertEnvironment } from '../stores/environments.ts';
import type { Logger } from '../telemetry/index.ts';
import { permissions } from './principal.ts';
import { ROUTES } from './routes/index.ts';
import { type EmbeddedApp, openEmbeddedApp } from './testing/embedded-app.ts';

const logged: { message: string; fields: unknown; error: unknown }[] = [];
const logger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: (message, fields, error) => logged.push({ message, fields, error }),
  with: () => logger,
};

let app: EmbeddedApp;
let nobody: EmbeddedApp;
beforeAll(async () => {
  const failing = async () => {
    throw new Error('secret detail of a bug');
  };
  app = await openEmbeddedApp({ logger, pipeline: { accounting: failing } });
  nobody = await openEmbeddedApp({
    principal: { id: 'guest', name: 'Guest', kind: 'user', can: () => false, sees: () => true },
  });
  for (const each of [app, nobody]) {
    await insertEnvironment(each.database.kysely, {
      id: 'demo',
      kind: 'live',
      delivers_to: 'outbox',
      partitions: 1,
      live_set: 'none',
      clock_ms: null,
    });
  }
}, 60_000);
afterAll(async () => {
  await app.close();
  await nobody.close();
});

const withIds = (path: string, environment: string) =>
  `/api/v1${path.replace('{environment}', environment).replaceAll(/\{\w+\}/g, 'no-such-thing')}`;
const send = (to: EmbeddedApp, route: (typeof ROUTES)[number], environment: string) =>
  sendTo(to, route, withIds(route.path, environment));
const sendTo = (to: EmbeddedApp, route: (typeof ROUTES)[number], path: string) =>
  route.method === 'get'
    ? to.get(path)
    : to.send(route.method.toUpperCase(), path, bodies[route.path] ?? {}, { 'idempotency-key': 'k', 'if-match': '*' });
const bodies: Record<string, unknown> = {
  '/environments/{environment}/exceptions/{exception}/transitions': { to: 'resolved', revision: 1 },
  '/environments/{environment}/workflows/{workflow}/backtests': { after: { version: 1 }, history: { kind: 'stored' } },
  '/environments/{environment}/plans/{plan}/approve': { hash: '0'.repeat(64) },
  '/environments/{environment}/plans/{plan}/apply': { hash: '0'.repeat(64) },
  '/environments/{environment}/references/{reference}/restore': { version: 1 },
  '/environments/{environment}/connections/{slot}/test-mail': { to: 'ada@example.com' },
};

/** Where nobody needs to be known: signing in, and the first administrator. */
const OPEN = ['get /session', 'post /session', 'post /setup'];

describe('every route', () => {
  it.each(ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s says what it demands and what it answers',
    (_name, route) => {
      const demanded = route.permission;
      if (demanded === 'none') expect(OPEN).toContain(`${route.method} ${route.path}`);
      else expect(permissions).toContain(demanded);
      expect(/^\/environments\/\{environment\}(\/|$)/.test(route.path)).toBe(route.environment === 'path');
      expect(Object.keys(route.answers).filter((status) => /^20[02]$/.test(status))).not.toEqual([]);
      const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(inPath.filter((name) => name !== 'environment')).toEqual(Object.keys(route.params.shape));
    },
  );

  const guarded = ROUTES.filter((route) => !OPEN.includes(`${route.method} ${route.path}`));
  it.each(guarded.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s is forbidden without its permission',
    async (_name, route) => {
      const response = await send(nobody, route, 'demo');
      expect(response.status).toBe(403);
      expect(failureSchema.parse(await response.json()).code).toBe('forbidden');
    },
  );

  const inEnvironment = ROUTES.filter((route) => route.environment === 'path');
  it.each(inEnvironment.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s answers not-found in a foreign environment and for odd names of one',
    async (_name, route) => {
      for (const environment of [
        'other',
        'DEMO',
        '..%2fdemo',
        '__proto__',
        `x${'y'.repeat(200)}`,
        'de%00mo',
        '%E0%A4%A',
      ]) {
        const response = await send(app, route, environment);
        expect([environment, response.status]).toEqual([environment, 404]);
      }
    },
  );

  /**
   * A slot and a table are made by naming them; whether a workflow is there, these ask the pipeline, which stands still
   * here.
   */
  const elsewhere = [
    'put /environments/{environment}/connections/{slot}',
    'put /environments/{environment}/references/{reference}',
    ...['check', 'learn'].map((what) => `post /environments/{environment}/references/{reference}/${what}`),
    ...['pause', 'resume'].map((what) => `post /environments/{environment}/workflows/{workflow}/${what}`),
  ];
  const withIdsOnly = inEnvironment.filter(
    (route) => Object.keys(route.params.shape).length > 0 && !elsewhere.includes(`${route.method} ${route.path}`),
  );
  it.each(withIdsOnly.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s answers not-found for what is not there, however it is spelled',
    async (_name, route) => {
      const query = route.path.endsWith('/why') ? '?workflow=w' : '';
      for (const id of ['nothing', "a'--", '%00', '%2e%2e', '__proto__', '%F0%9F%92%A9', 'x'.repeat(5000)]) {
        const path = `/api/v1${route.path.replace('{environment}', 'demo').replace(/\{\w+\}/, id)}${query}`;
        const response = await sendTo(app, route, path);
        expect([id.slice(0, 10), response.status]).toEqual([id.slice(0, 10), 404]);
      }
    },
  );
});

describe('what comes in', () => {
  const list = '/api/v1/environments/demo/exceptions';

  it.each([
    'limit=1000000000',
    'limit=0',
    'limit=-1',
    'limit=abc',
    'limit=1.5',
    'limit=10&limit=20',
    'sort=__proto__',
    '__proto__=1',
    'state=everything',
    'search=%00',
    'cursor=nonsense',
    `cursor=${Buffer.from('[1,2]').toString('base64url')}`,
    `cursor=${Buffer.from('["1","2","3"]').toString('base64url')}`,
    `cursor=${Buffer.from('[1,2,"\\u0000"]').toString('base64url')}`,
    `search=${'x'.repeat(201)}`,
  ])('is refused as a query of %s', async (query) => {
    const response = await app.get(`${list}?${query}`);
    expect(response.status).toBe(400);
    expect(failureSchema.parse(await response.json()).title).not.toBe('');
  });

  it.each(['%25', '_', '\\', "'; DROP TABLE exceptions; --", '%F0%9F%92%A9', '%'])(
    'means itself as a search for %s',
    async (search) => {
      const response = await app.get(`${list}?search=${encodeURIComponent(search)}`);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ items: [], next: null });
    },
  );

  it.each([
    ['no JSON', '{', 'invalid-json'],
    ['a key that reaches a prototype', '{"__proto__":{"a":1}}', 'forbidden-key'],
    ['the same key twice', '{"state":"paused","state":"running"}', 'duplicate-key'],
    ['a deep nest', '['.repeat(100_000), 'too-deep'],
    ['an unknown field', '{"mood":"good"}', 'invalid-request'],
  ])('is refused as a body that is %s', async (_what, body, code) => {
    const response = await app.post('/api/v1/environments/demo/replay', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code });
  });

  it('is refused as a body of another type, so that no form of a foreign page gets through', async () => {
    const response = await app.post('/api/v1/environments/demo/replay', '{}', { 'content-type': 'text/plain' });
    expect(response.status).toBe(400);
  });

  it('is cut off at the limit, also when it names no length', async () => {
    const chunk = new Uint8Array(64 * 1024).fill(0x20);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += chunk.length;
        controller.enqueue(chunk);
      },
    });
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } };
    const response = await app.request('/api/v1/environments/demo/events', init as RequestInit);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'too-large' });
    expect(sent).toBeLessThan(LIMITS.requestBytes * 2);
  });

  it('is refused from a foreign page before anything is read', async () => {
    const response = await app.post('/api/v1/environments/demo/replay', {}, { origin: 'https://evil.example' });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'foreign-origin' });
  });
});

describe('what goes out', () => {
  it('is a status in the shape of the contract', async () => {
    const response = await app.get('/api/v1/status');
    expect(statusSchema.parse(await response.json())).toMatchObject({ mode: 'embedded', replay: null });
  });

  it('carries a strict policy, no CORS, and is not guessed at', async () => {
    for (const path of ['/', '/api/v1/status', '/api/reference', '/nothing.js']) {
      const { headers } = await app.get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  it('tells nothing of a bug but the id under which the log has it', async () => {
    const response = await app.get('/api/v1/environments/demo/accounting');
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toMatch(/secret detail|\.ts|at /);
    expect(JSON.parse(text)).toMatchObject({ code: 'internal', title: FAILURES.internal.title });
    const id = response.headers.get('x-request-id') ?? '';
    expect(text).toContain(id);
    expect(JSON.stringify(logged.at(-1)?.fields)).toContain(id);
    expect(String(logged.at(-1)?.error)).toContain('secret detail');
  });

  it('is not-found as JSON for what the API does not know', async () => {
    for (const path of ['/api/v1/nothing', '/api/nothing', '/api/v1/environments/demo/nothing']) {
      const response = await app.get(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'not-found' });
    }
  });
});

describe('the reference', () => {
  it('describes every route in an OpenAPI 3.1 document without a dangling reference', async () => {
    const text = await (await app.get('/api/v1/openapi.json')).text();
    const document = JSON.parse(text);
    expect(document.openapi).toBe('3.1.0');
    for (const route of ROUTES) {
      expect(document.paths[`/api/v1${route.path}`]?.[route.method]).toMatchObject({
        'x-permission': route.permission,
      });
    }
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references.length).toBeGreaterThan(20);
    const known = new Set(Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`));
    expect(references.filter((name) => !known.has(name))).toEqual([]);
  });

  it('is a page without any script or style of its own', async () => {
    const page = await (await app.get('/api/reference')).text();
    expect(page).not.toMatch(/<script>|<style|style=| on\w+=/);
    for (const [, path] of page.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect([path, (await app.get(path ?? '')).status]).toEqual([path, 200]);
    }
  });

  it('serves the schema of workflow files', async () => {
    const schema = await (await app.get('/schemas/workflow/v1.json')).json();
    expect(JSON.stringify(schema)).toContain('formatVersion');
  });
});

describe('the designer', () => {
  it('is asked for clearly while it has not been built', async () => {
    const response = await app.get('/exceptions', { accept: 'text/html' });
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build --workspace designer');
  });

  it('is served with its page for every path of its own, and keeps only hashed files for ever', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'slipway-designer-'));
    const folder = join(outside, 'dist');
    mkdirSync(folder);
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, '..', 'secret.txt'), 'not for the world');
    writeFileSync(join(folder, 'index.html'), '<p>the app</p>');
    writeFileSync(join(folder, 'assets', 'main-a1b2.js'), 'export {}');
    const built = await openEmbeddedApp({ designer: folder });
    try {
      for (const path of ['/', '/demo/shipments/shipment%3AASN-8.1', '/index.html']) {
        const page = await built.get(path, { accept: 'text/html' });
        expect([path, page.status, await page.text()]).toEqual([path, 200, '<p>the app</p>']);
        expect(page.headers.get('cache-control')).toBe('no-cache');
      }
      const script = await built.get('/assets/main-a1b2.js');
      expect(script.headers.get('content-type')).toContain('javascript');
      expect(script.headers.get('cache-control')).toContain('immutable');
      for (const path of ['/assets/gone.js', '/gone.css', '/assets/..%2f..%2fpackage.json', '/..%2fsecret.txt']) {
        expect([path, (await built.get(path)).status]).toEqual([path, 404]);
      }
    } finally {
      await built.close();
      rmSync(outside, { recursive: true });
    }
  }, 30_000);
});
