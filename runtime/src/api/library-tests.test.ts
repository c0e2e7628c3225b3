import example from '@slipway/shared/examples/delivery-overdue.json' with { type: 'json' };
import type { Scenario } from '@slipway/shared/examples/scenario.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from './app.ts';
import { localOwner, type Principal } from './principal.ts';
import { type EmbeddedApp, openEmbeddedApp } from './testing/embedded-app.ts';

type Json = Record<string, unknown>;
type Tests = { tests: { scenarios: Scenario[] }; mine: boolean; etag: string; base: number | null };

const petra: Principal = { ...localOwner, id: 'petra', name: 'Petra' };
let app: EmbeddedApp;
beforeAll(async () => {
  app = await openEmbeddedApp();
}, 60_000);
afterAll(() => app.close());

async function ask(method: string, path: string, body?: unknown, etag?: string, as: Principal = localOwner) {
  const response = await createApp(app.services, as).request(`/api/v1/workflows${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json', ...(etag === undefined ? {} : { 'if-match': etag }) },
  });
  return { status: response.status, body: (await response.json()) as Json };
}
const made = async (name: string) =>
  String((await ask('POST', '', { name, from: { example: 'delivery-overdue' } })).body.id);
const graphOf = async (id: string) => (await ask('GET', `/${id}/draft`)).body.graph;
const testsOf = async (id: string, as = localOwner) =>
  (await ask('GET', `/${id}/draft/tests`, undefined, undefined, as)).body as unknown as Tests;
const put = (id: string, scenarios: readonly object[], etag: string, as = localOwner) =>
  ask('PUT', `/${id}/draft/tests`, { tests: { scenarios } }, etag, as);
const save = (id: string, graph: unknown, base: number | null, as = localOwner) =>
  ask('POST', `/${id}/versions`, { graph, base }, undefined, as);
const names = (tests: { scenarios: readonly { name: string }[] }) => tests.scenarios.map(({ name }) => name);
const stories = example.scenarios.map(({ name }) => name);
const named = (name: string) => ({ ...example.scenarios[0], name });

it('the stories of an example are the tests of what is made from it, and its versions carry them', async () => {
  const id = await made('Told');
  expect(names((await testsOf(id)).tests)).toEqual(stories);
  const graph = await graphOf(id);
  await save(id, graph, null);
  expect(names((await ask('GET', `/${id}/versions/1/tests`)).body.tests as Tests['tests'])).toEqual(stories);
  expect(await testsOf(id)).toMatchObject({ mine: false, etag: '*', base: 1 });
});

it('tests are kept beside the draft, not over what another window kept, and make a version of their own', async () => {
  const id = await made('Kept');
  const graph = await graphOf(id);
  await save(id, graph, null);
  expect((await put(id, [named('One')], 'other')).status).toBe(409);
  const { status, body } = await put(id, [named('One')], '*');
  expect(status).toBe(200);
  expect((await put(id, [named('Two')], '*')).status).toBe(409);
  expect((await put(id, [named('Two'), named('Two')], String(body.etag))).status).toBe(400);
  expect((await put(id, [named('One'), named('Two')], String(body.etag))).status).toBe(200);
  expect(names((await testsOf(id, petra)).tests)).toEqual(stories);
  expect((await save(id, graph, 1)).body).toMatchObject({ number: 2, made: true });
  expect((await save(id, graph, 2)).body).toMatchObject({ number: 2, made: false });
  expect(names((await testsOf(id, petra)).tests)).toEqual(['One', 'Two']);
  expect(names((await ask('GET', `/${id}/versions/1/tests`)).body.tests as Tests['tests'])).toEqual(stories);
});

it('tests that two people added come together in the version of the second', async () => {
  const id = await made('Both');
  const graph = (await graphOf(id)) as Json;
  await put(id, [named('Base')], (await testsOf(id)).etag);
  await save(id, graph, null);
  await put(id, [named('Base'), named('Hers')], '*', petra);
  await put(id, [named('Base'), named('Mine')], '*');
  await save(id, { ...graph, description: 'Mine' }, 1);
  await save(id, { ...graph, description: 'Hers' }, 2, petra);
  expect(names((await testsOf(id)).tests)).toEqual(['Base', 'Hers', 'Mine']);
});

it('a file takes the tests along, and a copy has them too', async () => {
  const id = await made('Taken');
  await save(id, await graphOf(id), null);
  const text = JSON.stringify((await ask('GET', `/${id}/export`)).body);
  expect(JSON.parse(text)).toMatchObject({ workflow: { id } });
  expect((await ask('GET', `/${id}/export?tests=without`)).body).toMatchObject({ id });
  const imported = String((await ask('POST', '/import', { text })).body.id);
  expect(names((await testsOf(imported)).tests)).toEqual(stories);
  const copy = String((await ask('POST', `/${id}/duplicate`, { name: 'A copy' })).body.id);
  expect(names((await testsOf(copy)).tests)).toEqual(stories);
});

it('a draft that is thrown away takes its tests with it', async () => {
  const id = await made('Thrown');
  await save(id, await graphOf(id), null);
  await put(id, [named('Only mine')], '*');
  await ask('PUT', `/${id}/draft`, { graph: {}, base: 1 }, '*');
  await ask('DELETE', `/${id}/draft`);
  expect(names((await testsOf(id)).tests)).toEqual(stories);
});
