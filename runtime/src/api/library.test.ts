import type { LibraryItem } from '@slipway/shared/api';
import example from '@slipway/shared/examples/delivery-overdue.json' with { type: 'json' };
import { LIMITS } from '@slipway/shared/limits';
import { canonicalText, readWorkflow } from '@slipway/shared/workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureVersion } from '../library/index.ts';
import { insertEnvironment } from '../stores/environments.ts';
import { createApp } from './app.ts';
import { localOwner, type Principal } from './principal.ts';
import { type EmbeddedApp, openEmbeddedApp } from './testing/embedded-app.ts';

type Json = Record<string, unknown>;

const petra: Principal = { ...localOwner, id: 'petra', name: 'Petra', can: (_permission, where) => where !== 'prod' };
let app: EmbeddedApp;
beforeAll(async () => {
  app = await openEmbeddedApp();
  for (const id of ['dev', 'prod']) {
    const row = { kind: 'live', delivers_to: 'outbox', partitions: 1, live_set: 'none', clock_ms: null } as const;
    await insertEnvironment(app.database.kysely, { id, ...row });
  }
}, 60_000);
afterAll(() => app.close());

/** Asks as somebody; answers the status with the body. */
async function ask(method: string, path: string, body?: unknown, headers: Json = {}, as: Principal = localOwner) {
  const response = await createApp(app.services, as).request(`/api/v1${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    headers: { 'content-type': 'application/json', ...(headers as Record<string, string>) },
  });
  return { status: response.status, body: (await response.json()) as Json, headers: response.headers };
}
const made = async (name: string, from: unknown = { example: 'delivery-overdue' }) =>
  String((await ask('POST', '/workflows', { name, from })).body.id);
const draftOf = async (id: string) =>
  (await ask('GET', `/workflows/${id}/draft`)).body as { graph: Json; etag: string };
const save = (id: string, graph: unknown, base: number | null, as = localOwner) =>
  ask('POST', `/workflows/${id}/versions`, { graph, base, message: 'why' }, {}, as);
const named = async (query: string, as = localOwner) =>
  ((await ask('GET', `/workflows?${query}`, undefined, {}, as)).body.items as LibraryItem[]).map(({ id }) => id);

describe('a new workflow', () => {
  it('is a draft of its author, with an id made of its name that nobody else has', async () => {
    expect([await made('Tür zu spät!'), await made('Tür zu spät!'), await made('2 late')]).toEqual([
      'tur-zu-spat',
      'tur-zu-spat-2',
      'workflow-2-late',
    ]);
    const { graph } = await draftOf('tur-zu-spat-2');
    expect(graph).toEqual({ ...example.workflow, id: 'tur-zu-spat-2', name: 'Tür zu spät!' });
    const { body } = await ask('GET', '/workflows/tur-zu-spat');
    expect(body).toMatchObject({
      name: 'Tür zu spät!',
      newest: null,
      versions: [],
      mine: { base: null, stale: false },
    });
  });

  it('begins blank, or from any JSON, and takes an id that is asked for exactly or not at all', async () => {
    expect((await draftOf(await made('Blank one', { blank: true }))).graph).toMatchObject({
      id: 'blank-one',
      nodes: [],
    });
    const graph = { z: 1, a: { nested: [1, null] } };
    const odd = await made('Odd one', { graph });
    expect(JSON.stringify((await draftOf(odd)).graph)).toBe(
      '{"z":1,"a":{"nested":[1,null]},"id":"odd-one","name":"Odd one"}',
    );
    const taken = await ask('POST', '/workflows', { name: 'x', from: { blank: true }, id: odd });
    expect(taken).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await ask('POST', '/workflows', { name: 'x', from: { example: 'none' } })).toMatchObject({ status: 404 });
    expect(await ask('POST', '/workflows', { name: 'x', from: { blank: true }, id: 'constructor' })).toMatchObject({
      status: 400,
    });
  });
});

describe('a draft', () => {
  it('is kept as it is, field by field and in their order, whatever it is', async () => {
    const id = await made('Kept');
    const { etag } = await draftOf(id);
    const graph = { 'x-mine': { b: 1, a: [1.5, 'ü', null] }, nodes: 'not yet', formatVersion: 7 };
    const saved = await ask('PUT', `/workflows/${id}/draft`, { graph, base: null }, { 'if-match': `"${etag}"` });
    expect(saved).toMatchObject({ status: 200, body: { stale: false, problems: [{ code: 'unknown-version' }] } });
    const read = await draftOf(id);
    expect(JSON.stringify(read.graph)).toBe(JSON.stringify(graph));
    expect(read.etag).toBe(saved.body.etag);
    expect(read.etag).not.toBe(etag);
  });

  it('is never overwritten by who has not seen its last state', async () => {
    const id = await made('Two tabs');
    const { etag } = await draftOf(id);
    const put = (graph: unknown, match: string) =>
      ask('PUT', `/workflows/${id}/draft`, { graph, base: null }, { 'if-match': match });
    const first = await put({ tab: 1 }, etag);
    for (const match of [etag, '*', 'nonsense']) {
      expect(await put({ tab: 2 }, match)).toMatchObject({
        status: 409,
        body: { code: 'conflict', etag: first.body.etag },
      });
    }
    expect((await draftOf(id)).graph).toEqual({ tab: 1 });
    expect(await put({ tab: 1 }, etag)).toMatchObject({ status: 200, body: { etag: first.body.etag } });
    expect(await ask('PUT', `/workflows/${id}/draft`, { graph: {}, base: null })).toMatchObject({ status: 400 });
    expect(await ask('DELETE', `/workflows/${id}/draft`)).toMatchObject({ status: 200 });
    expect(await put({ tab: 2 }, String(first.body.etag))).toMatchObject({ status: 409, body: { etag: null } });
    expect(await put({ tab: 2 }, '*')).toMatchObject({ status: 200 });
  });

  it('is seen by nobody else', async () => {
    const id = await made('Private');
    expect(await ask('GET', `/workflows/${id}/draft`, undefined, {}, petra)).toMatchObject({ status: 404 });
    expect((await ask('GET', `/workflows/${id}`, undefined, {}, petra)).body).toMatchObject({ mine: null });
    expect(await ask('POST', `/workflows/${id}/duplicate`, { name: 'Mine', from: 'draft' }, {}, petra)).toMatchObject({
      status: 404,
    });
  });

  it('may hold as large a graph as there may be, and no larger one', async () => {
    const id = await made('Large', { blank: true });
    const nodes = Array.from({ length: LIMITS.graphNodes }, (_, index) => ({
      id: `n${index}`,
      kind: 'end',
      title: `Step ${index}`,
      number: (index % 9_999) + 1,
      config: { outcome: 'x'.repeat(100) },
    }));
    const layout = Object.fromEntries(nodes.map((node, index) => [node.id, [0, index]]));
    const graph = { ...(await draftOf(id)).graph, nodes, layout };
    const { etag } = await draftOf(id);
    const saved = await ask('PUT', `/workflows/${id}/draft`, { graph, base: null }, { 'if-match': etag });
    expect(saved.status).toBe(200);
    const huge = { ...graph, 'x-fat': 'x'.repeat(LIMITS.graphBytes) };
    const refused = await ask('PUT', `/workflows/${id}/draft`, { graph: huge, base: null }, { 'if-match': '*' });
    expect(refused).toMatchObject({ status: 413, body: { code: 'too-large' } });
  });

  it.each([
    '{"graph":{"__proto__":{"a":1}},"base":null}',
    '{"graph":{"a":1,"a":2},"base":null}',
    '{"graph":[],"base":null}',
  ])('is refused as %s', async (body) => {
    const id = await made('Bad draft', { blank: true });
    expect(await ask('PUT', `/workflows/${id}/draft`, body, { 'if-match': '*' })).toMatchObject({ status: 400 });
  });
});

describe('a version', () => {
  it('is numbered, explicit and exported byte for byte as its canonical text', async () => {
    const id = await made('Versions');
    const { graph } = await draftOf(id);
    const first = await save(id, { ...graph, 'x-note': 'kept' }, null);
    expect(first).toMatchObject({ status: 200, body: { number: 1, made: true } });
    const read = readWorkflow({ ...graph, 'x-note': 'kept' });
    const text = read.ok ? canonicalText(read.workflow) : '';
    const file = await app.get(`/api/v1/workflows/${id}/export?tests=without`);
    expect(await file.text()).toBe(text);
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${id}.v1.json"`);
    const version = await ask('GET', `/workflows/${id}/versions/1`);
    expect(version.body).toMatchObject({ hash: first.body.hash, message: 'why', author: { name: 'Local owner' } });
    expect(version.body.graph).toEqual({ ...graph, 'x-note': 'kept' });
    expect(await ask('GET', `/workflows/${id}/versions/2`)).toMatchObject({ status: 404 });
    expect(await ask('GET', `/workflows/${id}/versions/x`)).toMatchObject({ status: 404 });
  });

  it('is refused where somebody else has saved one since, naming it', async () => {
    const id = await made('Two people');
    const { graph } = await draftOf(id);
    await save(id, { ...graph, description: 'one' }, null);
    await save(id, { ...graph, description: 'two' }, 1, petra);
    const late = await save(id, { ...graph, description: 'three' }, 1);
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'conflict', newest: { number: 2, author: { name: 'Petra' } } },
    });
    expect(String(late.body.detail)).toMatch(/version 2 .*Petra/);
    expect(await save(id, { ...graph, description: 'two' }, 1)).toMatchObject({
      status: 200,
      body: { number: 2, made: false },
    });
    expect((await ask('GET', `/workflows/${id}/versions?limit=1`)).body).toMatchObject({
      items: [{ number: 2 }],
      next: expect.any(String),
    });
  });

  it('is refused with its problems where it has errors, or is not of this workflow', async () => {
    const id = await made('Broken');
    const { graph } = await draftOf(id);
    const broken = await save(id, { ...graph, nodes: [] }, null);
    expect(broken).toMatchObject({ status: 422, body: { code: 'invalid-workflow' } });
    expect(broken.body.problems).toContainEqual(expect.objectContaining({ code: 'no-start', severity: 'error' }));
    const foreign = await save(id, { ...graph, id: 'another' }, null);
    expect(foreign.body.problems).toEqual([expect.objectContaining({ code: 'wrong-id', fix: expect.anything() })]);
    expect((await ask('GET', `/workflows/${id}`)).body).toMatchObject({ newest: null });
  });

  it('ends the draft that says the same, and carries on one that says more', async () => {
    const id = await made('Drafts end');
    const { graph, etag } = await draftOf(id);
    expect((await save(id, graph, null)).body.mine).toBeNull();
    const put = (change: Json, match: string) =>
      ask('PUT', `/workflows/${id}/draft`, { graph: { ...graph, ...change }, base: 1 }, { 'if-match': match });
    expect(await put({ description: 'two' }, etag)).toMatchObject({ status: 409, body: { etag: null } });
    await put({ description: 'two, and typing on' }, '*');
    const { body } = await save(id, { ...graph, description: 'two' }, 1);
    expect(body).toMatchObject({ number: 2, mine: { base: 2, stale: false } });
  });
});

