import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type EmbeddedPipeline, ENVIRONMENT, startEmbedded } from '../pipeline/testing/embedded-pipeline.ts';
import { livedThrough, standInStep } from '../pipeline/testing/stand-in-step.ts';
import { verifyReplay } from '../pipeline/verify-replay.ts';
import { Sources } from './sources.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 60_000 });

const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString();

function line(index: number, data: Record<string, unknown> = {}): string {
  const subject = `shipment:${index % 4}`;
  return JSON.stringify({
    id: `e${index}`,
    source: '/file',
    type: 'shipment.inTransit',
    subject,
    time: day(index >> 1),
    data: { classifier: 'ACT', ...data },
  });
}

function fileOf(lines: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-replay-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'events.jsonl');
  writeFileSync(path, lines.join('\n'));
  return path;
}

function sourcesOf({ database, log, pipeline, errors }: EmbeddedPipeline): Sources {
  return new Sources({ database, log, pipeline, onError: (error) => errors.push(error) });
}

async function replay(embedded: EmbeddedPipeline, path: string): Promise<Sources> {
  const sources = sourcesOf(embedded);
  await sources.add(ENVIRONMENT, { id: 'file', connector: 'file', config: { path, format: 'jsonl' } });
  return sources;
}

async function finished(sources: Sources): Promise<void> {
  await expect.poll(() => sources.replay(ENVIRONMENT)?.state, { timeout: 30_000 }).toBe('finished');
}

async function story(embedded: EmbeddedPipeline) {
  const records = await Promise.all([0, 1, 2, 3].map((index) => embedded.record(`shipment:${index}`)));
  return records.map((record) => record && livedThrough(record));
}

const lines = Array.from({ length: 40 }, (_, index) =>
  line(index, index % 5 === 0 ? { set: { t: Date.parse(day((index >> 1) + 3)) }, ask: `act_${index}` } : {}),
);

test('a replay decides at its own time, fires what falls due between and behind the events, and then stands still', async () => {
  const embedded = await startEmbedded({ kind: 'replay' });
  onTestFinished(() => embedded.close());
  const sources = await replay(embedded, fileOf(lines));
  await finished(sources);
  const [first] = await story(embedded);
  expect(first?.slice(0, 5)).toEqual(['e0', 'act_0.done', 'e4', 'timer t', 'e8']);
  expect(await embedded.rows('SELECT 1 FROM timers')).toEqual([]);
  expect(sources.replay(ENVIRONMENT)).toMatchObject({ done: 40, total: 40, at: day(17 + 3) });
  expect(embedded.calls).toHaveLength(8);
  const { database, log } = embedded;
  expect(await verifyReplay({ database, log, step: standInStep }, ENVIRONMENT, { batch: 3 })).toMatchObject({
    identical: true,
  });
});

test('a replay that is cut off again and again comes to the same story, and nothing comes twice', async () => {
  const whole = await startEmbedded({ kind: 'replay' });
  onTestFinished(() => whole.close());
  await finished(await replay(whole, fileOf(lines)));
  let cut = await startEmbedded({ kind: 'replay' });
  const path = fileOf(lines);
  for (let round = 0; round < 4; round += 1) {
    const sources = await replay(cut, path);
    await new Promise((resolve) => setTimeout(resolve, 60 + 40 * round));
    await sources.stop();
    cut = await cut.restart();
  }
  onTestFinished(() => cut.close());
  await finished(await replay(cut, path));
  expect(await story(cut)).toEqual(await story(whole));
  const { partitions } = await cut.pipeline.accounting(ENVIRONMENT);
  expect(partitions.map((each) => each.outcomes.duplicate)).toEqual([0, 0]);
});

test('a bad record is one dead letter, also when the file is read again, and the others are played', async () => {
  let embedded = await startEmbedded({ kind: 'replay' });
  const path = fileOf([line(0), '{"broken"', line(1)]);
  await finished(await replay(embedded, path));
  await embedded.rows("UPDATE sources SET state = 'running', cursor = NULL");
  embedded = await embedded.restart();
  onTestFinished(() => embedded.close());
  await finished(await replay(embedded, path));
  expect(await embedded.rows('SELECT source, position, code FROM dead_letters')).toEqual([
    { source: 'file', position: 'record 2', code: 'invalid-json' },
  ]);
});

test('a replay can be slowed down, paused and hurried on while it runs', async () => {
  const embedded = await startEmbedded({ kind: 'replay' });
  onTestFinished(() => embedded.close());
  const sources = sourcesOf(embedded);
  await sources.add(ENVIRONMENT, {
    id: 'file',
    connector: 'file',
    config: { path: fileOf(lines), format: 'jsonl', speed: 0.001 },
  });
  await expect.poll(() => sources.replay(ENVIRONMENT)?.done).toBe(2);
  await sources.changeReplay(ENVIRONMENT, { state: 'paused', speed: 10_000 });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(sources.replay(ENVIRONMENT)).toMatchObject({ state: 'paused', done: 2 });
  await sources.changeReplay(ENVIRONMENT, { state: 'running' });
  await finished(sources);
});

test('a recorded decision that was tampered with is found', async () => {
  const embedded = await startEmbedded({ kind: 'replay' });
  onTestFinished(() => embedded.close());
  await finished(await replay(embedded, fileOf(lines)));
  await embedded.rows(`UPDATE decisions SET decision = replace(decision, '"out"', '"in"')
    WHERE (partition, commit_number, position) = (SELECT partition, commit_number, position FROM decisions
      WHERE subject = 'shipment:2' ORDER BY commit_number, position LIMIT 1)`);
  const { database, log } = embedded;
  const report = await verifyReplay({ database, log, step: standInStep }, ENVIRONMENT);
  expect(report).toMatchObject({ identical: false, firstDifference: { field: 'decision' } });
});

test('a file in a live environment is taken in once, in its own order', async () => {
  let embedded = await startEmbedded({ kind: 'live' });
  const path = fileOf(lines);
  for (let round = 0; round < 2; round += 1) {
    const sources = await replay(embedded, path);
    const state = async () => (await embedded.rows<{ state: string }>('SELECT state FROM sources'))[0]?.state;
    await expect.poll(state).toBe('finished');
    await embedded.pipeline.quiet(ENVIRONMENT);
    await sources.stop();
    embedded = await embedded.restart();
  }
  onTestFinished(() => embedded.close());
  expect((await embedded.rows('SELECT 1 FROM seen_events')).length).toBe(40 + 8);
});
