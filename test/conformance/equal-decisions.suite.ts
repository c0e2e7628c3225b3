import { join } from 'node:path';
import { openDatabase } from '@slipway/runtime/database/open-database';
import { EmbeddedEventLog } from '@slipway/runtime/event-log/embedded';
import { KafkaEventLog } from '@slipway/runtime/event-log/kafka';
import type { EventLog, NewRecord } from '@slipway/runtime/event-log/port';
import { verifyReplay } from '@slipway/runtime/pipeline/verify-replay';
import { step } from '@slipway/shared/engine';
import { expect, onTestFinished, test } from 'vitest';
import { play } from '../main-job/play.ts';
import { environment } from '../main-job/setup.ts';
import { unpackScms } from '../scms/file.ts';
import { startKafka } from '../services/kafka.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const LINES = 600;
const PAGE = 1_000;

/** Copies a log record by record; answers how many there were. */
async function copy(from: EventLog, to: KafkaEventLog): Promise<number> {
  const partitions = await from.partitions(environment);
  await to.createEnvironment(environment, partitions);
  let copied = 0;
  for (let partition = 0; partition < partitions; partition += 1) {
    for (let next = 0; ; ) {
      const page = await from.read(environment, partition, next, PAGE);
      const records = page.map(({ offset: _, ...record }): NewRecord => record);
      const positions = await to.append(environment, records);
      expect(positions.map(({ offset }) => offset)).toEqual(page.map(({ offset }) => offset));
      copied += page.length;
      next += page.length;
      if (page.length < PAGE) break;
    }
  }
  return copied;
}

test('what the embedded log made the loop decide, the same log in Kafka makes it decide, byte for byte', async () => {
  const temporary = await temporaryDirectory();
  onTestFinished(() => temporary.remove());
  const csv = join(temporary.path, 'scms.csv');
  await unpackScms(csv, (_, index) => index < LINES);
  const directory = join(temporary.path, 'data');
  await play({ directory, csv, days: 7, speed: 'max', timeoutMs: 120_000 });

  const kafka = await startKafka();
  onTestFinished(() => kafka.stop());
  const database = await openDatabase({ directory });
  onTestFinished(() => database.close());
  const log = new KafkaEventLog({ brokers: [kafka.url], prefix: 'check.', replication: 1 });
  onTestFinished(() => log.close());
  expect(await copy(new EmbeddedEventLog(database), log)).toBeGreaterThan(LINES);
  const embedded = await verifyReplay({ database, log: new EmbeddedEventLog(database), step }, environment);
  const full = await verifyReplay({ database, log, step }, environment);
  expect(full).toEqual(embedded);
  expect(full.identical).toBe(true);
  expect(full.compared).toBeGreaterThan(50);
}, 300_000);
