import type { Plan } from '@slipway/shared/api';
import { planSchema } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { localOwner, type Principal } from '../api/principal.ts';
import { openWorkingApp, WORKING, type WorkingAppOptions } from '../api/testing/working-app.ts';
import { person, program } from './testing/people.ts';
import { chaser, watchdog } from './testing/workflows.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 60_000 });

const petra = person('petra');
const jana = person('jana');
const mateo = person('mateo');

/** A way from `dev` to `prod`, which asks for two approvals, and Petra's first version of the chaser. */
async function start(options: WorkingAppOptions = {}) {
  const working = await openWorkingApp({
    testConnection: async () => ({ ok: true, detail: 'there', ms: 3 }),
    ...options,
  });
  onTestFinished(() => working.close());
  const { ask, pipeline } = working;
  await ask('POST', '/environments', { id: 'prod', deliversTo: 'targets', order: 1, policy: { approvals: 2 } });
  await ask('POST', '/workflows', { name: 'Chaser', id: 'chaser', from: { blank: true } }, petra);
  const save = async (by: Principal, graph: unknown, base: number | null) => {
    const answer = await ask('POST', '/workflows/chaser/versions', { graph, base, message: `by ${by.name}` }, by);
    expect(answer).toMatchObject({ status: 200 });
    return answer.body.number as number;
  };
  const first = await save(petra, chaser(), null);
  const bind = (slot = 'tms') =>
    pipeline.bindConnections('prod', {
      [slot]: { connector: 'http', config: { baseUrl: 'http://tms.test', auth: { kind: 'none' } } },
    });
  const set = async (environment: string, values: Record<string, unknown>) =>
    pipeline.adjustLive(environment, {
      change: (now) => ({ ...now, variables: values }),
      cause: { kind: 'variables', by: { id: 'jana', name: 'Jana' } },
    });
  const plan = async (environment: string, body: unknown, by: Principal = petra): Promise<Plan> => {
    const answer = await ask('POST', `/environments/${environment}/plans`, body, by);
    expect(answer).toMatchObject({ status: 200 });
    return planSchema.parse(answer.body);
  };
  const on = (made: Plan, verb: string, by: Principal, body: object = { hash: made.hash }) =>
    ask('POST', `/environments/${made.environment}/plans/${made.id}/${verb}`, body, by);
  const read = async (made: Plan, by: Principal = petra) =>
    planSchema.parse((await ask('GET', `/environments/${made.environment}/plans/${made.id}`, undefined, by)).body);
  const happen = async (
    id: string,
    data: object,
    type = 'shipment.delayed',
    environment = 'prod',
    subject = 'shipment:1',
  ) => {
    const event = { id, source: '/tms', type, subject, time: instantFromMs(Date.now()), data };
    await pipeline.ingest(environment, 'test', [Buffer.from(JSON.stringify(event))]);
    await pipeline.quiet(environment);
  };
  return { ...working, save, first, bind, set, plan, on, read, happen };
}

const toProd = (version: number | null) => ({ changes: [{ workflow: 'chaser', version }] });

