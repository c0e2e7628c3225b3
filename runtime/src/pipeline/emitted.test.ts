import type { CanonicalEvent } from '@slipway/shared/event';
import { LIMITS } from '@slipway/shared/limits';
import { expect, onTestFinished, test, vi } from 'vitest';
import { EmbeddedEventLog, type NewRecord } from '../event-log/index.ts';
import { type EmbeddedPipeline, ENVIRONMENT, startEmbedded, told } from './testing/embedded-pipeline.ts';
import { livedThrough, standInStep } from './testing/stand-in-step.ts';
import { verifyReplay } from './verify-replay.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 30_000 });

function emitted(id: string, subject: string, hop = 1): CanonicalEvent {
  return { ...told(id, subject), source: 'slipway/w', hop };
}

async function lived(embedded: EmbeddedPipeline, subject: string) {
  const record = await embedded.record(subject);
  return record ? livedThrough(record) : [];
}

test('what many subjects emit reaches another one in their order, each once', async () => {
  const embedded = await startEmbedded({ partitions: 3 });
  onTestFinished(() => embedded.close());
  const events = Array.from({ length: 60 }, (_, index) => {
    const emit = [emitted(`evt_${index}a`, 'carrier:x'), emitted(`evt_${index}b`, 'carrier:x')];
    return told(`e${index}`, `s:${index % 5}`, { emit });
  });
  await embedded.pipeline.append(ENVIRONMENT, events);
  await embedded.pipeline.quiet(ENVIRONMENT);
  const reached = (await lived(embedded, 'carrier:x')).map(String);
  expect(new Set(reached).size).toBe(120);
  expect(reached).toHaveLength(120);
  for (let subject = 0; subject < 5; subject += 1) {
    const own = events.flatMap((_, index) => (index % 5 === subject ? [`evt_${index}a`, `evt_${index}b`] : []));
    expect(reached.filter((id) => own.includes(id))).toEqual(own);
  }
  expect((await embedded.pipeline.accounting(ENVIRONMENT)).outboxPending).toBe(0);
  const { database, log } = embedded;
  expect(await verifyReplay({ database, log, step: standInStep }, ENVIRONMENT, { batch: 7 })).toMatchObject({
    identical: true,
  });
});

test('a crash between the commit and the append, and one behind the append, lose and double nothing', async () => {
  const first = await startEmbedded({ partitions: 2 });
  const append = EmbeddedEventLog.prototype.append;
  // What the relay brings is refused from here on, so it stays in the outbox; or appended and said to be lost.
  let mode: 'refuse' | 'append' = 'refuse';
  first.log.append = async function (this: EmbeddedEventLog, environment: string, records: readonly NewRecord[]) {
    if (!records.some((record) => record.value.includes('slipway/w'))) return append.call(this, environment, records);
    if (mode === 'append') await append.call(this, environment, records);
    throw new Error('no answer');
  };
  const direct = (event: CanonicalEvent) => ({
    kind: 'event' as const,
    key: event.subject,
    value: JSON.stringify(event),
  });
  const causes = ['a', 'b'].map((name) => told(name, `s:${name}`, { emit: [emitted(`evt_${name}`, 'carrier:x')] }));
  // The causing events carry what they emit, so they go past the refusal.
  const [one, two] = causes.map(direct);
  if (!one || !two) throw new Error('two causes');
  await append.call(first.log, ENVIRONMENT, [one]);
  await expect.poll(() => first.rows('SELECT 1 FROM event_outbox')).toHaveLength(1);
  mode = 'append';
  await append.call(first.log, ENVIRONMENT, [two]);
  await expect.poll(async () => (await lived(first, 'carrier:x')).length, { timeout: 5_000 }).toBeGreaterThan(0);
  expect((await first.rows('SELECT 1 FROM event_outbox')).length).toBeGreaterThan(0);
  const second = await first.restart();
  onTestFinished(() => second.close());
  await second.pipeline.quiet(ENVIRONMENT);
  expect([...(await lived(second, 'carrier:x'))].sort()).toEqual(['evt_a', 'evt_b']);
  expect(await second.rows('SELECT 1 FROM event_outbox')).toEqual([]);
});

test('an event that caused itself too often is set aside once, with a clear code, and goes no further', async () => {
  const embedded = await startEmbedded();
  onTestFinished(() => embedded.close());
  const emit = [emitted('evt_ok', 'carrier:x', LIMITS.hops), emitted('evt_loop', 'carrier:x', LIMITS.hops + 1)];
  await embedded.pipeline.append(ENVIRONMENT, [told('e1', 's:a', { emit }), told('e2', 's:a', { emit })]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  expect(await lived(embedded, 'carrier:x')).toEqual(['evt_ok']);
  const letters = await embedded.rows<{ code: string; bytes: Uint8Array }>('SELECT code, bytes FROM dead_letters');
  expect(letters.map((letter) => letter.code)).toEqual(['too-many-hops']);
  expect(JSON.parse(Buffer.from(letters[0]?.bytes ?? []).toString())).toMatchObject({ id: 'evt_loop' });
});

test('an emitted event larger than an event may be is set aside', async () => {
  const embedded = await startEmbedded();
  onTestFinished(() => embedded.close());
  const large = { ...emitted('evt_large', 'carrier:x'), data: { text: 'x'.repeat(LIMITS.eventBytes) } };
  await embedded.pipeline.append(ENVIRONMENT, [told('e1', 's:a', { emit: [large] })]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  expect(await embedded.rows('SELECT code FROM dead_letters')).toEqual([{ code: 'too-large' }]);
});
