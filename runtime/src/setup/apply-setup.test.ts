import { versionOf } from '@slipway/shared/engine';
import { hashOf } from '@slipway/shared/json';
import { readWorkflow } from '@slipway/shared/workflow';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openWorkingApp } from '../api/testing/working-app.ts';
import { allowance, caller } from '../promotion/testing/parts.ts';
import { chaser } from '../promotion/testing/workflows.ts';
import { applySetup } from './apply-setup.ts';
import { setupSchema } from './setup-file.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 60_000 });

async function start() {
  const working = await openWorkingApp();
  onTestFinished(() => working.close());
  const { database, pipeline } = working;
  const added: string[] = [];
  const sources = {
    add: async (environment: string, source: { id: string }) => {
      added.push(`${environment}/${source.id}`);
    },
  };
  const parts = { database, pipeline, sources, partitions: 1, now: Date.now };
  const setUp = (setup: object) => applySetup(parts, setupSchema.parse(setup), '/folder');
  const live = () => working.rows("SELECT workflow, number FROM versions NATURAL JOIN live WHERE environment = 'prod'");
  return { ...working, setUp, live, added };
}

const prod = (outcome: string, more: object = {}) => ({
  environment: {
    id: 'prod',
    kind: 'live',
    deliversTo: 'outbox',
    title: 'Production',
    order: 3,
    policy: { approvals: 2 },
  },
  workflows: [chaser({ outcome })],
  variables: { desk: 'd' },
  connections: { tms: { connector: 'http', config: { baseUrl: 'http://tms.test', auth: { kind: 'none' } } } },
  ...more,
});

it('makes versions of the library, and leaves alone what people changed until it says something else', async () => {
  const { setUp, live, pipeline, rows, ask } = await start();
  await setUp(prod('one'));
  expect(await live()).toEqual([{ workflow: 'chaser', number: 1 }]);
  expect(await rows('SELECT number, author FROM workflow_versions')).toEqual([{ number: 1, author: 'Setup' }]);
  const { body } = await ask('POST', '/workflows/chaser/versions', {
    graph: chaser({ outcome: 'two' }),
    base: 1,
    message: '',
  });
  const cause = { kind: 'release', by: { id: 'petra', name: 'Petra' } } as const;
  const number = Number(body.number);
  await pipeline.release('prod', { workflows: [{ graph: chaser({ outcome: 'two' }), number }], cause });
  await ask('PATCH', '/environments/prod', { policy: { approvals: 1 } });
  await setUp(prod('one'));
  expect(await live()).toEqual([{ workflow: 'chaser', number: 2 }]);
  expect(await rows("SELECT approvals, title FROM environment_policies WHERE environment = 'prod'")).toEqual([
    { approvals: 1, title: 'Production' },
  ]);
  await setUp(prod('three'));
  expect(await live()).toEqual([{ workflow: 'chaser', number: 3 }]);
});

it('gives a source to every environment that it is mirrored to, each its own', async () => {
  const { setUp, added } = await start();
  const source = { id: 's', connector: 'file', config: { path: 'x.jsonl', format: 'jsonl' }, mirrorTo: ['dev'] };
  await setUp(prod('one', { sources: [source] }));
  expect(added).toEqual(['prod/s', 'dev/s']);
  const refused = (mirrorTo: string[]) => setUp(prod('one', { sources: [{ ...source, mirrorTo }] }));
  await expect(refused(['nowhere'])).rejects.toMatchObject({ code: 'invalid-config' });
  await setUp({ environment: { id: 'history', kind: 'replay', deliversTo: 'outbox' } });
  await expect(refused(['history'])).rejects.toMatchObject({
    code: 'invalid-config',
    detail: expect.stringContaining('replay'),
  });
});

it('brings reference data and parts along, and is the same one as before there was such a thing', async () => {
  const { setUp, rows } = await start();
  const table = {
    kind: 'table',
    id: 'free-days',
    columns: [
      { name: 'place', type: 'text' },
      { name: 'days', type: 'number' },
    ],
  };
  const references = [{ ...table, key: ['place'], rows: [['DEHAM', 4]] }];
  const part = allowance();
  const read = readWorkflow(part);
  const version = read.ok ? versionOf(read.workflow) : '';
  const story = {
    name: 'Late',
    start: '2026-03-02T08:00:00.000Z',
    subject: 'shipment:S-1',
    steps: [{ at: '0', event: { type: 'shipment.delayed' } }],
    expect: { runs: [], exceptions: [], actions: [] },
  };
  const tests = { caller: { scenarios: [story] } };
  await setUp(prod('one', { workflows: [caller(version)], parts: [part], references, tests }));
  const kept = await rows('SELECT workflow, tests FROM workflow_versions ORDER BY workflow');
  expect(kept.map((each) => String(each.tests).includes('"name":"Late"'))).toEqual([false, true]);
  expect(await rows('SELECT workflow, number FROM versions ORDER BY workflow')).toEqual([
    { workflow: 'allowance', number: 1 },
    { workflow: 'caller', number: 1 },
  ]);
  expect(await rows('SELECT reference, version, author_name FROM reference_versions')).toEqual([
    { reference: 'free-days', version: 1, author_name: 'Setup' },
  ]);
  await expect(setUp(prod('one', { references: [{ ...table, key: ['port'], rows: [] }] }))).rejects.toMatchObject({
    code: 'invalid-config',
    detail: expect.stringContaining('free-days'),
  });
  const before = prod('two');
  await setUp(before);
  const {
    sources: _sources,
    parts: _parts,
    references: _references,
    tests: _tests,
    ...settings
  } = setupSchema.parse(before);
  expect(await rows('SELECT digest FROM applied_setups')).toEqual([{ digest: hashOf(settings) }]);
});
