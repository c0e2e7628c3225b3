import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CanonicalEvent } from '@slipway/shared/event';
import type { MappedEvent } from '@slipway/shared/mapping';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type EmbeddedPipeline, ENVIRONMENT, startEmbedded, told } from '../pipeline/testing/embedded-pipeline.ts';
import { livedThrough, standInStep } from '../pipeline/testing/stand-in-step.ts';
import { verifyReplay } from '../pipeline/verify-replay.ts';
import { withSilences } from './silence.ts';
import { SilenceWatch } from './silence-watch.ts';
import { Sources } from './sources.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 60_000 });

const HOUR_MS = 3_600_000;
const feed = { environment: ENVIRONMENT, feed: 'trackers' };
const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();

function mapped(source: string, hour: number): MappedEvent {
  const event: CanonicalEvent = { ...told(`${source} ${hour}`, 'shipment:1'), source, time: at(hour) };
  return { event, at: at(hour), rank: 0, sequence: 0 };
}

const listening = {
  formatVersion: 1,
  id: 'quiet',
  name: 'Quiet',
  subject: 'shipment',
  nodes: [
    { id: 'silent', kind: 'trigger', title: 'Silent', config: { on: ['source.silent', 'source.heard'] } },
    { id: 'end', kind: 'end', title: 'Done', config: { outcome: 'seen' } },
  ],
  edges: [{ from: 'silent.out', to: 'end.in' }],
};

async function lived(embedded: EmbeddedPipeline, subject: string) {
  const record = await embedded.record(subject);
  return (record ? livedThrough(record) : []).map(String);
}

test('a recording has one silence for each gap of a source that is longer than allowed, and none behind its end', () => {
  const events = [0, 1, 3, 4].map((hour) => mapped('/a', hour)).concat([0, 9].map((hour) => mapped('/b', hour)));
  const silences = withSilences(events, feed, 2 * HOUR_MS).slice(events.length);
  expect(silences.map(({ event, at: moment }) => [event.type, event.subject, moment, event.data.since])).toEqual([
    ['source.silent', 'source:/b', at(2), at(0)],
    ['source.heard', 'source:/b', at(9), at(0)],
  ]);
  expect(withSilences(events, feed, 1.5 * HOUR_MS)).toHaveLength(events.length + 4);
  expect(new Set(silences.map(({ event }) => event.id)).size).toBe(2);
});

test('in a replay the silence falls at its own time, before what the source tells when it is back', async () => {
  const embedded = await startEmbedded({ kind: 'replay' });
  onTestFinished(() => embedded.close());
  await embedded.pipeline.releaseWorkflows(ENVIRONMENT, [listening]);
  const folder = mkdtempSync(join(tmpdir(), 'slipway-silence-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'events.jsonl');
  const lines = [0, 1, 8].map((hour) => ({ id: `e${hour}`, source: '/a', type: 'shipment.inTransit', time: at(hour) }));
  writeFileSync(path, lines.map((line) => JSON.stringify({ ...line, subject: 'shipment:1' })).join('\n'));
  const { database, log, pipeline, errors } = embedded;
  const sources = new Sources({ database, log, pipeline, onError: (error) => errors.push(error) });
  const config = { path, format: 'jsonl', silentAfter: '2h' };
  await sources.add(ENVIRONMENT, { id: 'trackers', connector: 'file', config });
  await expect.poll(() => sources.replay(ENVIRONMENT)?.state, { timeout: 30_000 }).toBe('finished');
  const story = await lived(embedded, 'shipment:1');
  expect(story.map((entry) => entry.replace(/src_\w+/, 'src'))).toEqual([
    'e0',
    'e1',
    'broadcast src',
    'e8',
    'broadcast src',
  ]);
  const decided = await embedded.rows<{ input: string; at_ms: number }>(
    "SELECT input, at_ms FROM decisions WHERE input LIKE 'broadcast %' ORDER BY at_ms",
  );
  expect(decided.map(({ input, at_ms }) => [input.split(' ')[1], new Date(at_ms).toISOString()])).toEqual([
    ['source.silent', at(3)],
    ['source.heard', at(8)],
  ]);
  expect(await verifyReplay({ database, log, step: standInStep }, ENVIRONMENT)).toMatchObject({ identical: true });
});

test('a live source that delivers nothing is silent once, and heard once when it is back', async () => {
  let nowMs = Date.UTC(2026, 0, 1);
  const embedded = await startEmbedded({ partitions: 2, clock: { nowMs: () => nowMs } });
  onTestFinished(() => embedded.close());
  const onError = (error: unknown) => embedded.errors.push(error);
  const watches = [1, 2].map(() => new SilenceWatch({ pipeline: embedded.pipeline, onError }, feed, 2 * HOUR_MS));
  onTestFinished(async () => void (await Promise.all(watches.map((watch) => watch.stop()))));
  const look = async () => {
    await Promise.all(watches.map((watch) => watch.look()));
    await embedded.pipeline.quiet(ENVIRONMENT);
    return (await lived(embedded, 'source:/a')).length;
  };
  await watches[0]?.heard(['/a']);
  expect(await look()).toBe(0);
  nowMs += HOUR_MS;
  await watches[1]?.heard(['/a']);
  expect(await look()).toBe(0);
  nowMs += 1.5 * HOUR_MS;
  expect(await look()).toBe(0);
  nowMs += HOUR_MS;
  expect(await look()).toBe(1);
  nowMs += 5 * HOUR_MS;
  expect(await look()).toBe(1);
  await Promise.all(watches.map((watch) => watch.heard(['/a'])));
  expect(await look()).toBe(2);
  const types = await embedded.rows<{ input: string }>(
    "SELECT input FROM decisions WHERE subject = 'source:/a' ORDER BY commit_number",
  );
  expect(types.map(({ input }) => input.split(' ')[1])).toEqual(['source.silent', 'source.heard']);
  const logged = await embedded.rows("SELECT 1 FROM event_log WHERE kind = 'event' AND key = 'source:/a'");
  expect(logged).toHaveLength(2);
  expect(embedded.errors).toEqual([]);
});

test('what nobody was here to read is no silence', async () => {
  let nowMs = Date.UTC(2026, 0, 1);
  const embedded = await startEmbedded({ clock: { nowMs: () => nowMs } });
  onTestFinished(() => embedded.close());
  const watching = () => new SilenceWatch({ pipeline: embedded.pipeline, onError: () => {} }, feed, 2 * HOUR_MS);
  const first = watching();
  await first.heard(['/a']);
  await first.stop();
  nowMs += 10 * HOUR_MS;
  const second = watching();
  onTestFinished(() => second.stop());
  nowMs += HOUR_MS;
  await second.look();
  expect(await embedded.rows('SELECT 1 FROM heard_sources WHERE silent_since_ms IS NOT NULL')).toEqual([]);
  nowMs += HOUR_MS;
  await second.look();
  expect(await embedded.rows('SELECT 1 FROM heard_sources WHERE silent_since_ms IS NOT NULL')).toHaveLength(1);
});

test('a file that is read once into a live environment cannot be watched for silence', async () => {
  const embedded = await startEmbedded();
  onTestFinished(() => embedded.close());
  const { database, log, pipeline } = embedded;
  const sources = new Sources({ database, log, pipeline, onError: () => {} });
  const config = { path: '/nowhere', format: 'jsonl', silentAfter: '2h' };
  const added = sources.add(ENVIRONMENT, { id: 'f', connector: 'file', config });
  await expect(added).rejects.toMatchObject({ code: 'invalid-request' });
});
