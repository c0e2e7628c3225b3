import { Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readHealth } from '../stores/connection-health-reads.ts';
import { jobId } from './job-id.ts';
import { type Answer, ENVIRONMENT, json, startEmbedded, told } from './testing/embedded-pipeline.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 30_000 });

type Embedded = Awaited<ReturnType<typeof startEmbedded>>;

async function start(answer: Answer, options: Parameters<typeof startEmbedded>[0] = {}): Promise<Embedded> {
  const embedded = await startEmbedded({ partitions: 1, answer, ...options });
  onTestFinished(() => embedded.close());
  return embedded;
}

const neverSent = async () => Promise.reject(new Error('no mail was asked for'));

async function state(embedded: Embedded, id: string) {
  return (await embedded.rows<{ id: string; state: string }>('SELECT * FROM actions')).find((row) => row.id === id);
}

async function results(embedded: Embedded) {
  const records = await embedded.log.read(ENVIRONMENT, 0, 0, 100);
  const events = records.filter((record) => record.kind === 'event').map((record) => JSON.parse(record.value));
  return events
    .filter((event) => event.type.startsWith('action.'))
    .map((event) => ({ id: event.id, data: event.data }));
}

test('an action is delivered once and its result comes back through the log', async () => {
  const embedded = await start(() => json({ accepted: true }));
  await embedded.pipeline.append(ENVIRONMENT, [told('e1', 's:a', { ask: 'act_1' })]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  expect(embedded.calls).toEqual([{ subject: 's:a' }]);
  expect(await state(embedded, 'act_1')).toMatchObject({ state: 'done', attempt: 1 });
  expect(await results(embedded)).toMatchObject([
    { id: 'act_1.done', data: { action: 'act_1', output: { body: { accepted: true } } } },
  ]);
});

test('a failure that may pass is tried again, and after the schedule the action is dead with its last reason', async () => {
  const embedded = await start(() => json({}, 503));
  await embedded.pipeline.append(ENVIRONMENT, [told('e1', 's:a', { ask: 'act_1' })]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  expect(embedded.calls).toHaveLength(3);
  expect(await state(embedded, 'act_1')).toMatchObject({ state: 'dead', attempt: 3, code: 'retries-exhausted' });
  expect(await results(embedded)).toMatchObject([{ id: 'act_1.failed', data: { code: 'retries-exhausted' } }]);
  const attempts = await embedded.rows('SELECT attempt, outcome FROM attempts ORDER BY attempt');
  expect(attempts).toEqual([1, 2, 3].map((attempt) => ({ attempt, outcome: 'transient' })));
});

test('a refusal is not repeated', async () => {
  const embedded = await start(() => json({}, 422));
  await embedded.pipeline.append(ENVIRONMENT, [told('e1', 's:a', { ask: 'act_1' })]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  expect(embedded.calls).toHaveLength(1);
  expect(await state(embedded, 'act_1')).toMatchObject({ state: 'dead', code: 'target-refused' });
});

test('an action of an unbound slot is dead at once and says so', async () => {
  const embedded = await start(() => json({}));
  await embedded.pipeline.append(ENVIRONMENT, [told('e1', 's:a', { ask: 'act_1', slot: 'erp' })]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  expect(await state(embedded, 'act_1')).toMatchObject({ state: 'dead', code: 'not-connected' });
});

test('a database that is away for a moment while a call is prepared costs time, not the action', async () => {
  let away = 2;
  const outboxTransports = () => {
    away -= 1;
    if (away >= 0) throw new Failure('unavailable', 'the database');
    return { fetch: async () => json({ accepted: true }), sendMail: neverSent, close: async () => {} };
  };
  const embedded = await start(() => json({}), { outboxTransports });
  await embedded.pipeline.append(ENVIRONMENT, [told('e1', 's:a', { ask: 'act_1' })]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  expect(away).toBe(-1);
  expect(await state(embedded, 'act_1')).toMatchObject({ state: 'done', attempt: 1 });
});

test('a person can try a dead action again, with another input, under the same key and with another result', async () => {
  const embedded = await start((_, call) => (call <= 3 ? json({}, 503) : json({ accepted: true })));
  await embedded.pipeline.append(ENVIRONMENT, [told('e1', 's:a', { ask: 'act_1' })]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  await embedded.pipeline.retryAction(ENVIRONMENT, 'act_1', {
    method: 'POST',
    path: '/ask',
    body: { subject: 'edited' },
  });
  await embedded.pipeline.quiet(ENVIRONMENT);
  expect(embedded.calls.at(-1)).toEqual({ subject: 'edited' });
  expect((await results(embedded)).map((event) => event.id)).toEqual(['act_1.failed', 'act_1.done.retry1']);
  await expect(embedded.pipeline.retryAction(ENVIRONMENT, 'act_1')).rejects.toMatchObject({ code: 'conflict' });
});

test('an action that is withdrawn before a worker takes it is never delivered', async () => {
  const embedded = await start(() => json({}, 503));
  await embedded.pipeline.append(ENVIRONMENT, [
    told('e1', 's:a', { ask: 'act_1' }),
    told('e2', 's:a', { withdraw: 'act_1' }),
  ]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  expect(embedded.calls).toEqual([]);
  expect(await state(embedded, 'act_1')).toMatchObject({ state: 'withdrawn', detail: 'disproved' });
});

test('a job that comes again after the outcome is recorded calls nobody', async () => {
  const embedded = await start(() => json({ accepted: true }));
  await embedded.pipeline.append(ENVIRONMENT, [told('e1', 's:a', { ask: 'act_1' })]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  // As a queue does that lost the end of a job, or that another reconciler fed.
  const jobs = [1, 2].map((attempt) => jobId({ environment: ENVIRONMENT, slot: 'tms', action: 'act_1', attempt }));
  await embedded.queue.enqueue(jobs.map((id) => ({ id })));
  await expect.poll(() => embedded.queue.missing(jobs)).toEqual(jobs);
  expect(embedded.calls).toHaveLength(1);
});

test('without its ledger a restart calls again: what the check of repeats must see', async () => {
  const embedded = await startEmbedded({ partitions: 1 });
  await embedded.pipeline.append(ENVIRONMENT, [told('e1', 's:a', { ask: 'act_1' })]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  const again = await embedded.restart({ ledger: false });
  onTestFinished(() => again.close());
  await expect.poll(() => again.calls).toHaveLength(2);
});

test('a call that was open when the process died is made again at the next start', async () => {
  let hang = true;
  const answer: Answer = () => (hang ? new Promise(() => {}) : json({ accepted: true }));
  const embedded = await startEmbedded({ partitions: 1, answer });
  await embedded.pipeline.append(ENVIRONMENT, [told('e1', 's:a', { ask: 'act_1' })]);
  await expect.poll(() => embedded.calls).toHaveLength(1);
  hang = false;
  const again = await embedded.restart();
  onTestFinished(() => again.close());
  await again.pipeline.quiet(ENVIRONMENT);
  expect(again.calls).toHaveLength(2);
  expect(await state(again, 'act_1')).toMatchObject({ state: 'done', attempt: 2 });
  expect(await again.rows('SELECT attempt, outcome FROM attempts ORDER BY attempt')).toEqual([
    { attempt: 1, outcome: 'ambiguous' },
    { attempt: 2, outcome: 'done' },
  ]);
});

test('an emptied queue costs time, not actions', async () => {
  const embedded = await start((_, call) =>
    call === 1 ? json({}, 503, { 'retry-after': '1' }) : json({ accepted: true }),
  );
  await embedded.pipeline.append(ENVIRONMENT, [told('e1', 's:a', { ask: 'act_1' })]);
  await expect.poll(() => state(embedded, 'act_1')).toMatchObject({ state: 'retrying' });
  await embedded.rows('DELETE FROM bullmq.job');
  await embedded.pipeline.reconcile();
  await embedded.pipeline.quiet(ENVIRONMENT);
  expect(await state(embedded, 'act_1')).toMatchObject({ state: 'done', attempt: 2 });
});

test('a dead target holds up no other', async () => {
  const answer: Answer = (body) =>
    (body as { subject: string }).subject === 's:dead' ? new Promise(() => {}) : json({});
  const embedded = await start(answer, { concurrency: { calls: 4, perConnection: 2 } });
  const tms = { connector: 'http', config: { baseUrl: 'http://erp.test', auth: { kind: 'none' } } };
  await embedded.pipeline.bindConnections(ENVIRONMENT, { erp: tms });
  const stuck = Array.from({ length: 12 }, (_, index) =>
    told(`d${index}`, 's:dead', { ask: `act_dead${index}`, slot: 'tms' }),
  );
  await embedded.pipeline.append(ENVIRONMENT, stuck);
  await expect.poll(() => embedded.calls, { timeout: 10_000 }).toHaveLength(2);
  await embedded.pipeline.append(ENVIRONMENT, [told('ok', 's:ok', { ask: 'act_ok', slot: 'erp' })]);
  await expect.poll(() => state(embedded, 'act_ok'), { timeout: 10_000 }).toMatchObject({ state: 'done' });
});

test('calls to a target that does not answer wait for it, and fail nobody', async () => {
  const embedded = await start(() => json({}, 503), { concurrency: { calls: 4, perConnection: 1 } });
  const asked = Array.from({ length: 12 }, (_, index) => told(`e${index}`, `s:${index}`, { ask: `act_${index}` }));
  await embedded.pipeline.append(ENVIRONMENT, asked);
  const { kysely } = embedded.database;
  const health = async () => (await readHealth(kysely, ENVIRONMENT, { sinceMs: 0, nowMs: Date.now() })).get('tms');
  await expect.poll(async () => (await health())?.resting, { timeout: 10_000 }).toMatchObject({ state: 'open' });
  expect(embedded.pipeline.breakers.get(`${ENVIRONMENT} tms`)).toMatchObject({ failures: LIMITS.breakerFailures });
  // Longer than any of them waits to be tried again.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(embedded.calls).toHaveLength(LIMITS.breakerFailures);
  expect(await embedded.rows("SELECT 1 FROM actions WHERE state = 'dead'")).toEqual([]);
});

test('once the target answers again one call finds it out, and all go on', async () => {
  let well = false;
  const answer: Answer = () => (well ? json({}) : json({}, 503));
  // In a replay the waits are short.
  const embedded = await start(answer, {
    kind: 'replay',
    concurrency: { calls: 4, perConnection: 1 },
    // Nobody else brings what waits.
    reconcileMs: 600_000,
  });
  const asked = Array.from({ length: 12 }, (_, index) => told(`e${index}`, `s:${index}`, { ask: `act_${index}` }));
  await embedded.pipeline.append(ENVIRONMENT, asked);
  await expect.poll(() => embedded.pipeline.breakers.size, { timeout: 10_000 }).toBe(1);
  well = true;
  await embedded.pipeline.quiet(ENVIRONMENT);
  expect(await embedded.rows("SELECT 1 FROM actions WHERE state = 'done'")).toHaveLength(12);
  expect(embedded.pipeline.breakers.size).toBe(0);
  await expect.poll(() => embedded.rows('SELECT 1 FROM breakers')).toEqual([]);
});
