import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { askRedis, openEmbeddedQueue, openRedisQueue } from './action-queue/index.ts';
import { runCommandLine } from './cli/program.ts';
import { patiently } from './composition/patiently.ts';
import { describeServices } from './composition/services.ts';
import type { OpenStorage, Storage } from './composition/storage.ts';
import type { ServicesConfig } from './config/index.ts';
import { openDatabase, openPostgres, PostgresNews } from './database/index.ts';
import { EmbeddedEventLog } from './event-log/embedded.ts';
import { KafkaEventLog } from './event-log/kafka.ts';
import { KafkaCheck } from './kafka/check.ts';
import type { Logger } from './telemetry/index.ts';
import { openVault, type Vault } from './vault/index.ts';

// Nothing here makes code from text: zod interprets its schemas.
z.config({ jitless: true });

/** Opens what the configuration asks for. The only place that names adapters. */
const openStorage: OpenStorage = async (config, logger, signal) => {
  if (config.services) {
    const vault = openVault({ ...config, shared: true });
    return openServices(config.services, { partitions: config.partitions, vault, logger, signal });
  }
  const asked = process.env.SLIPWAY_PARTITIONS === undefined ? {} : { partitions: config.partitions };
  const database = await openDatabase({ directory: config.directory, ...asked });
  const log = new EmbeddedEventLog(database);
  return {
    database,
    log,
    vault: openVault(config),
    createLog: (environment, partitions) => log.createEnvironment(environment, partitions),
    partitions: database.partitions,
    services: [{ name: 'database', optional: false, check: async () => void (await database.pool.query('SELECT 1')) }],
    openQueue: () =>
      openEmbeddedQueue(database, { onError: (error) => logger.error('the action queue failed', {}, error) }),
    close: async () => {
      await log.close();
      await database.close();
    },
  };
};

/** PostgreSQL, Kafka and Redis. Waits for PostgreSQL, without which nothing can be known; the others may come later. */
async function openServices(
  services: ServicesConfig,
  about: {
    readonly partitions: number;
    readonly vault: Vault;
    readonly logger: Logger;
    readonly signal: AbortSignal | undefined;
  },
): Promise<Storage> {
  const { logger } = about;
  const told = (what: string) => (error: Error) => logger.warn(`${what} failed`, { reason: error.message });
  const postgres = { ...services.database, onError: told('a connection to PostgreSQL') };
  const open = () => openPostgres(postgres);
  const database = about.signal
    ? await patiently(open, { logger, what: 'PostgreSQL', signal: about.signal })
    : await open();
  const news = new PostgresNews(database.pool, postgres, services.namespace);
  const log = new KafkaEventLog({
    ...services.kafka,
    prefix: `${services.namespace}.`,
    log: (level, message) => logger[level](`Kafka: ${message}`),
  });
  const kafka = new KafkaCheck(services.kafka);
  return {
    database,
    log,
    vault: about.vault,
    news,
    createLog: (environment, partitions) => log.createEnvironment(environment, partitions),
    partitions: about.partitions,
    services: [
      { name: 'database', optional: false, check: async () => void (await database.pool.query('SELECT 1')) },
      { name: 'log', optional: false, check: async () => void (await kafka.brokers()) },
      { name: 'queue', optional: true, check: async () => void (await askRedis(services.redis)) },
    ],
    openQueue: () =>
      openRedisQueue({ ...services.redis, prefix: services.namespace, onError: told('the action queue') }),
    close: async () => {
      await Promise.all([log.close(), kafka.close()]);
      await news.close();
      await database.close();
    },
  };
}

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

process.exitCode = await runCommandLine(process.argv.slice(2), {
  version,
  variables: process.env,
  openStorage,
  describeServices,
});