describe('the name', () => {
  it('changes in the library at once, in the graph with the next version, and the id never', async () => {
    const id = await made('Old name');
    const { graph } = await draftOf(id);
    await save(id, graph, null);
    await ask('POST', `/workflows/${id}/rename`, { name: 'New name' });
    expect((await ask('GET', `/workflows/${id}`)).body).toMatchObject({
      id,
      name: 'New name',
      newest: { name: 'Old name' },
    });
    await save(id, { ...graph, description: 'changed' }, 1);
    expect((await ask('GET', `/workflows/${id}/versions/2`)).body.graph).toMatchObject({ name: 'New name' });
    await save(id, { ...graph, name: 'Named in the graph' }, 2);
    expect((await ask('GET', `/workflows/${id}`)).body).toMatchObject({ name: 'Named in the graph' });
  });
});

describe('the list', () => {
  it('finds by text and tag, hides the archive, and is paged', async () => {
    const ids = [await made('Listed needle A'), await made('Listed needle B'), await made('Listed needle C')];
    const [a = '', b = '', c = ''] = ids;
    const { graph } = await draftOf(b);
    await save(b, { ...graph, tags: ['rare-tag', '100%'], owner: 'Quay desk' }, null);
    await ask('POST', `/workflows/${c}/archive`);
    expect((await named('q=listed%20NEEDLE')).sort()).toEqual([a, b]);
    expect(await named('tag=rare-tag')).toEqual([b]);
    expect(await named('tag=rare')).toEqual([]);
    expect(await named('q=quay')).toEqual([b]);
    expect(await named('q=100%25')).toEqual([b]);
    expect(await named('q=needle&archived=yes')).toEqual([c]);
    expect((await named('q=needle&archived=all')).sort()).toEqual([...ids].sort());
    await ask('POST', `/workflows/${c}/restore`);
    const first = (await ask('GET', '/workflows?q=needle&limit=2')).body;
    const rest = await named(`q=needle&limit=2&cursor=${first.next}`);
    expect([...(first.items as LibraryItem[]).map(({ id }) => id), ...rest].sort()).toEqual([...ids].sort());
    expect(await ask('GET', '/workflows?cursor=nonsense')).toMatchObject({ status: 400 });
    expect(await ask('GET', '/workflows?archived=maybe')).toMatchObject({ status: 400 });
  });

  it('says what each environment runs, to whom may see it', async () => {
    const id = await live('prod', 'dev');
    const shown = async (as: Principal) =>
      ((await ask('GET', `/workflows/${id}`, undefined, {}, as)).body as unknown as LibraryItem).environments;
    expect((await shown(localOwner)).map(({ environment }) => environment)).toEqual(['dev', 'prod']);
    expect(await shown(petra)).toEqual([
      expect.objectContaining({ environment: 'dev', version: 1, paused: true, fired: 5, openRuns: 1 }),
    ]);
  });
});

