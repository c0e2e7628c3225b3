import { type ActionQueue, openEmbeddedQueue } from '@slipway/runtime/action-queue/index';
import { openRedisQueue } from '@slipway/runtime/action-queue/redis';
import { type Database, openPostgres, openTemporaryDatabase, PostgresNews } from '@slipway/runtime/database/index';
import { EmbeddedEventLog } from '@slipway/runtime/event-log/embedded';
import { KafkaEventLog } from '@slipway/runtime/event-log/kafka';
import type { EventLog } from '@slipway/runtime/event-log/port';
import { type Pipeline, startPipeline } from '@slipway/runtime/pipeline/start-pipeline';
import { temporaryVault } from '@slipway/runtime/vault/index';
import { startServices } from '../../full/services.ts';
import { say } from '../../support/report.ts';

/** A running pipeline of one size, with what it stands on. */
export interface Surroundings {
  readonly pipeline: Pipeline;
  readonly database: Database;
  readonly log: EventLog;
  close(): Promise<void>;
}

type Adapters = Omit<Parameters<typeof startPipeline>[0], 'onError' | 'outboxTransports' | 'vault' | 'queue'>;

/** The pipeline on PGlite, in this process. */
export async function openEmbedded(): Promise<Surroundings> {
  const database = await openTemporaryDatabase();
  const log = new EmbeddedEventLog(database);
  const queue = await openEmbeddedQueue(database, { onError: complain });
  return running({ database, log, createLog: (id, count) => log.createEnvironment(id, count) }, queue);
}

/** The pipeline on Kafka, PostgreSQL and Redis, as one process of an installation. */
export async function openFull(): Promise<Surroundings> {
  const services = await startServices();
  const postgres = { url: services.postgres.url, onError: complain };
  const database = await openPostgres(postgres);
  const news = new PostgresNews(database.pool, postgres, 'examples');
  const log = new KafkaEventLog({ brokers: [services.kafka.url], prefix: 'examples.', replication: 1 });
  const queue = await openRedisQueue({ url: services.redis.url, prefix: 'examples', onError: complain });
  const adapters = { database, log, news, createLog: (id: string, count: number) => log.createEnvironment(id, count) };
  const opened = await running(adapters, queue);
  return {
    ...opened,
    close: async () => {
      await opened.close();
      await news.close();
      await services.stop();
    },
  };
}

async function running(adapters: Adapters, queue: ActionQueue): Promise<Surroundings> {
  const { database, log } = adapters;
  const pipeline = await startPipeline({
    ...adapters,
    // Systems answer when the scenario says so: nothing is taken out of the queue.
    queue: { ...bound(queue), work: async () => ({ close: async () => {} }) },
    vault: temporaryVault(),
    outboxTransports: () => {
      throw new Error('no action is delivered');
    },
    onError: complain,
  });
  return {
    pipeline,
    database,
    log,
    close: async () => {
      await pipeline.stop(0);
      await queue.close();
      await log.close();
      await database.close();
    },
  };
}

function bound(queue: ActionQueue): ActionQueue {
  return {
    enqueue: (jobs) => queue.enqueue(jobs),
    missing: (ids) => queue.missing(ids),
    remove: (ids) => queue.remove(ids),
    work: (handler, options) => queue.work(handler, options),
    close: () => queue.close(),
  };
}

function complain(error: unknown): void {
  say(`tried again: ${error instanceof Error ? error.message : String(error)}`);
}
