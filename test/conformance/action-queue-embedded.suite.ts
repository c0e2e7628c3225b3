import { actionQueueConformance } from '@slipway/runtime/action-queue/conformance';
import { openEmbeddedQueue } from '@slipway/runtime/action-queue/embedded';
import { openTemporaryDatabase, type TemporaryDatabase } from '@slipway/runtime/database/temporary';
import { afterAll } from 'vitest';

let database: TemporaryDatabase | undefined;
let queues = 0;
afterAll(() => database?.close());

actionQueueConformance('embedded', async () => {
  database ??= await openTemporaryDatabase();
  queues += 1;
  const errors: Error[] = [];
  const options = { name: `actions-${queues}`, onError: (error: Error) => void errors.push(error) };
  const queue = await openEmbeddedQueue(database, options);
  let closing = () => queue.close();
  return {
    queue,
    errors,
    recoveryMs: 3_000,
    restart: async () => {
      database = await database?.reopen();
      if (!database) throw new Error('not open');
      const again = await openEmbeddedQueue(database, options);
      closing = () => again.close();
      return again;
    },
    close: () => closing(),
  };
});
