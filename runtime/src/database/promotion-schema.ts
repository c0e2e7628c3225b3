/** How an environment is called, where it stands on the way to production, and who must agree there. */
export interface EnvironmentPoliciesTable {
  environment: string;
  title: string;
  position: number;
  approvals: number;
  author_may_approve: boolean;
  expires_hours: number;
}

/**
 * A change of what an environment runs, planned. `content` (canonical JSON) is what `hash` and so every approval covers;
 * `checks` is what was found when it was last looked at. `base` is the live set that it starts from.
 */
export interface PlansTable {
  environment: string;
  id: string;
  hash: string;
  kind: 'release' | 'rollback';
  source: string | null;
  base: string;
  content: string;
  checks: string;
  checked_at_ms: number;
  state: 'open' | 'applied' | 'withdrawn' | 'superseded';
  note: string;
  author: string;
  author_name: string;
  created_at_ms: number;
  expires_at_ms: number;
  closed_at_ms: number | null;
}

/** That a person agreed to exactly this hash. */
export interface ApprovalsTable {
  environment: string;
  plan: string;
  hash: string;
  approver: string;
  approver_name: string;
  note: string;
  at_ms: number;
}

/** The history of an environment: one row per live set it was given. `changes` is JSON. */
export interface ReleasesTable {
  environment: string;
  number: number;
  live_set: string;
  kind: 'release' | 'rollback' | 'setup' | 'variables' | 'references' | 'pause';
  plan: string | null;
  author: string;
  author_name: string;
  note: string;
  changes: string;
  at_ms: number;
}

/** The hash of the setup that an environment was made from: the same one again changes nothing that people changed since. */
export interface AppliedSetupsTable {
  environment: string;
  digest: string;
}

/** The tables of `migrations/0004-promotion.ts`. */
export interface PromotionTables {
  environment_policies: EnvironmentPoliciesTable;
  plans: PlansTable;
  approvals: ApprovalsTable;
  releases: ReleasesTable;
  applied_setups: AppliedSetupsTable;
}
