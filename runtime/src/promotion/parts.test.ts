import { planSchema } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openWorkingApp, WORKING } from '../api/testing/working-app.ts';
import { allowance, caller } from './testing/parts.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 60_000 });

async function start() {
  const working = await openWorkingApp({ testConnection: async () => ({ ok: true, detail: 'there', ms: 1 }) });
  onTestFinished(() => working.close());
  const { ask, pipeline } = working;
  const save = async (graph: { id: string; name: string }, base: number | null = null) => {
    if (base === null) await ask('POST', '/workflows', { name: graph.name, id: graph.id, from: { blank: true } });
    const made = await ask('POST', `/workflows/${graph.id}/versions`, { graph, base, message: 'test' });
    expect(made).toMatchObject({ status: 200 });
    return made.body as { number: number; hash: string };
  };
  const plan = async (workflow: string, version: number) => {
    const changes = [{ workflow, version }];
    return planSchema.parse((await ask('POST', `/environments/${WORKING}/plans`, { changes })).body);
  };
  const apply = (made: { id: string; hash: string }) =>
    ask('POST', `/environments/${WORKING}/plans/${made.id}/apply`, { hash: made.hash });
  const furnish = async () => {
    await ask('PUT', `/environments/${WORKING}/variables`, { values: { desk: 'd' } });
    const csv = { text: 'place,days\nDEHAM,4\n' };
    await ask('PUT', `/environments/${WORKING}/references/free-days`, { csv });
  };
  const delayed = async (id: string) => {
    const event = {
      id,
      source: '/tms',
      type: 'shipment.delayed',
      subject: `shipment:${id}`,
      time: instantFromMs(Date.now()),
      data: { reason: { scheme: 'port', code: 'DEHAM' } },
    };
    await pipeline.ingest(WORKING, 'test', [Buffer.from(JSON.stringify(event))]);
    await pipeline.quiet(WORKING);
  };
  return { ...working, save, plan, apply, furnish, delayed };
}

it('is refused where a step does not say which version it runs, and its plan says what to do', async () => {
  const { save, plan, apply } = await start();
  const part = await save(allowance());
  await save(caller());
  const made = await plan('caller', 1);
  expect(made.problems).toMatchObject([
    { code: 'unlocked-part', severity: 'error', nodeId: 'charge', message: expect.stringContaining(part.hash) },
  ]);
  expect(await apply(made)).toMatchObject({ status: 422, body: { code: 'plan-blocked' } });
  const alone = await plan('allowance', 1);
  expect(alone.problems.map(({ code }) => code)).toContain('entry-only');
  await save(caller('0123456789abcdef'), 1);
  expect((await plan('caller', 2)).problems.map(({ code }) => code)).toContain('missing-part');
});

it('brings along what its parts need, runs them, and keeps them whatever becomes of them in the library', async () => {
  const { save, plan, apply, furnish, delayed, calls, rows, ask, pipeline } = await start();
  const part = await save(allowance());
  await save(caller(part.hash));
  const early = await plan('caller', 1);
  expect(early.problems.map(({ code }) => code)).toEqual(['missing-variable', 'missing-reference']);
  expect(early.needs).toMatchObject([
    { kind: 'slot', name: 'tms', state: 'there', workflows: ['caller'] },
    { kind: 'variable', name: 'desk', state: 'missing', workflows: ['caller'] },
    { kind: 'connector', name: 'http', state: 'there' },
    { kind: 'reference', name: 'free-days', state: 'missing', detail: 'there is no such table', workflows: ['caller'] },
  ]);
  await furnish();
  const made = await plan('caller', 1);
  expect(made.problems).toEqual([]);
  expect(made.needs).toMatchObject([{}, {}, {}, { kind: 'reference', state: 'there', detail: '1 rows' }]);
  expect(await apply(made)).toMatchObject({ status: 200 });
  await save(allowance({ outcome: 'Another end' }), 1);
  await delayed('a');
  expect(calls).toEqual([{ desk: 'd', days: 4 }]);
  expect(await rows('SELECT title FROM exceptions')).toEqual([{ title: '4 days' }]);
  expect(await ask('GET', `/environments/${WORKING}/connections`)).toMatchObject({
    body: {
      items: expect.arrayContaining([
        expect.objectContaining({ slot: 'tms', usedBy: [expect.objectContaining({ workflow: 'caller' })] }),
      ]),
    },
  });
  expect(await ask('DELETE', '/workflows/allowance')).toMatchObject({
    status: 409,
    body: {
      live: [WORKING],
      partOf: [{ workflow: 'caller', name: 'Caller' }],
      detail: expect.stringContaining('a part of Caller'),
    },
  });
  expect(await ask('DELETE', `/environments/${WORKING}/references/free-days`)).toMatchObject({
    status: 409,
    body: { code: 'reference-in-use' },
  });
  const listed = await ask('GET', `/environments/${WORKING}/references`);
  expect(listed.body.items).toMatchObject([{ usedBy: [{ workflow: 'caller', part: 'Allowance', nodeId: 'look' }] }]);
  await pipeline.quiet(WORKING);
});

