import { instantFromMs } from '@slipway/shared/time';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openWorkingApp, WORKING, type WorkingAppOptions } from './testing/working-app.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 60_000 });

/** Opens a case and asks the TMS for every delay that is reported, then waits for the delivery. */
const chaser = {
  formatVersion: 1,
  id: 'chaser',
  name: 'Chaser',
  subject: 'shipment',
  connections: [{ slot: 'tms', connector: 'http' }],
  nodes: [
    { id: 'late', kind: 'trigger', title: 'Delayed', config: { on: ['shipment.delayed'] } },
    { id: 'case', kind: 'exception', title: 'Case', config: { type: 'late', severity: 'low', title: 'Late' } },
    {
      id: 'ask',
      kind: 'action',
      title: 'Ask',
      config: {
        slot: 'tms',
        operation: 'request',
        input: { method: 'POST', path: '/ask', body: { for: '${subject.id}' } },
      },
    },
    { id: 'arrival', kind: 'wait', title: 'Arrival', config: { for: { on: ['shipment.delivered'] } } },
    { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } },
  ],
  edges: [
    { from: 'late.out', to: 'case.in' },
    { from: 'case.opened', to: 'ask.in' },
    { from: 'ask.done', to: 'arrival.in' },
    { from: 'arrival.received', to: 'over.in' },
  ],
};

let events = 0;
async function start(options: WorkingAppOptions = {}) {
  const working = await openWorkingApp(options);
  onTestFinished(() => working.close());
  await working.pipeline.releaseWorkflows(WORKING, [chaser]);
  const happen = async (subject: string, type = 'shipment.delayed') => {
    events += 1;
    const event = { id: `e${events}`, source: '/tms', type, subject, time: instantFromMs(Date.now()) };
    await working.pipeline.ingest(WORKING, 'test', [Buffer.from(JSON.stringify(event))]);
  };
  const inside = (path: string) => `/environments/${WORKING}${path}`;
  return { ...working, happen, inside };
}

describe('a paused workflow', () => {
  it('watches on and records what it would have begun, and begins nothing until it is resumed', async () => {
    const { ask, inside, happen, pipeline, rows } = await start();
    const paused = await ask('POST', inside('/workflows/chaser/pause'), { reason: 'too loud' });
    expect(paused).toMatchObject({ status: 200, body: { paused: true, changed: true } });
    expect(await ask('POST', inside('/workflows/chaser/pause'), {})).toMatchObject({ body: { changed: false } });
    await happen('shipment:1');
    await pipeline.quiet(WORKING);
    expect(await rows('SELECT 1 FROM runs')).toEqual([]);
    expect(await rows(`SELECT 1 FROM decisions WHERE decision LIKE '%"did":"fired"%'`)).toHaveLength(1);
    expect(await rows('SELECT paused FROM live')).toEqual([{ paused: true }]);
    await ask('POST', inside('/workflows/chaser/resume'), {});
    await happen('shipment:1');
    await pipeline.quiet(WORKING);
    expect(await rows('SELECT status FROM runs')).toEqual([{ status: 'open' }]);
    const audited = await rows(
      "SELECT action, reason FROM audit_entries WHERE object = 'workflow:chaser' ORDER BY number",
    );
    expect(audited).toMatchObject([{ action: 'workflow.paused', reason: 'too loud' }, { action: 'workflow.resumed' }]);
  });

  it('finishes the runs that it has begun', async () => {
    const { ask, inside, happen, pipeline, rows } = await start();
    await happen('shipment:1');
    await pipeline.quiet(WORKING);
    await ask('POST', inside('/workflows/chaser/pause'), {});
    await happen('shipment:1', 'shipment.delivered');
    await pipeline.quiet(WORKING);
    expect(await rows('SELECT status, outcome FROM runs')).toEqual([{ status: 'ended', outcome: 'Over' }]);
  });

  it('is not found where it does not run', async () => {
    const { ask, inside } = await start();
    expect(await ask('POST', inside('/workflows/other/pause'), {})).toMatchObject({ status: 404 });
  });
});

