import { expect, test } from 'vitest';
import { openTemporaryDatabase } from '../database/temporary.ts';
import { Leases } from './lease.ts';

test('of two processes one does the work, and the other goes on with it when the first lets go', async () => {
  const database = await openTemporaryDatabase();
  const [one, two] = [0, 1].map(() => new Leases(database, () => {}));
  if (!one || !two) throw new Error('not made');
  const stopping = [new AbortController(), new AbortController()];
  const working: string[] = [];
  let most = 0;
  const work = (name: string) => async (held: AbortSignal) => {
    working.push(name);
    most = Math.max(most, working.length);
    await new Promise<void>((resolve) => held.addEventListener('abort', () => resolve(), { once: true }));
    working.splice(working.indexOf(name), 1);
  };
  const place = { environment: 'dev', name: 'relay' };
  const first = one.hold(place, stopping[0]?.signal ?? AbortSignal.abort(), work('one'));
  await expect.poll(() => working).toEqual(['one']);
  const second = two.hold(place, stopping[1]?.signal ?? AbortSignal.abort(), work('two'));
  stopping[0]?.abort();
  await first;
  await expect.poll(() => working, { timeout: 10_000 }).toEqual(['two']);
  stopping[1]?.abort();
  await second;
  expect(most).toBe(1);
  await database.close();
}, 60_000);
