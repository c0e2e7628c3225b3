import { openTemporaryDatabase } from '@slipway/runtime/database/temporary';
import { eventLogConformance } from '@slipway/runtime/event-log/conformance';
import { EmbeddedEventLog } from '@slipway/runtime/event-log/embedded';

eventLogConformance('embedded', async () => {
  const database = await openTemporaryDatabase();
  const log = new EmbeddedEventLog(database);
  let environments = 0;
  return {
    log,
    create: async (partitions) => {
      environments += 1;
      await log.createEnvironment(`e-${environments}`, partitions);
      return `e-${environments}`;
    },
    forget: async (environment, partition, below) => void (await log.forget(environment, partition, below)),
    close: async () => {
      await log.close();
      await database.close();
    },
  };
});