describe('a plan', () => {
  it('names everything that is missing at once, and cannot be applied', async () => {
    const { plan, on, bind, set, read } = await start({
      testConnection: async () => ({ ok: false, detail: 'it refuses the password', ms: 12 }),
    });
    const made = await plan('prod', toProd(1));
    expect(made.items).toMatchObject([{ workflow: 'chaser', change: 'added', from: null, to: { number: 1 } }]);
    expect(made.problems.map((problem) => problem.code)).toEqual(['unbound-slot', 'missing-variable']);
    expect(made.you).toMatchObject({ mayApply: false, mayApprove: false });
    await bind();
    // Where the calls go is part of what is approved, also where nobody had said it yet.
    const rebound = 'The connection of slot tms has changed since.';
    expect(await read(made)).toMatchObject({ state: 'stale', stateDetail: rebound });
    await set('prod', { desk: 7 });
    const again = await plan('prod', toProd(1));
    expect(again.problems.map((problem) => problem.code)).toEqual(['failing-connection-test', 'wrong-variable']);
    expect(again.needs).toMatchObject([
      { kind: 'slot', name: 'tms', state: 'failing', detail: 'it refuses the password', ms: 12 },
      { kind: 'variable', name: 'desk', state: 'wrong' },
      { kind: 'connector', name: 'http', state: 'there' },
    ]);
    expect(await on(again, 'apply', localOwner)).toMatchObject({ status: 422, body: { code: 'plan-blocked' } });
    expect(await on(made, 'approve', jana)).toMatchObject({ status: 409, body: { code: 'plan-stale' } });
  });

  it('is one plan when it is asked for twice, and replaces an older one that changes the same', async () => {
    const { plan, save, read } = await start();
    const made = await plan('prod', toProd(1));
    expect((await plan('prod', toProd(1), jana)).id).toBe(made.id);
    await save(jana, chaser({ outcome: 'Arrived' }), 1);
    const newer = await plan('prod', toProd(2));
    expect(newer.id).not.toBe(made.id);
    expect(await read(made)).toMatchObject({ state: 'superseded', you: { mayApply: false } });
    expect(newer.items[0]?.authors.map((author) => author.id)).toEqual(['jana', 'petra']);
  });

  it('shows what it would do to runs and open shipments without doing it', async () => {
    const { plan, on, ask, happen, set, rows, pipeline } = await start();
    await set('prod', { desk: 'd' });
    await ask('POST', '/workflows', { name: 'Watchdog', id: 'watchdog', from: { blank: true } }, petra);
    await ask('POST', '/workflows/watchdog/versions', { graph: watchdog(), base: null, message: '' }, petra);
    const soon = Date.now() + 4_000;
    await happen('e1', { deliverBy: instantFromMs(soon) }, 'shipment.planned');
    await happen('e2', { deliverBy: '2026-01-02T00:00:00Z' }, 'shipment.planned', 'prod', 'shipment:2');
    const made = await plan('prod', { changes: [{ workflow: 'watchdog', version: 1 }] });
    expect(made.effect.activation).toEqual({
      checked: 2,
      total: 2,
      workflows: [
        {
          workflow: 'watchdog',
          fires: 0,
          watches: 1,
          firstDue: instantFromMs(soon),
          passed: 1,
          examples: ['shipment:1'],
        },
      ],
      failed: 0,
    });
    expect(await rows("SELECT 1 FROM timers WHERE environment = 'prod'")).toEqual([]);
    expect(await on(made, 'apply', localOwner)).toMatchObject({ status: 200 });
    await pipeline.quiet('prod');
    const opened = () => rows("SELECT subject FROM exceptions WHERE environment = 'prod'");
    await expect.poll(opened, { timeout: 20_000 }).toEqual([{ subject: 'shipment:1' }]);
  });
});

describe('an approval', () => {
  async function ready() {
    const started = await start();
    await started.bind();
    await started.set('prod', { desk: 'd' });
    return { ...started, made: await started.plan('prod', toProd(1), mateo) };
  }

  it('is given by two who are neither its author nor the author of what it releases', async () => {
    const { made, on, read } = await ready();
    expect(await on(made, 'approve', petra)).toMatchObject({ status: 403, body: { code: 'own-approval' } });
    expect(await on(made, 'approve', mateo)).toMatchObject({ status: 403 });
    expect(await on(made, 'approve', program('robot'))).toMatchObject({ status: 403 });
    expect(await on(made, 'approve', person('eve', []))).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await on(made, 'approve', jana)).toMatchObject({ status: 200 });
    expect(await on(made, 'approve', jana)).toMatchObject({ status: 200 });
    expect(await on(made, 'apply', mateo)).toMatchObject({ status: 409, body: { code: 'not-approved' } });
    expect(await on(made, 'approve', person('lea'))).toMatchObject({ status: 200 });
    expect((await read(made)).approvals).toMatchObject({
      needed: 2,
      given: [{ by: { id: 'jana' } }, { by: { id: 'lea' } }],
    });
    expect(await on(made, 'apply', mateo)).toMatchObject({ status: 200, body: { liveSet: expect.any(String) } });
    expect(await on(made, 'apply', mateo)).toMatchObject({ status: 409, body: { code: 'plan-stale' } });
  });

  it('does not count when the plan was saved through a token of whom approves', async () => {
    const { rows, ask, plan, on } = await ready();
    await rows(`INSERT INTO tokens (id, name, secret_hash, prefix, owner, environments, permissions, created_at_ms,
      expires_at_ms) VALUES ('robot', 'Robot', 'h', 'p', 'jana', '[]', '[]', 0, 0)`);
    const graph = chaser({ outcome: 'By a robot' });
    await ask('POST', '/workflows/chaser/versions', { graph, base: 1, message: '' }, program('robot'));
    const made = await plan('prod', toProd(2), mateo);
    expect(await on(made, 'approve', jana)).toMatchObject({ status: 403, body: { code: 'own-approval' } });
  });

  it.each(['variables', 'policy', 'connection'] as const)(
    'is void once %s of the environment has changed',
    async (what) => {
      const { made, on, set, ask, rows, read } = await ready();
      await on(made, 'approve', jana);
      await on(made, 'approve', person('lea'));
      if (what === 'variables') await set('prod', { desk: 'another' });
      if (what === 'policy') await ask('PATCH', '/environments/prod', { policy: { approvals: 1 } });
      if (what === 'connection')
        await rows("UPDATE connections SET revision = revision + 1 WHERE environment = 'prod'");
      expect(await read(made)).toMatchObject({ state: 'stale', stateDetail: expect.stringContaining('changed') });
      expect(await on(made, 'apply', mateo)).toMatchObject({ status: 409, body: { code: 'plan-stale' } });
    },
  );

  it('can be taken back, and the plan withdrawn', async () => {
    const { made, on, read } = await ready();
    await on(made, 'approve', jana);
    expect(await on(made, 'withdraw', jana, { what: 'approval' })).toMatchObject({ status: 200 });
    expect((await read(made)).approvals.given).toEqual([]);
    expect(await on(made, 'withdraw', jana, { what: 'approval' })).toMatchObject({ status: 404 });
    expect(await on(made, 'withdraw', mateo, {})).toMatchObject({ status: 200, body: { state: 'withdrawn' } });
    expect(await on(made, 'approve', jana)).toMatchObject({ status: 409 });
  });

  it('is not asked for from the only one who signs in, and the plan says so', async () => {
    const { made, on, read } = await ready();
    expect((await read(made, localOwner)).approvals).toMatchObject({
      needed: 0,
      note: expect.stringContaining('local'),
    });
    expect(await on(made, 'apply', localOwner)).toMatchObject({ status: 200 });
  });
});

