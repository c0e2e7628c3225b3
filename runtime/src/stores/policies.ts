import type { Policy } from '@slipway/shared/api';
import type { Executor } from './statement.ts';

/** How an environment is called, where it stands, and who must agree there. */
export interface EnvironmentPolicy extends Policy {
  readonly title: string;
  readonly order: number;
}

/** What holds in an environment that nobody has said anything about. */
export const POLICY_UNSAID: Policy = { approvals: 0, authorMayApprove: false, expiresHours: 72 };

/** The policies of all environments, by id; those that have none are missing. */
export async function listPolicies(executor: Executor): Promise<ReadonlyMap<string, EnvironmentPolicy>> {
  const rows = await executor.selectFrom('environment_policies').selectAll().execute();
  return new Map(
    rows.map((row) => [
      row.environment,
      {
        title: row.title,
        order: row.position,
        approvals: row.approvals,
        authorMayApprove: row.author_may_approve,
        expiresHours: row.expires_hours,
      },
    ]),
  );
}

export async function findPolicy(executor: Executor, environment: string): Promise<EnvironmentPolicy> {
  const found = (await listPolicies(executor)).get(environment);
  return found ?? { ...POLICY_UNSAID, title: environment, order: 0 };
}

export async function savePolicy(executor: Executor, environment: string, policy: EnvironmentPolicy): Promise<void> {
  const values = {
    title: policy.title,
    position: policy.order,
    approvals: policy.approvals,
    author_may_approve: policy.authorMayApprove,
    expires_hours: policy.expiresHours,
  };
  await executor
    .insertInto('environment_policies')
    .values({ environment, ...values })
    .onConflict((conflict) => conflict.column('environment').doUpdateSet(values))
    .execute();
}
