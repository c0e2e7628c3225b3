import type { Hold } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';
import type { Environment } from './environments.ts';
import type { Executor } from './statement.ts';

/** Holds the actions of an environment back, or lets them go; who said so stands beside it while it lasts. */
export async function changeHold(
  transaction: Executor,
  environment: string,
  hold: { readonly by_name: string; readonly reason: string; readonly since_ms: number } | null,
): Promise<void> {
  await transaction
    .updateTable('environments')
    .set({ actions_held: hold !== null })
    .where('id', '=', environment)
    .execute();
  await transaction.deleteFrom('holds').where('environment', '=', environment).execute();
  if (hold)
    await transaction
      .insertInto('holds')
      .values({ environment, ...hold })
      .execute();
}

/** Whether actions are held back here, by whom, and how many wait. */
export async function readHold(executor: Executor, environment: Environment): Promise<Hold> {
  const held = environment.actions_held;
  const row = held
    ? await executor.selectFrom('holds').selectAll().where('environment', '=', environment.id).executeTakeFirst()
    : undefined;
  const owed = await executor
    .selectFrom('actions')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('environment', '=', environment.id)
    .where('state', 'in', ['requested', 'retrying'])
    .executeTakeFirstOrThrow();
  return {
    held,
    by: row?.by_name ?? null,
    reason: row?.reason ?? '',
    since: row ? instantFromMs(row.since_ms) : null,
    owed: owed.count,
  };
}
