/*
 * A process that takes every partition for its own, whatever the group says: what a broker that has lost its mind, or a
 * process that was stopped and does not know it, would look like to the database.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { settingsOf } from '@slipway/runtime/composition/guards';
import { readConfig } from '@slipway/runtime/config/config';
import { openPostgres, PostgresNews } from '@slipway/runtime/database/index';
import { KafkaEventLog } from '@slipway/runtime/event-log/kafka';
import type { EventLog, PartitionReader } from '@slipway/runtime/event-log/port';
import { readSabotage, startPipeline } from '@slipway/runtime/pipeline/index';
import { temporaryVault } from '@slipway/runtime/vault/index';
import { z } from 'zod';

/** It shares the machine with those whom it disturbs. */
const IDLE_MS = 20;

z.config({ jitless: true });
const { services } = readConfig(settingsOf(process.env));
if (!services) throw new Error('a second owner needs the services');
const database = await openPostgres(services.database);
const log = new KafkaEventLog({ ...services.kafka, prefix: `${services.namespace}.` });

/** Hands out every partition and reads it without a group. */
const greedy: EventLog = {
  append: (environment, records) => log.append(environment, records),
  read: (environment, partition, from, limit) => log.read(environment, partition, from, limit),
  marks: (environment, partition) => log.marks(environment, partition),
  partitions: (environment) => log.partitions(environment),
  close: () => log.close(),
  consume: async (environment, own, signal) => {
    const partitions = await log.partitions(environment);
    await Promise.all(
      Array.from({ length: partitions }, (_, partition) => own(readerOf(environment, partition, signal))),
    );
  },
};

function readerOf(environment: string, partition: number, signal: AbortSignal): PartitionReader {
  return {
    partition,
    signal,
    async *batches(from, { events }) {
      for (let next = from; !signal.aborted; ) {
        const records = await log.read(environment, partition, next, events);
        next += records.length;
        yield records;
        if (records.length === 0) await sleep(IDLE_MS);
      }
    },
  };
}

await startPipeline({
  database,
  log: greedy,
  vault: temporaryVault(),
  createLog: (environment, partitions) => log.createEnvironment(environment, partitions),
  queue: {
    // What it decides it does not deliver: the reconcilers of the others find it.
    enqueue: async () => {},
    missing: async () => [],
    remove: async () => {},
    work: async () => ({ close: async () => {} }),
    close: async () => {},
  },
  news: new PostgresNews(database.pool, services.database, services.namespace),
  roles: new Set(['engine']),
  sabotage: readSabotage(process.env),
  outboxTransports: () => {
    throw new Error('it delivers nothing');
  },
  onError: () => {},
});
process.stdout.write('deciding\n');
