import { backtestStoreConformance, waitingBacktest } from '@slipway/runtime/backtest/conformance';
import { openPostgres } from '@slipway/runtime/database/index';
import { claimBacktest, findBacktest, insertBacktest } from '@slipway/runtime/stores/backtests';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startPostgres } from '../services/postgres.ts';
import type { Service } from '../services/service.ts';

let postgres: Service;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

backtestStoreConformance('PostgreSQL', () => openPostgres({ url: postgres.url }));

test('whoever claims waits for nobody: what another process is about to take is passed over', async () => {
  const processes = await Promise.all([0, 1].map(() => openPostgres({ url: postgres.url })));
  const [one, two] = processes;
  if (!one || !two) throw new Error('not open');
  onTestFinished(async () => {
    for (const each of processes) await each.close();
  });
  await one.pool.query('TRUNCATE backtests');
  for (const [id, ms] of [
    ['first', 1],
    ['second', 2],
  ] as const)
    await insertBacktest(one.kysely, waitingBacktest(id, ms));
  await one.transaction(async (transaction) => {
    expect((await claimBacktest(transaction, 'one', 60_000, 5))?.id).toBe('first');
    expect((await claimBacktest(two.kysely, 'two', 60_000, 5))?.id).toBe('second');
    expect(await claimBacktest(two.kysely, 'two', 60_000, 5)).toBeUndefined();
  });
  const owners = await Promise.all(
    ['first', 'second'].map(async (id) => (await findBacktest(two.kysely, { environment: 'here', id }))?.owner),
  );
  expect(owners).toEqual(['one', 'two']);
});
