import { LIMITS } from '@slipway/shared/limits';
import { expect, onTestFinished, test, vi } from 'vitest';
import { retryDeadLetter } from '../sources/index.ts';
import { ENVIRONMENT, startEmbedded } from './testing/embedded-pipeline.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 30_000 });

const good = {
  specversion: '1.0',
  id: 'e1',
  source: '/erp',
  type: 'shipment.delivered',
  subject: 'shipment:1',
  time: '2026-01-01T10:00:00+02:00',
  data: { classifier: 'ACT' },
};
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

async function start() {
  const embedded = await startEmbedded();
  onTestFinished(() => embedded.close());
  return embedded;
}

test('a good event lies in the log and a bad one among the dead letters, both before it is acknowledged', async () => {
  const { pipeline, log, rows } = await start();
  const [first, second] = await pipeline.ingest(ENVIRONMENT, 'api', [bytes(good), bytes('{"id": NaN}')]);
  expect(first).toMatchObject({ ok: true, id: 'e1' });
  const [record] = first?.ok ? await log.read(ENVIRONMENT, first.position.partition, first.position.offset, 1) : [];
  expect(JSON.parse(record?.value ?? '{}')).toMatchObject({ id: 'e1', time: '2026-01-01T08:00:00.000Z' });
  expect(second).toMatchObject({ ok: false, code: 'invalid-json' });
  const [letter] = await rows<{ bytes: Uint8Array; code: string }>('SELECT * FROM dead_letters');
  expect(Buffer.from(letter?.bytes ?? []).toString()).toBe('{"id": NaN}');
});

test('of an oversize event the beginning is kept, with its true size and hash', async () => {
  const { pipeline, rows } = await start();
  const large = bytes({ ...good, data: { note: 'x'.repeat(LIMITS.eventBytes) } });
  const [result] = await pipeline.ingest(ENVIRONMENT, 'api', [large]);
  expect(result).toMatchObject({ ok: false, code: 'too-large' });
  const [letter] = await rows<{ bytes: Uint8Array; truncated: boolean; detail: string }>('SELECT * FROM dead_letters');
  expect(letter).toMatchObject({ truncated: true });
  expect(letter?.bytes.length).toBe(LIMITS.deadLetterBytes);
  expect(letter?.detail).toContain(`${large.length} bytes, sha256 `);
});

test('nobody can post the result of an action', async () => {
  const { pipeline } = await start();
  const forged = bytes({ ...good, type: 'action.done', data: { action: 'act_1' } });
  expect(await pipeline.ingest(ENVIRONMENT, 'api', [forged])).toMatchObject([{ ok: false, code: 'unknown-type' }]);
});

test('a dead letter with a corrected text goes in, and only once', async () => {
  const { database, pipeline, rows } = await start();
  const [result] = await pipeline.ingest(ENVIRONMENT, 'api', [bytes({ ...good, time: '2026-02-30T00:00:00Z' })]);
  const letter = result?.ok === false ? result.deadLetter : '';
  const retry = (text?: string) => retryDeadLetter({ database, pipeline }, ENVIRONMENT, letter, { text });
  expect(await retry()).toMatchObject({ outcome: 'refused', reason: { code: 'invalid-date' } });
  expect(await retry(JSON.stringify(good))).toEqual({ outcome: 'accepted', reason: null });
  await pipeline.quiet(ENVIRONMENT);
  expect(await rows('SELECT source, event FROM seen_events')).toEqual([{ source: '/erp', event: 'e1' }]);
  await expect(retry()).rejects.toMatchObject({ code: 'conflict' });
});

test('nobody outside may speak in our name, by the source or by the type', async () => {
  const { pipeline } = await start();
  const results = await pipeline.ingest(ENVIRONMENT, 'api', [
    bytes({ ...good, source: 'slipway/w' }),
    bytes({ ...good, type: 'source.silent', data: { source: '/erp', since: '2026-01-01T08:00:00.000Z' } }),
  ]);
  expect(results).toMatchObject([
    { ok: false, code: 'invalid-event' },
    { ok: false, code: 'unknown-type' },
  ]);
});
