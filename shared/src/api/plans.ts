import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { LIMITS } from '../limits/index.ts';
import { bundleFileSchema } from '../promotion/bundle.ts';
import { graphChangesSchema } from '../promotion/graph-changes.ts';
import { backtestRefSchema } from './backtests.ts';
import { environmentIdSchema, policySchema } from './environments.ts';
import { problemSchema } from './failure.ts';
import { authorSchema } from './library.ts';

const workflowId = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
const note = z.string().max(LIMITS.textCharacters);
const versionSchema = z.object({ number: z.int(), hash: z.string() });

/**
 * POST /environments/:environment/plans → Plan. Without `changes`, everything that differs from `from`: what is live
 * there and not here, and what is archived and still live here. `version: null` stops a workflow.
 */
export const planRequestSchema = z.strictObject({
  from: environmentIdSchema.optional(),
  changes: z
    .array(z.strictObject({ workflow: workflowId, version: z.int().min(1).nullable() }))
    .max(LIMITS.planChanges)
    .default([]),
  note: note.optional(),
});
export type PlanRequest = z.infer<typeof planRequestSchema>;

/** POST /environments/:environment/rollback → Plan. Back to release `to`, or to what ran before the last release. */
export const rollbackRequestSchema = z.strictObject({ to: z.int().min(0).optional(), note: note.optional() });

/** An edit made in the target only, which this plan replaces. */
export const overwriteSchema = z.object({
  version: z.int(),
  author: z.string(),
  message: z.string(),
  at: instantSchema,
  /** True where the new version was saved later, on top of it. */
  builtUpon: z.boolean(),
});

export const planItemSchema = z.object({
  workflow: z.string(),
  name: z.string(),
  change: z.enum(['added', 'updated', 'removed', 'unchanged']),
  /** What runs there now, and what is to run. */
  from: versionSchema.nullable(),
  to: versionSchema.nullable(),
  /** Who saved the versions that are new to this environment: none of them may approve, unless the policy says so. */
  authors: z.array(authorSchema),
  paused: z.boolean(),
  /** The difference by step, in English and in JSON; null where nothing changes. */
  changes: graphChangesSchema.nullable(),
  overwrites: overwriteSchema.nullable(),
  /** The newest backtest, in this environment, of just these two versions; null where there is none. It tells, and blocks nothing. */
  backtest: backtestRefSchema.nullable(),
  /** How the tests of the new version came out, with the parts and reference data of the target; null where it has none. */
  tests: z
    .object({
      count: z.int(),
      failed: z.array(z.object({ name: z.string(), differences: z.array(z.string()) })),
    })
    .nullable(),
});
export type PlanItem = z.infer<typeof planItemSchema>;

/** Something that must be there in the target. Everything is named at once, what is there and what is not. */
export const needSchema = z.object({
  kind: z.enum(['slot', 'variable', 'connector', 'reference']),
  name: z.string(),
  /** `unknown`: it could not be tried, and `detail` says why. */
  state: z.enum(['there', 'missing', 'wrong', 'failing', 'unknown']),
  detail: z.string(),
  workflows: z.array(z.string()),
  /** How long the test of a connection took. */
  ms: z.int().nullable(),
});
export type Need = z.infer<typeof needSchema>;

/** What applying does to what goes on in the target. */
export const effectSchema = z.object({
  /** Open runs of workflows that change: they finish on the version that they began on. */
  runs: z.array(z.object({ workflow: z.string(), version: z.int(), open: z.int() })),
  openExceptions: z.array(z.object({ workflow: z.string(), open: z.int() })),
  /**
   * What the new versions make of what is known now, found by deciding without doing; a sample when `checked < total`. A
   * deadline that had passed before the release is not fired for: `passed` counts the subjects.
   */
  activation: z.object({
    checked: z.int(),
    total: z.int(),
    workflows: z.array(
      z.object({
        workflow: z.string(),
        fires: z.int(),
        /** Subjects whose deadlines it begins to watch, and when the first of them is due. */
        watches: z.int(),
        firstDue: instantSchema.nullable(),
        passed: z.int(),
        /** Subjects for which it fires, or else begins to watch. */
        examples: z.array(z.string()),
      }),
    ),
    /** Subjects for which deciding failed. */
    failed: z.int(),
  }),
});
export type Effect = z.infer<typeof effectSchema>;

export const approvalSchema = z.object({ by: authorSchema, at: instantSchema, note: z.string() });

/**
 * `open` waits for what it needs, for approvals, or to be applied. `stale`: the target, the policy or a binding changed
 * since. `superseded`: a newer plan changes the same. Only an open plan can be approved or applied.
 */
export const planStates = ['open', 'applied', 'withdrawn', 'superseded', 'stale', 'expired'] as const;