describe('a run that somebody cancels', () => {
  it('ends as cancelled by whom and why, once, and its case stays open and says so', async () => {
    const { ask, inside, happen, pipeline, rows } = await start();
    await happen('shipment:1');
    await pipeline.quiet(WORKING);
    const [run] = await rows<{ id: string }>('SELECT id FROM runs');
    const path = inside(`/runs/${run?.id}/cancel`);
    expect(await ask('POST', path, { reason: 'sold' })).toMatchObject({
      status: 200,
      body: { id: run?.id, status: 'cancelled', outcome: 'cancelled by Local owner: sold' },
    });
    expect(await ask('POST', path, {})).toMatchObject({ status: 409, body: { detail: 'the run is cancelled' } });
    const { body } = await ask('GET', inside('/exceptions'));
    expect(body.items).toMatchObject([{ state: 'new', revision: 2 }]);
    const [item] = body.items as { id: string }[];
    const { body: detail } = await ask('GET', inside(`/exceptions/${item?.id}`));
    expect(detail.evidence).toMatchObject([{ label: 'Run cancelled', value: 'by Local owner: sold' }]);
    // What would have ended it finds nothing to go on with.
    await happen('shipment:1', 'shipment.delivered');
    await pipeline.quiet(WORKING);
    expect(await rows('SELECT status FROM runs')).toEqual([{ status: 'cancelled' }]);
  });

  it('does not do what nobody has begun to do for it', async () => {
    const { ask, inside, happen, pipeline, rows, calls } = await start();
    await ask('POST', inside('/hold'), { held: true, reason: '' });
    await happen('shipment:1');
    await expect.poll(() => rows('SELECT id FROM runs')).toHaveLength(1);
    const [run] = await rows<{ id: string }>('SELECT id FROM runs');
    expect(await ask('POST', inside(`/runs/${run?.id}/cancel`), {})).toMatchObject({ status: 200 });
    await ask('POST', inside('/hold'), { held: false });
    await pipeline.quiet(WORKING);
    expect(await rows('SELECT state FROM actions')).toEqual([{ state: 'withdrawn' }]);
    expect(calls).toEqual([]);
  });

  it('is not found where there is none of this id', async () => {
    const { ask, inside } = await start();
    expect(await ask('POST', inside('/runs/run_x/cancel'), {})).toMatchObject({ status: 404 });
  });
});

describe('actions that are held', () => {
  it('wait, while decisions go on, and all go out once they are let go', async () => {
    const { ask, inside, happen, pipeline, rows, calls } = await start();
    const held = await ask('POST', inside('/hold'), { held: true, reason: 'the TMS is being mended' });
    expect(held).toMatchObject({
      status: 200,
      body: { held: true, by: 'Local owner', reason: 'the TMS is being mended' },
    });
    for (const subject of ['shipment:1', 'shipment:2', 'shipment:3']) await happen(subject);
    await expect.poll(() => rows('SELECT id FROM exceptions')).toHaveLength(3);
    // Longer than the queue takes to be looked at again, several times.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(calls).toEqual([]);
    expect(await rows('SELECT DISTINCT state, attempt FROM actions')).toEqual([{ state: 'requested', attempt: 0 }]);
    expect((await ask('GET', inside('/hold'))).body).toMatchObject({ held: true, owed: 3 });
    expect((await ask('POST', inside('/hold'), { held: false })).body).toMatchObject({ held: false, by: null });
    await pipeline.quiet(WORKING);
    expect(calls).toHaveLength(3);
    expect(await rows('SELECT DISTINCT state FROM actions')).toEqual([{ state: 'done' }]);
    const audited = await rows("SELECT action FROM audit_entries WHERE object = 'environment:dev' ORDER BY number");
    expect(audited).toEqual([{ action: 'environment.actions.held' }, { action: 'environment.actions.released' }]);
  });

  it('wait also where they were to be tried again', async () => {
    let broken = true;
    const { ask, inside, happen, pipeline, rows, calls } = await start({
      target: () => (broken ? new Response('{}', { status: 503 }) : Response.json({})),
    });
    await happen('shipment:1');
    await expect.poll(() => calls.length).toBeGreaterThan(0);
    await ask('POST', inside('/hold'), { held: true });
    await expect.poll(() => rows("SELECT 1 FROM actions WHERE state = 'retrying'")).toHaveLength(1);
    broken = false;
    const before = calls.length;
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(calls).toHaveLength(before);
    await ask('POST', inside('/hold'), { held: false });
    await pipeline.quiet(WORKING);
    expect(await rows('SELECT state FROM actions')).toEqual([{ state: 'done' }]);
  });
});
