import type { ActionRequest } from '@slipway/shared/engine';
import { Failure } from '@slipway/shared/failure';
import { canonicalJson } from '@slipway/shared/json';
import type { Database } from '../database/index.ts';
import { findAction, reviveAction } from '../stores/actions.ts';
import type { AlsoInTransaction } from '../stores/statement.ts';
import type { Changes } from './changes.ts';
import type { Clock } from './clock.ts';
import type { JobName } from './job-id.ts';
import type { Progress } from './progress.ts';

/**
 * Gives a dead action a fresh schedule under the same idempotency key, with another input if one is given; answers the job
 * of its next attempt. Fails with `not-found` and, when it is not dead, with `conflict`.
 */
export async function reviveDeadAction(
  parts: {
    readonly database: Database;
    readonly clock: Clock;
    readonly changes: Changes;
    readonly progress: Progress;
  },
  environment: string,
  id: string,
  { input, also }: { readonly input?: unknown; readonly also?: AlsoInTransaction | undefined },
): Promise<JobName> {
  const { database, clock, changes, progress } = parts;
  const { kysely } = database;
  const action = await findAction(kysely, environment, id);
  if (!action) throw new Failure('not-found', `action ${id}`);
  const request = JSON.parse(action.request) as ActionRequest;
  const edited = input === undefined ? null : canonicalJson({ ...request, input });
  const change = { request: edited, attempts: request.attempts };
  progress.owe(environment, [id]);
  const nowMs = clock.nowMs();
  const revived = await database.transaction(async (transaction) => {
    const found = await reviveAction(transaction, { environment, id, nowMs }, change);
    if (found) await also?.(transaction);
    return found;
  });
  if (!revived) {
    const now = await findAction(kysely, environment, id);
    if (now && ['done', 'dead', 'withdrawn'].includes(now.state)) progress.settle(environment, [id]);
    throw new Failure('conflict', `the action is ${now?.state ?? 'gone'}, not dead`);
  }
  changes.tell({ kind: 'action', environment, id, subject: revived.subject, state: 'requested' });
  return { environment, slot: revived.slot, action: id, attempt: revived.attempt + 1 };
}
