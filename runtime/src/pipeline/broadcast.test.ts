import { step } from '@slipway/shared/engine';
import type { CanonicalEvent } from '@slipway/shared/event';
import { expect, onTestFinished, test, vi } from 'vitest';
import { partitionOf } from '../event-log/partition-of.ts';
import { ROUND_CHUNK } from './round.ts';
import { type EmbeddedPipeline, ENVIRONMENT, startEmbedded, told } from './testing/embedded-pipeline.ts';
import { livedThrough, standInStep } from './testing/stand-in-step.ts';
import { verifyReplay } from './verify-replay.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 30_000 });

const listening = {
  formatVersion: 1,
  id: 'storm',
  name: 'Storm',
  subject: 'shipment',
  nodes: [
    { id: 'near', kind: 'trigger', title: 'A storm', config: { on: ['disruption.reported'] } },
    { id: 'end', kind: 'end', title: 'Done', config: { outcome: 'seen' } },
  ],
  edges: [{ from: 'near.out', to: 'end.in' }],
};

function storm(id: string): CanonicalEvent {
  return { ...told(id, 'disruption:d1', { description: 'storm' }), type: 'disruption.reported' };
}

function delivered(id: string, subject: string): CanonicalEvent {
  return { ...told(id, subject), type: 'shipment.delivered' };
}

async function lived(embedded: EmbeddedPipeline, subject: string) {
  const record = await embedded.record(subject);
  return record ? livedThrough(record) : [];
}

async function start(partitions: number) {
  const embedded = await startEmbedded({ partitions });
  await embedded.pipeline.releaseWorkflows(ENVIRONMENT, [listening]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  return embedded;
}

test('an event that concerns many reaches every subject of the kinds that listen, in all partitions, once', async () => {
  const embedded = await start(4);
  onTestFinished(() => embedded.close());
  const shipments = Array.from({ length: 40 }, (_, index) => `shipment:${index}`);
  expect(new Set(shipments.map((subject) => partitionOf(subject, 4))).size).toBe(4);
  const told1 = [...shipments, 'order:1'].map((subject) => told(`e-${subject}`, subject));
  await embedded.pipeline.append(ENVIRONMENT, told1);
  await embedded.pipeline.quiet(ENVIRONMENT);
  // Twice in the log: the second one is a duplicate, and nothing goes round for it.
  await embedded.pipeline.append(ENVIRONMENT, [storm('d1'), storm('d1')]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  for (const subject of shipments) expect(await lived(embedded, subject)).toEqual([`e-${subject}`, 'broadcast d1']);
  expect(await lived(embedded, 'order:1')).toEqual(['e-order:1']);
  expect(await lived(embedded, 'disruption:d1')).toEqual(['d1']);
  const [told2] = await embedded.rows(
    "SELECT input FROM decisions WHERE subject = 'shipment:7' ORDER BY commit_number DESC",
  );
  expect(told2).toEqual({ input: 'broadcast disruption.reported /test d1' });
});

test('it goes round in chunks behind live events, and a replay comes to the same', async () => {
  const embedded = await start(1);
  onTestFinished(() => embedded.close());
  const shipments = Array.from({ length: ROUND_CHUNK + 30 }, (_, index) => `shipment:${index}`);
  await embedded.pipeline.append(ENVIRONMENT, [
    ...shipments.map((subject) => told(`e-${subject}`, subject)),
    ...shipments.map((subject) => told(`o-${subject}`, `order:${subject}`)),
    storm('d1'),
  ]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  const counts = await Promise.all(shipments.map(async (subject) => (await lived(embedded, subject)).length));
  expect(counts.every((count) => count === 2)).toBe(true);
  const records = await embedded.log.read(ENVIRONMENT, 0, 0, 1_000);
  expect(records.filter((record) => record.kind === 'broadcast')).toHaveLength(2);
  const { database, log } = embedded;
  for (const batch of [1, 13, 500]) {
    expect(await verifyReplay({ database, log, step: standInStep }, ENVIRONMENT, { batch })).toMatchObject({
      identical: true,
    });
  }
});

test('what is over and has nothing open is left alone', async () => {
  const embedded = await startEmbedded({ partitions: 1, step });
  onTestFinished(() => embedded.close());
  await embedded.pipeline.releaseWorkflows(ENVIRONMENT, [listening]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  await embedded.pipeline.append(ENVIRONMENT, [
    told('e1', 'shipment:open'),
    delivered('e2', 'shipment:over'),
    storm('d1'),
  ]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  const fired = await embedded.rows<{ subject: string }>("SELECT subject FROM decisions WHERE workflow = 'storm'");
  expect(fired.map((row) => row.subject)).toEqual(['shipment:open']);
});

test('a crash in the middle of a round loses and doubles nobody', async () => {
  let embedded = await start(3);
  const shipments = Array.from({ length: 3 * ROUND_CHUNK }, (_, index) => `shipment:${index}`);
  await embedded.pipeline.append(
    ENVIRONMENT,
    shipments.map((subject) => told(`e-${subject}`, subject)),
  );
  await embedded.pipeline.quiet(ENVIRONMENT);
  await embedded.pipeline.append(ENVIRONMENT, [storm('d1')]);
  for (let round = 0; round < 4; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 15));
    embedded = await embedded.restart();
  }
  onTestFinished(() => embedded.close());
  await embedded.pipeline.quiet(ENVIRONMENT);
  const shown = await embedded.rows<{ subject: string }>(
    "SELECT subject FROM decisions WHERE input LIKE 'broadcast %'",
  );
  expect(shown).toHaveLength(shipments.length);
  expect(new Set(shown.map((row) => row.subject)).size).toBe(shipments.length);
});
