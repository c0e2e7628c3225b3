import deliveryOverdue from '@slipway/shared/examples/delivery-overdue.json' with { type: 'json' };
import { isFailure } from '@slipway/shared/failure';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ENVIRONMENT, startEmbedded } from '../pipeline/testing/embedded-pipeline.ts';
import { changeVariables } from './change-variables.ts';
import { describeVariables } from './describe-variables.ts';

// It opens a database of its own.
vi.setConfig({ testTimeout: 30_000 });

test('a change of variables is checked against what runs, and becomes a new live set that the partitions take over', async () => {
  const embedded = await startEmbedded({ partitions: 2 });
  onTestFinished(() => embedded.close());
  const { database, pipeline } = embedded;
  await pipeline.releaseWorkflows(ENVIRONMENT, [deliveryOverdue.workflow]);
  const read = () => describeVariables(database, ENVIRONMENT);
  const audited: unknown[] = [];
  const change = (values: Record<string, string | number | boolean | null>, liveSet?: string) =>
    changeVariables(
      { database, pipeline },
      ENVIRONMENT,
      { values, ...(liveSet === undefined ? {} : { liveSet }) },
      {
        by: { id: 'ada', name: 'Ada' },
        audit: async (_transaction, entry) => void audited.push(entry),
      },
    );
  const refusal = async (work: Promise<void>) => {
    const error = await work.then(
      () => expect.unreachable(),
      (thrown: unknown) => thrown,
    );
    if (!isFailure(error)) throw error;
    return [error.code, Array.isArray(error.cause) ? error.cause.map(({ code, path }) => `${code} ${path}`) : []];
  };

  const before = await read();
  expect(before.items).toMatchObject([
    { name: 'customerDesk', set: false, usedBy: [{ workflow: 'delivery-overdue', type: 'string' }], problems: [] },
    { name: 'days', set: false, usedBy: [{ type: 'number', default: 7 }] },
  ]);
  await change({ days: 3, later: 'for a workflow to come' }, before.liveSet);
  const after = await read();
  expect(after.liveSet).not.toBe(before.liveSet);
  expect(after.items.map(({ name, set, value }) => [name, set, value])).toEqual([
    ['customerDesk', false, undefined],
    ['days', true, 3],
    ['later', true, 'for a workflow to come'],
  ]);
  await pipeline.quiet(ENVIRONMENT);
  const sets = await embedded.rows<{ live_set: string }>('SELECT DISTINCT live_set FROM checkpoints');
  expect(sets).toEqual([{ live_set: after.liveSet }]);

  expect(await refusal(change({ days: 'three' }))).toEqual(['invalid-variables', ['wrong-variable /values/days']]);
  expect(await refusal(change({ days: 4 }, before.liveSet))).toEqual(['conflict', []]);
  expect((await read()).liveSet).toBe(after.liveSet);

  await change({ days: 3, later: 'for a workflow to come' });
  expect((await read()).liveSet).toBe(after.liveSet);
  expect(audited).toEqual([{ before: {}, after: { days: 3, later: 'for a workflow to come' } }]);
});
