import type { EnvironmentCreate, EnvironmentDetail, EnvironmentPatch, Policy } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { instantFromMs } from '@slipway/shared/time';
import type { Principal } from '../api/principal.ts';
import { type Environment, listEnvironments, lockEnvironment, saveDelivery } from '../stores/environments.ts';
import { clockOf } from '../stores/environments-reads.ts';
import { changeHold } from '../stores/holds.ts';
import { findPolicy, listPolicies, POLICY_UNSAID, savePolicy } from '../stores/policies.ts';
import { listLive } from '../stores/promotion-reads.ts';
import { inOrder, type Placed } from './order.ts';
import type { Asking, PromotionParts } from './parts.ts';

/** The environments that somebody may see, on their way to production. */
export async function readEnvironments(
  parts: PromotionParts,
  asking: Pick<Principal, 'kind' | 'sees'>,
): Promise<readonly EnvironmentDetail[]> {
  const { kysely } = parts.database;
  const placed = inOrder(await listEnvironments(kysely), await listPolicies(kysely));
  const live = await listLive(kysely);
  const details: EnvironmentDetail[] = [];
  for (const each of placed.filter(({ environment }) => asking.sees(environment.id))) {
    const workflows = live.filter((row) => row.environment === each.environment.id).length;
    const clock = await clockOf(parts.database, each.environment);
    details.push(detailOf(each, { workflows, clock, kind: asking.kind }));
  }
  return details;
}

function detailOf(
  { environment, policy }: Placed,
  seen: { readonly workflows: number; readonly clock: number | null; readonly kind: Principal['kind'] },
): EnvironmentDetail {
  const { title, order, ...rules } = policy;
  const alone = seen.kind === 'local' && rules.approvals > 0;
  return {
    id: environment.id,
    title,
    order,
    kind: environment.kind,
    deliversTo: environment.delivers_to,
    actionsHeld: environment.actions_held,
    policy: rules,
    effective: {
      approvals: alone ? 0 : rules.approvals,
      note: alone ? 'Only the local owner signs in here, so nobody else could approve.' : null,
    },
    liveSet: environment.live_set,
    workflows: seen.workflows,
    clock: seen.clock === null ? null : instantFromMs(seen.clock),
  };
}

export async function readEnvironment(
  parts: PromotionParts,
  id: string,
  asking: Pick<Principal, 'kind' | 'sees'>,
): Promise<EnvironmentDetail> {
  const found = (await readEnvironments(parts, asking)).find((each) => each.id === id);
  if (!found) throw new Failure('not-found', `environment ${id}`);
  return found;
}

/** What a new environment asks for where nobody says so: one approval where actions reach their targets. */
function usualPolicy(deliversTo: 'outbox' | 'targets'): Policy {
  return { ...POLICY_UNSAID, approvals: deliversTo === 'targets' ? 1 : 0 };
}

/** Makes an environment with a log of its own. Fails with `conflict` where there is one of this name. */
export async function makeEnvironment(
  parts: PromotionParts,
  wanted: EnvironmentCreate,
  { by, audit }: Asking,
): Promise<void> {
  const { kysely } = parts.database;
  const { id, kind, deliversTo, actionsHeld } = wanted;
  const all = await listEnvironments(kysely);
  if (all.some((each) => each.id === id)) throw new Failure('conflict', `there is an environment ${id} already`);
  if (all.length >= LIMITS.environments) {
    throw new Failure('invalid-request', `at most ${LIMITS.environments} environments`);
  }
  const policies = await listPolicies(kysely);
  const last = Math.max(-1, ...[...policies.values()].map((policy) => policy.order));
  const policy = {
    ...usualPolicy(deliversTo),
    ...given(wanted.policy),
    title: wanted.title ?? id,
    order: wanted.order ?? last + 1,
  };
  await parts.pipeline.createEnvironment({ id, kind, deliversTo, partitions: parts.partitions });
  await parts.database.transaction(async (transaction) => {
    await savePolicy(transaction, id, policy);
    if (actionsHeld) await changeHold(transaction, id, holdBy(parts, by, 'held from the beginning'));
    const after = { kind, deliversTo, actionsHeld, ...policy };
    await audit(transaction, { action: 'environment.made', object: id, environment: id, after });
  });
}

/** Changes what an environment is called, where it stands, whom it asks, and where its actions go. */
export async function patchEnvironment(
  parts: PromotionParts,
  environment: Environment,
  patch: EnvironmentPatch,
  { by, audit }: Asking,
): Promise<void> {
  const { id } = environment;
  await parts.database.transaction(async (transaction) => {
    const now = (await lockEnvironment(transaction, id)) ?? environment;
    const delivery = {
      deliversTo: patch.deliversTo ?? now.delivers_to,
      actionsHeld: patch.actionsHeld ?? now.actions_held,
    };
    await saveDelivery(transaction, id, delivery.deliversTo);
    if (delivery.actionsHeld !== now.actions_held) {
      await changeHold(transaction, id, delivery.actionsHeld ? holdBy(parts, by, patch.reason ?? '') : null);
    }
    const before = await findPolicy(transaction, id);
    const after = {
      ...before,
      ...given(patch.policy),
      title: patch.title ?? before.title,
      order: patch.order ?? before.order,
    };
    await savePolicy(transaction, id, after);
    await audit(transaction, {
      action: 'environment.changed',
      object: id,
      before: { ...before, deliversTo: now.delivers_to, actionsHeld: now.actions_held },
      after: { ...after, ...delivery },
      reason: patch.reason,
    });
  });
  if (patch.actionsHeld === false) await parts.pipeline.reconcile();
}

function holdBy(parts: PromotionParts, by: Asking['by'], reason: string) {
  return { by_name: by.name, reason, since_ms: parts.now() };
}

/** Without what was left out, so that it does not overwrite. */
function given(policy: Partial<Record<keyof Policy, Policy[keyof Policy] | undefined>> | undefined): Partial<Policy> {
  return Object.fromEntries(Object.entries(policy ?? {}).filter(([, value]) => value !== undefined));
}