export const planSummarySchema = z.object({
  id: z.string(),
  /** What an approval is pinned to. */
  hash: z.string(),
  environment: z.string(),
  kind: z.enum(['release', 'rollback']),
  from: z.string().nullable(),
  state: z.enum(planStates),
  /** Why it is stale. */
  stateDetail: z.string(),
  note: z.string(),
  by: authorSchema,
  at: instantSchema,
  expiresAt: instantSchema,
  changes: z.array(
    z.object({ workflow: z.string(), name: z.string(), from: z.int().nullable(), to: z.int().nullable() }),
  ),
  approvals: z.object({
    needed: z.int(),
    given: z.array(approvalSchema),
    /** Why fewer are needed than the policy says. */
    note: z.string().nullable(),
  }),
});
export type PlanSummary = z.infer<typeof planSummarySchema>;

export const planSchema = planSummarySchema.extend({
  base: z.string(),
  bundle: z.string(),
  policy: policySchema,
  items: z.array(planItemSchema),
  needs: z.array(needSchema),
  /** Errors block it, warnings are for people to weigh. */
  problems: z.array(problemSchema),
  effect: effectSchema,
  checkedAt: instantSchema,
  /** Whether whoever asks may do it now; where not, why. */
  you: z.object({
    mayApprove: z.boolean(),
    whyNotApprove: z.string().nullable(),
    mayApply: z.boolean(),
    whyNotApply: z.string().nullable(),
  }),
});
export type Plan = z.infer<typeof planSchema>;

/** POST …/plans/:plan/approve: `hash` is what you read; another one by now is a conflict. */
export const approveSchema = z.strictObject({ hash: z.string().length(64), note: note.optional() });

/** POST …/plans/:plan/withdraw: the plan itself, or only your own approval. */
export const withdrawSchema = z.strictObject({
  what: z.enum(['plan', 'approval']).default('plan'),
  note: note.optional(),
});

/** POST …/plans/:plan/apply */
export const applySchema = z.strictObject({ hash: z.string().length(64) });
export const appliedSchema = z.object({ plan: z.string(), release: z.int(), liveSet: z.string() });
export type Applied = z.infer<typeof appliedSchema>;

export const planListQuerySchema = z.object({
  state: z.enum(['open', 'all']).default('all'),
  cursor: z.string().min(1).max(500).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.pageRows).default(50),
});

export const releaseKinds = ['release', 'rollback', 'setup', 'variables', 'references', 'pause'] as const;
export type ReleaseKind = (typeof releaseKinds)[number];

/** One change of what an environment runs. */
export const releaseSchema = z.object({
  /** Counts the live sets of the environment. */
  number: z.int(),
  liveSet: z.string(),
  kind: z.enum(releaseKinds),
  plan: z.string().nullable(),
  by: authorSchema,
  at: instantSchema,
  note: z.string(),
  changes: z.array(z.object({ workflow: z.string(), from: z.int().nullable(), to: z.int().nullable() })),
  /** Whether it is what runs now. */
  current: z.boolean(),
});
export type Release = z.infer<typeof releaseSchema>;

export const cellStates = ['in-sync', 'ahead', 'behind', 'changed-here', 'not-present', 'paused'] as const;

/**
 * A workflow in an environment, against the environment before it (in the first one, against the newest version that is
 * saved). `changed-here`: what runs here was never live in the one before.
 */
export const cellSchema = z.object({
  environment: z.string(),
  state: z.enum(cellStates),
  version: z.int().nullable(),
  hash: z.string().nullable(),
  paused: z.boolean(),
  /** By how many saved versions it is behind, or ahead. */
  distance: z.int(),
  since: instantSchema.nullable(),
  /** An open plan that changes it. */
  plan: z.string().nullable(),
});
export type Cell = z.infer<typeof cellSchema>;

/** GET /releases */
export const matrixSchema = z.object({
  environments: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      policy: policySchema,
      /** Reference data that live workflows here read, and that is another one than in the environment before. */
      otherReferences: z.array(z.string()).optional(),
    }),
  ),
  workflows: z.array(
    z.object({
      workflow: z.string(),
      name: z.string(),
      tags: z.array(z.string()),
      newest: z.int(),
      archived: z.boolean(),
      cells: z.array(cellSchema),
    }),
  ),
});
export type Matrix = z.infer<typeof matrixSchema>;

/** GET /environments/:environment/bundle: what runs there, or one workflow of it. */
export const bundleQuerySchema = z.object({ workflow: workflowId.optional() });

/** POST /bundles → what came in. Nothing of it runs anywhere until it is released. */
export const importRequestSchema = bundleFileSchema;
export const importedSchema = z.object({
  hash: z.string(),
  /** `tests` is how many the bundle brings for it. */
  workflows: z.array(
    z.object({ workflow: z.string(), number: z.int(), hash: z.string(), new: z.boolean(), tests: z.int() }),
  ),
  /** What an environment must have before it can run there. */
  needs: z.array(
    z.object({ kind: z.enum(['slot', 'variable', 'connector', 'reference']), name: z.string(), detail: z.string() }),
  ),
  problems: z.array(problemSchema),
});
export type Imported = z.infer<typeof importedSchema>;