describe('what is not wanted any more', () => {
  it('is deleted only where nothing runs it', async () => {
    const used = await live('prod');
    expect(await ask('DELETE', `/workflows/${used}`)).toMatchObject({
      status: 409,
      body: { live: ['prod'], openRuns: [{ environment: 'prod', count: 1 }], detail: expect.stringContaining('prod') },
    });
    const id = await made('Unused');
    expect(await ask('DELETE', `/workflows/${id}`)).toMatchObject({ status: 200 });
    expect(await ask('GET', `/workflows/${id}`)).toMatchObject({ status: 404 });
    expect(await ask('GET', `/workflows/${id}/draft`)).toMatchObject({ status: 404 });
    expect(await ask('DELETE', `/workflows/${id}`)).toMatchObject({ status: 404 });
  });
});

describe('a file that comes in', () => {
  it('is a draft with what it needs and what is wrong with it, under its own id where that is free', async () => {
    const text = JSON.stringify({ ...example.workflow, id: 'from-afar' });
    const { body } = await ask('POST', '/workflows/import', { text });
    expect(body).toMatchObject({
      id: 'from-afar',
      needs: {
        slots: [{ slot: 'tms', connector: 'http' }, { slot: 'mail' }],
        variables: [{ name: 'days', default: 7 }, {}],
      },
      problems: [],
    });
    const again = await ask('POST', '/workflows/import', {
      text: JSON.stringify({ ...example, workflow: JSON.parse(text) }),
    });
    expect(again.body).toMatchObject({ id: 'from-afar-2', problems: [] });
    expect((await ask('GET', '/workflows/from-afar')).body).toMatchObject({ newest: null, environments: [] });
    const odd = await ask('POST', '/workflows/import', { graph: { nodes: [] } });
    expect(odd).toMatchObject({ status: 200, body: { name: 'Imported workflow', problems: [{ severity: 'error' }] } });
  });

  it.each(['', 'no JSON', '[]', '{"__proto__":{}}', '['.repeat(1_000)])('is refused as %s', async (text) => {
    expect(await ask('POST', '/workflows/import', { text })).toMatchObject({ status: 400 });
  });
});