it('does not bring reference data along: the target has its own, the matrix says where it is another one, and a change voids a plan', async () => {
  const { save, plan, apply, furnish, ask } = await start();
  const part = await save(allowance());
  await save(caller(part.hash));
  await furnish();
  await apply(await plan('caller', 1));
  await ask('POST', '/environments', { id: 'prod', deliversTo: 'outbox', order: 1, policy: { approvals: 0 } });
  const tms = { connector: 'http', config: { baseUrl: 'http://tms.test', auth: { kind: 'none' } } };
  await ask('PUT', '/environments/prod/connections/tms', tms);
  await ask('PUT', '/environments/prod/variables', { values: { desk: 'd' } });
  const toProd = async () => planSchema.parse((await ask('POST', '/environments/prod/plans', { from: WORKING })).body);
  expect((await toProd()).problems).toMatchObject([{ code: 'missing-reference', path: '/needs/reference/free-days' }]);
  const put = (text: string) => ask('PUT', '/environments/prod/references/free-days', { csv: { text } });
  await put('place,hours\nDEHAM,4\n');
  expect((await toProd()).problems).toMatchObject([
    { code: 'wrong-reference', message: expect.stringContaining('it has no column days') },
  ]);
  await put('place,days\nDEHAM,9\n');
  const made = await toProd();
  expect(made.problems).toEqual([]);
  await put('place,days\nDEHAM,8\n');
  const answer = await ask('POST', `/environments/prod/plans/${made.id}/apply`, { hash: made.hash });
  expect(answer).toMatchObject({
    status: 409,
    body: { code: 'plan-stale', detail: expect.stringContaining('reference data') },
  });
  const again = await toProd();
  expect(await ask('POST', `/environments/prod/plans/${again.id}/apply`, { hash: again.hash })).toMatchObject({
    status: 200,
  });
  expect((await ask('GET', '/releases')).body.environments).toMatchObject([
    { id: WORKING },
    { id: 'prod', otherReferences: ['free-days'] },
  ]);
});

it('travels in a bundle with its parts, and a bundle without one of them is none', async () => {
  const { save, plan, apply, furnish, ask } = await start();
  const part = await save(allowance());
  await save(caller(part.hash));
  await furnish();
  await apply(await plan('caller', 1));
  const { body: file } = await ask('GET', `/environments/${WORKING}/bundle`);
  expect(file).toMatchObject({
    bundle: {
      workflows: [{ id: 'caller' }],
      parts: [{ id: 'allowance' }],
      slots: [{ slot: 'tms', operations: ['request'] }],
      variables: [{ name: 'desk' }],
      references: [{ id: 'free-days', kind: 'table', keys: 1, columns: ['days'], factors: [] }],
    },
  });
  const other = await start();
  const imported = await other.ask('POST', '/bundles', file);
  expect(imported).toMatchObject({
    status: 200,
    body: {
      workflows: [
        { workflow: 'allowance', new: true },
        { workflow: 'caller', new: true },
      ],
      needs: expect.arrayContaining([{ kind: 'reference', name: 'free-days', detail: 'a table, days' }]),
    },
  });
  await other.furnish();
  expect(await other.apply(await other.plan('caller', 1))).toMatchObject({ status: 200 });
  const { hash: _hash, ...exported } = (await other.ask('GET', `/environments/${WORKING}/bundle`)).body;
  expect({ ...exported, hash: file.hash }).toEqual(file);
  const { bundle, ...rest } = file as { bundle: Record<string, unknown> };
  const { parts: _parts, ...without } = bundle;
  expect(await other.ask('POST', '/bundles', { ...rest, bundle: without })).toMatchObject({
    status: 422,
    body: { code: 'invalid-bundle' },
  });
});