describe('a release', () => {
  it('lets runs finish on their version, and going back is one click', async () => {
    const { bind, set, plan, on, save, happen, rows, ask, pipeline } = await start();
    await bind();
    await pipeline.bindConnections('prod', {});
    await ask('PATCH', '/environments/prod', { deliversTo: 'outbox' });
    await set('prod', { desk: 'd' });
    await on(await plan('prod', toProd(1)), 'apply', localOwner);
    await happen('e1', { minutes: 5 });
    await save(petra, chaser({ outcome: 'Second' }), 1);
    const second = await plan('prod', toProd(2));
    expect(second.effect.runs).toEqual([{ workflow: 'chaser', version: 1, open: 1 }]);
    expect(second.items[0]?.changes?.nodes).toMatchObject([
      { id: 'over', change: 'changed', paths: ['/config/outcome'] },
    ]);
    await on(second, 'apply', localOwner);
    await happen('e2', {}, 'shipment.delivered');
    await happen('e3', { minutes: 6 });
    await happen('e4', {}, 'shipment.delivered');
    expect(await rows('SELECT outcome FROM runs ORDER BY began_at_ms')).toEqual([
      { outcome: 'Over' },
      { outcome: 'Second' },
    ]);
    const back = planSchema.parse((await ask('POST', '/environments/prod/rollback', {}, jana)).body);
    expect(back).toMatchObject({ kind: 'rollback', changes: [{ from: 2, to: 1 }], approvals: { needed: 0 } });
    expect(await on(back, 'apply', jana)).toMatchObject({ status: 200 });
    const forth = planSchema.parse((await ask('POST', '/environments/prod/rollback', {}, jana)).body);
    expect(forth).toMatchObject({ changes: [{ from: 1, to: 2 }], approvals: { needed: 2 } });
    const history = await ask('GET', '/environments/prod/releases');
    expect(history.body.items).toMatchObject([
      { kind: 'rollback', changes: [{ workflow: 'chaser', from: 2, to: 1 }], current: true },
      { kind: 'release', changes: [{ workflow: 'chaser', from: 1, to: 2 }], by: { id: 'local-owner' } },
      { kind: 'release', changes: [{ workflow: 'chaser', from: null, to: 1 }] },
      { kind: 'variables', changes: [] },
    ]);
  });

  it('stops an archived workflow, which cannot be released again', async () => {
    const { bind, set, plan, on, ask, happen, rows } = await start();
    await bind();
    await set('prod', { desk: 'd' });
    await on(await plan('prod', toProd(1)), 'apply', localOwner);
    await ask('POST', '/workflows/chaser/archive', {}, petra);
    const stop = await plan('prod', { from: WORKING });
    expect(stop.changes).toEqual([{ workflow: 'chaser', name: 'Chaser', from: 1, to: null }]);
    expect(await on(stop, 'apply', localOwner)).toMatchObject({ status: 200 });
    await happen('e1', { minutes: 5 });
    expect(await rows('SELECT 1 FROM runs')).toEqual([]);
    expect((await plan('prod', toProd(1))).problems.map((problem) => problem.code)).toContain('archived-workflow');
  });
});

