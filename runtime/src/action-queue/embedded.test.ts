import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase, temporaryDirectory } from '../database/index.ts';
import { actionQueueConformance } from './conformance.ts';
import { openEmbeddedQueue } from './index.ts';

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
      // The database goes away under the first queue, as the whole process would; its handlers never return.
      database = await database?.reopen();
      if (!database) throw new Error('not open');
      const again = await openEmbeddedQueue(database, options);
      closing = () => again.close();
      return again;
    },
    close: () => closing(),
  };
});

test('a process that closes its queue and its database ends by itself', async () => {
  const directory = temporaryDirectory();
  const script = fileURLToPath(new URL('./fixtures/work-and-close.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disallow-code-generation-from-strings', script, directory]);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'exit');
  const endedAt = Date.now();
  rmSync(directory, { recursive: true, force: true });
  expect(output).toMatch(/^handled a-1\nclosed \d+\n$/);
  expect(code).toBe(0);
  // A timer that was left over would keep the process longer than a busy machine needs to end it.
  expect(endedAt - Number(/closed (\d+)/.exec(output)?.[1])).toBeLessThan(4_000);
}, 60_000);