it('shows the gallery, each example with its graph and what it is tried with', async () => {
  const { items } = (await ask('GET', '/examples')).body as { items: Json[] };
  expect(items.map(({ id }) => id)).toContain('delivery-overdue');
  for (const item of items) expect(item).toMatchObject({ name: expect.any(String), graph: { formatVersion: 1 } });
});

it('keeps in the audit who changed what, and nothing of what was only looked at', async () => {
  const id = await made('Audited');
  await save(id, (await draftOf(id)).graph, null, petra);
  await ask('POST', `/workflows/${id}/rename`, { name: 'Audited twice' });
  const rows = await app.database.pool.query<{ action: string; actor_name: string }>(
    'SELECT action, actor_name FROM audit_entries WHERE object = $1 ORDER BY number',
    [`workflow:${id}`],
  );
  expect(rows.rows.map(({ action, actor_name }) => `${actor_name} ${action}`)).toEqual([
    'Local owner workflow.created',
    'Petra workflow.version.saved',
    'Local owner workflow.renamed',
  ]);
});

it('takes what an environment is given into the library once, under one number', async () => {
  const ensure = (description: string) =>
    app.database.transaction((transaction) => {
      const read = readWorkflow({ ...example.workflow, id: 'from-setup', description });
      if (!read.ok) throw new Error('the example is no workflow');
      const author = { id: 'system', name: 'Slipway' };
      return ensureVersion(transaction, read.workflow, { author, message: 'Setup', atMs: 1 });
    });
  const numbers = [await ensure('a'), await ensure('b'), await ensure('a')].map(({ number }) => number);
  expect(numbers).toEqual([1, 2, 1]);
  expect((await ask('GET', '/workflows/from-setup')).body).toMatchObject({ description: 'b', versionCount: 2 });
});