describe('the matrix', () => {
  it('tells per environment what is in sync, behind, ahead, paused, changed here and not present', async () => {
    const { bind, set, plan, on, save, ask } = await start();
    const cells = async () => {
      const { body } = await ask('GET', '/releases');
      const [row] = body.workflows as { cells: { state: string; version: number | null; plan: string | null }[] }[];
      return row?.cells.map((cell) => `${cell.state} ${cell.version ?? ''}`.trim());
    };
    await bind();
    for (const environment of [WORKING, 'prod']) await set(environment, { desk: 'd' });
    expect(await cells()).toEqual(['not-present', 'not-present']);
    await on(await plan(WORKING, toProd(1)), 'apply', localOwner);
    expect(await cells()).toEqual(['in-sync 1', 'not-present']);
    await on(await plan('prod', { from: WORKING }), 'apply', localOwner);
    expect(await cells()).toEqual(['in-sync 1', 'in-sync 1']);
    await save(petra, chaser({ outcome: 'Second' }), 1);
    expect(await cells()).toEqual(['behind 1', 'in-sync 1']);
    await on(await plan('prod', toProd(2)), 'apply', localOwner);
    expect(await cells()).toEqual(['behind 1', 'changed-here 2']);
    const over = await plan('prod', { from: WORKING });
    expect(over.items[0]?.overwrites).toMatchObject({ version: 2, author: 'Petra', builtUpon: false });
    expect(over.problems).toMatchObject([{ code: 'overwrites-change-here', severity: 'warning' }]);
    await on(await plan(WORKING, toProd(2)), 'apply', localOwner);
    expect(await cells()).toEqual(['in-sync 2', 'in-sync 2']);
    await ask('POST', '/environments/prod/workflows/chaser/pause', {});
    expect(await cells()).toEqual(['in-sync 2', 'paused 2']);
    const back = planSchema.parse((await ask('POST', `/environments/${WORKING}/rollback`, {})).body);
    await on(back, 'apply', localOwner);
    expect(await cells()).toEqual(['behind 1', 'ahead 2']);
  });
});

describe('a bundle', () => {
  it('is inert where it is imported, and equal where it is exported again', async () => {
    const one = await start();
    await one.set(WORKING, { desk: 'd' });
    await one.on(await one.plan(WORKING, toProd(1)), 'apply', localOwner);
    const file = (await one.ask('GET', `/environments/${WORKING}/bundle`)).body;
    const other = await openWorkingApp();
    onTestFinished(() => other.close());
    const imported = await other.ask('POST', '/bundles', file);
    expect(imported).toMatchObject({
      status: 200,
      body: {
        workflows: [{ workflow: 'chaser', number: 1, new: true }],
        needs: [{ kind: 'slot', name: 'tms' }, { kind: 'variable', name: 'desk' }, { kind: 'connector' }],
      },
    });
    expect(await other.rows('SELECT 1 FROM live')).toEqual([]);
    expect(await other.ask('POST', '/bundles', file)).toMatchObject({
      body: { workflows: [{ number: 1, new: false }] },
    });
    await other.pipeline.adjustLive(WORKING, {
      change: (now) => ({ ...now, variables: { desk: 'another' } }),
      cause: { kind: 'variables', by: localOwner },
    });
    const made = planSchema.parse((await other.ask('POST', `/environments/${WORKING}/plans`, toProd(1))).body);
    await other.ask('POST', `/environments/${WORKING}/plans/${made.id}/apply`, { hash: made.hash });
    expect((await other.ask('GET', `/environments/${WORKING}/bundle`)).body).toEqual(file);
    const bent = structuredClone(file) as { bundle: { workflows: { name: string }[] } };
    for (const workflow of bent.bundle.workflows) workflow.name = 'Bent';
    expect(await other.ask('POST', '/bundles', bent)).toMatchObject({ status: 422, body: { code: 'invalid-bundle' } });
  });
});
