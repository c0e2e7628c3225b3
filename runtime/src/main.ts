import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { openEmbeddedQueue } from './action-queue/index.ts';
import { runCommandLine } from './cli/program.ts';
import type { OpenStorage } from './composition/storage.ts';
import { openDatabase } from './database/index.ts';
import { EmbeddedEventLog } from './event-log/embedded.ts';
import { openVault } from './vault/index.ts';

// Nothing here makes code from text: zod interprets its schemas.
z.config({ jitless: true });

/** Embedded mode: database, log and queue in one directory. The only place that names adapters. */
const openEmbedded: OpenStorage = async (config, logger) => {
  const asked = process.env.SLIPWAY_PARTITIONS === undefined ? {} : { partitions: config.partitions };
  const database = await openDatabase({ directory: config.directory, ...asked });
  const log = new EmbeddedEventLog(database);
  return {
    database,
    log,
    vault: openVault(config),
    createLog: (environment, partitions) => log.createEnvironment(environment, partitions),
    partitions: database.partitions,
    openQueue: () =>
      openEmbeddedQueue(database, { onError: (error) => logger.error('the action queue failed', {}, error) }),
    close: async () => {
      await log.close();
      await database.close();
    },
  };
};

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
process.exitCode = await runCommandLine(process.argv.slice(2), {
  version,
  variables: process.env,
  openStorage: openEmbedded,
});
