import { Failure } from '@slipway/shared/failure';
import type { Principal } from '../api/principal.ts';
import type { Environment } from '../stores/environments.ts';
import { closePlan, deleteApproval, listApprovals, lockPlan, saveApproval } from '../stores/plans.ts';
import type { Asking, PromotionParts } from './parts.ts';
import { ownersOf } from './plan-state.ts';
import { closedWords, type OpenedPlan, openPlan, refusalToApprove } from './read-plan.ts';

/** Which plan a person means, as that person has read it. */
export interface Meant {
  readonly id: string;
  readonly hash: string;
}

/** Opens a plan that can still be decided about. Fails with `plan-stale` where it cannot, or is not what was read. */
export async function openUndecided(
  parts: PromotionParts,
  environment: Environment,
  meant: Meant,
): Promise<OpenedPlan> {
  const opened = await openPlan(parts, environment, meant.id);
  if (opened.row.hash !== meant.hash) throw new Failure('plan-stale', 'the plan is not the one that you read');
  if (opened.state === 'open') return opened;
  throw new Failure('plan-stale', closedWords({ state: opened.state, stateDetail: opened.detail }));
}

/** Approves a plan: exactly this hash, by somebody whose own work it is not. Again does nothing. */
export async function approvePlan(
  parts: PromotionParts,
  environment: Environment,
  meant: Meant & { readonly note: string },
  { by, audit }: Asking & { readonly by: Principal },
): Promise<void> {
  const opened = await openUndecided(parts, environment, meant);
  const { row } = opened;
  const owners = await ownersOf(parts, row);
  const refusal = refusalToApprove(opened, by, { owners, given: [] });
  if (refusal !== null) throw new Failure('own-approval', refusal);
  await parts.database.transaction(async (transaction) => {
    const now = await lockPlan(transaction, environment.id, row.id);
    if (now?.state !== 'open') throw new Failure('plan-stale', 'it was decided meanwhile');
    const approval = {
      environment: environment.id,
      plan: row.id,
      hash: row.hash,
      approver: by.id,
      approver_name: by.name,
      note: meant.note,
      at_ms: parts.now(),
    };
    if (!(await saveApproval(transaction, approval))) return;
    const after = { hash: row.hash };
    await audit(transaction, { action: 'plan.approved', object: row.id, after, reason: meant.note || undefined });
  });
}

/** Withdraws a plan, or one's own approval of it. */
export async function withdrawPlan(
  parts: PromotionParts,
  environment: Environment,
  request: { readonly id: string; readonly what: 'plan' | 'approval'; readonly note: string },
  { by, audit }: Asking,
): Promise<void> {
  const { id, what } = request;
  const reason = request.note || undefined;
  await parts.database.transaction(async (transaction) => {
    const row = await lockPlan(transaction, environment.id, id);
    if (!row) throw new Failure('not-found', 'plan');
    if (row.state !== 'open') throw new Failure('plan-stale', closedWords({ state: row.state, stateDetail: '' }));
    if (what === 'plan') {
      await closePlan(transaction, row, 'withdrawn', parts.now());
      await audit(transaction, { action: 'plan.withdrawn', object: id, before: { hash: row.hash }, reason });
      return;
    }
    const approvals = await listApprovals(transaction, environment.id, id);
    const own = approvals.find((each) => each.approver === by.id);
    if (!own) throw new Failure('not-found', 'you have not approved it');
    await deleteApproval(transaction, row, by.id);
    await audit(transaction, { action: 'plan.approval-withdrawn', object: id, before: { hash: own.hash }, reason });
  });
}
