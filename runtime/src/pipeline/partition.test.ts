import { expect, onTestFinished, test, vi } from 'vitest';
import { EmbeddedEventLog } from '../event-log/index.ts';
import { temporaryVault } from '../vault/index.ts';
import { eventRecord } from './log-writer.ts';
import { startPipeline } from './start-pipeline.ts';
import { ENVIRONMENT, startEmbedded, told } from './testing/embedded-pipeline.ts';
import { livedThrough, standInStep } from './testing/stand-in-step.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 30_000 });

async function lived(embedded: Awaited<ReturnType<typeof startEmbedded>>, subject: string) {
  const record = await embedded.record(subject);
  return record ? livedThrough(record) : [];
}

test('events of a subject are decided once and in order, and every position is accounted for', async () => {
  const embedded = await startEmbedded();
  onTestFinished(() => embedded.close());
  const events = Array.from({ length: 300 }, (_, index) => told(`e${index}`, `s:${index % 10}`));
  await embedded.pipeline.append(ENVIRONMENT, [...events, ...events.slice(0, 50)]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  expect(await lived(embedded, 's:3')).toEqual(
    events.filter((event) => event.subject === 's:3').map((event) => event.id),
  );
  const { partitions } = await embedded.pipeline.accounting(ENVIRONMENT);
  const sum = (name: 'decided' | 'duplicate') => partitions.reduce((total, each) => total + each.outcomes[name], 0);
  expect([sum('decided'), sum('duplicate')]).toEqual([300, 50]);
  expect(partitions.flatMap((each) => each.unaccounted)).toEqual([]);
});

test('of two owners of a partition the one whose token is stale stores nothing, and nothing is doubled', async () => {
  const embedded = await startEmbedded({ partitions: 1 });
  onTestFinished(() => embedded.close());
  await embedded.pipeline.append(ENVIRONMENT, [told('e0', 's:a')]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  // A second log object on the same tables: to it the partition looks free, as to a zombie that was thought dead.
  const otherLog = new EmbeddedEventLog(embedded.database);
  const lost: unknown[] = [];
  const other = await startPipeline({
    database: embedded.database,
    log: otherLog,
    vault: temporaryVault(),
    createLog: async () => {},
    step: standInStep,
    onError: (error) => lost.push(error),
    outboxTransports: () => Promise.reject(new Error('unused')),
    queue: {
      enqueue: async () => {},
      missing: async () => [],
      remove: async () => {},
      work: async () => ({ close: async () => {} }),
      close: async () => {},
    },
  });
  const events = Array.from({ length: 40 }, (_, index) => told(`e${index + 1}`, 's:a'));
  for (const event of events) {
    // Each hears of every second append at once, and of the others when it looks again.
    await (event.id.endsWith('0') ? otherLog : embedded.log).append(ENVIRONMENT, [eventRecord(event)]);
    if (event.id.endsWith('5')) await new Promise((resolve) => setTimeout(resolve, 120));
  }
  await otherLog.append(ENVIRONMENT, [eventRecord(told('last', 's:a'))]);
  await embedded.log.append(ENVIRONMENT, [eventRecord(told('very-last', 's:a'))]);
  await expect.poll(() => lived(embedded, 's:a')).toHaveLength(43);
  await other.stop(0);
  await otherLog.close();
  expect([...lost, ...embedded.errors].map((error) => (error as { code?: string }).code)).toContain('commit-lost');
  expect(await lived(embedded, 's:a')).toEqual(['e0', ...events.map((event) => event.id), 'last', 'very-last']);
  const [counter] = await embedded.rows<{ count: number }>(
    "SELECT sum(count)::int AS count FROM counters WHERE port = ''",
  );
  expect(counter?.count).toBe(43);
});

test('an event whose decision cannot be stored is found and set aside; its neighbours are decided', async () => {
  const embedded = await startEmbedded({ partitions: 1 });
  onTestFinished(() => embedded.close());
  const events = Array.from({ length: 30 }, (_, index) =>
    told(`e${index}`, 's:a', index === 17 ? { unstorable: true } : {}),
  );
  await embedded.pipeline.append(ENVIRONMENT, events);
  await embedded.pipeline.quiet(ENVIRONMENT);
  expect(await lived(embedded, 's:a')).toEqual(events.filter((_, index) => index !== 17).map((event) => event.id));
  expect(await embedded.rows('SELECT code, "offset" FROM dead_letters')).toEqual([
    { code: 'decision-failed', offset: 17 },
  ]);
});

test('a live partition fires a timer by itself when no event comes', async () => {
  const embedded = await startEmbedded();
  onTestFinished(() => embedded.close());
  await embedded.pipeline.append(ENVIRONMENT, [told('e1', 's:a', { set: { soon: Date.now() + 250 } })]);
  await expect.poll(() => lived(embedded, 's:a'), { timeout: 5_000 }).toEqual(['e1', 'timer soon']);
});

test('after an outage of over a minute, timers that fell due in it wait ten minutes of clock', async () => {
  let nowMs = Date.UTC(2026, 0, 1);
  const clock = { nowMs: () => nowMs };
  const first = await startEmbedded({ partitions: 1, clock });
  await first.pipeline.append(ENVIRONMENT, [told('e1', 's:a', { set: { due: nowMs + 60_000 } })]);
  await first.pipeline.quiet(ENVIRONMENT);
  nowMs += 3_600_000;
  const second = await first.restart();
  onTestFinished(() => second.close());
  await second.pipeline.append(ENVIRONMENT, [told('queued', 's:a')]);
  await second.pipeline.quiet(ENVIRONMENT);
  expect(await lived(second, 's:a')).toEqual(['e1', 'queued']);
  nowMs += 10 * 60_000;
  await expect.poll(() => lived(second, 's:a'), { timeout: 5_000 }).toEqual(['e1', 'queued', 'timer due']);
});

test('a restart in the middle goes on exactly where it was', async () => {
  let embedded = await startEmbedded({ partitions: 2 });
  const ids: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    const events = Array.from({ length: 200 }, (_, index) => told(`r${round}-${index}`, 's:a'));
    ids.push(...events.map((event) => event.id));
    await embedded.pipeline.append(ENVIRONMENT, events);
    embedded = await embedded.restart();
  }
  onTestFinished(() => embedded.close());
  await embedded.pipeline.quiet(ENVIRONMENT);
  expect(await lived(embedded, 's:a')).toEqual(ids);
  const { partitions } = await embedded.pipeline.accounting(ENVIRONMENT);
  expect(partitions.flatMap((each) => each.unaccounted)).toEqual([]);
});