let lives = 0;
/** A workflow that these environments run, each with an open run and five firings; paused in dev. */
async function live(...environments: string[]): Promise<string> {
  lives += 1;
  const id = await made(`Live ${lives}`);
  const { body } = await save(id, (await draftOf(id)).graph, null);
  const { kysely } = app.database;
  const stored = await kysely
    .selectFrom('workflow_versions')
    .selectAll()
    .where('workflow', '=', id)
    .executeTakeFirstOrThrow();
  for (const environment of environments) {
    const version = { environment, workflow: id, version: String(body.hash) };
    const { name, graph } = stored;
    await kysely
      .insertInto('versions')
      .values({ ...version, number: 1, name, graph, created_at_ms: 0 })
      .execute();
    await kysely
      .insertInto('live')
      .values({ ...version, paused: environment === 'dev', since_ms: 0 })
      .execute();
    const run = { id: `run_${id}`, subject: 's:1', status: 'open', outcome: null, openings: '[]', began_at_ms: 0 };
    await kysely
      .insertInto('runs')
      .values({ ...version, ...run, ended_at_ms: null })
      .execute();
    for (const [node, port, partition] of [
      ['overdue', 'missed', 0],
      ['overdue', 'missed', 1],
      ['overdue', 'met', 0],
    ] as const)
      await kysely
        .insertInto('counters')
        .values({ ...version, node, port, partition, count: port === 'met' ? 9 : 2 + partition })
        .execute();
  }
  return id;
}
