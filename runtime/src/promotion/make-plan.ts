import { randomUUID } from 'node:crypto';
import type { Effect } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { canonicalJson } from '@slipway/shared/json';
import { bundleHash, type PlanContent, type PlannedChange, planHash } from '@slipway/shared/promotion';
import { type Environment, lockEnvironment } from '../stores/environments.ts';
import { closePlan, insertPlan, openPlans, type PlanRow, saveChecks } from '../stores/plans.ts';
import { foreseeEffect } from './effect.ts';
import { arriving, graphsOf, type ItemGraphs, type TestsPlayed } from './items.ts';
import { bundleOfGraphs, type SlotTests, testSlots } from './needs.ts';
import type { Asking, PromotionParts } from './parts.ts';
import { contentOf } from './plan-state.ts';
import { liveVersion, readTarget, type Target } from './target.ts';
import { playTests } from './version-tests.ts';
import { differencesFrom, namedChanges, rollbackChanges, type Wanted } from './wanted.ts';

/** What was found by asking and trying, as it is kept with a plan. */
export interface Checks {
  readonly tests: SlotTests;
  readonly effect: Effect;
  /** Missing in plans from before tests were played. */
  readonly scenarios?: TestsPlayed;
}

/** A release to plan: named changes, or everything that differs from another environment. */
export interface Planning {
  readonly from?: string | undefined;
  readonly changes: readonly { readonly workflow: string; readonly version: number | null }[];
  readonly note: string;
}

/** Plans a release into an environment. Asks what must be asked in the target, and changes nothing there. */
export async function planRelease(
  parts: PromotionParts,
  environment: Environment,
  planning: Planning,
  asking: Asking,
): Promise<PlanRow> {
  const { from, changes, note } = planning;
  if (from === undefined && changes.length === 0) {
    throw new Failure('invalid-request', 'name the changes, or the environment to take them from');
  }
  if (from === environment.id) throw new Failure('invalid-request', 'an environment is not promoted to itself');
  const target = await readTarget(parts.database, environment);
  const wanted =
    changes.length > 0
      ? await namedChanges(parts.database, target, changes)
      : await differencesFrom(parts.database, target, from ?? '');
  return makePlan(parts, target, { kind: 'release', from: from ?? null, wanted, undoes: null, note }, asking);
}

/** Plans the way back; see `rollbackChanges`. */
export async function planRollback(
  parts: PromotionParts,
  environment: Environment,
  options: { readonly to: number | undefined; readonly note: string },
  asking: Asking,
): Promise<PlanRow> {
  const target = await readTarget(parts.database, environment);
  const { wanted, undoes } = await rollbackChanges(parts.database, target, options.to);
  return makePlan(parts, target, { kind: 'rollback', from: null, wanted, undoes, note: options.note }, asking);
}

interface Making {
  readonly kind: PlanRow['kind'];
  readonly from: string | null;
  readonly wanted: readonly Wanted[];
  readonly undoes: number | null;
  readonly note: string;
}

async function makePlan(parts: PromotionParts, target: Target, making: Making, asking: Asking): Promise<PlanRow> {
  const changes = plannedChanges(target, making.wanted);
  const graphs = await graphsOf(parts.database, target.environment.id, changes);
  const bundle = bundleOfGraphs(parts, arriving(graphs));
  const content: PlanContent = {
    environment: target.environment.id,
    kind: making.kind,
    undoes: making.undoes,
    base: target.environment.live_set,
    bundle: bundleHash(bundle),
    changes,
    policy: {
      approvals: target.policy.approvals,
      authorMayApprove: target.policy.authorMayApprove,
      expiresHours: target.policy.expiresHours,
    },
    bindings: Object.fromEntries(
      bundle.slots.flatMap(({ slot }) => {
        const bound = target.slots.get(slot);
        return bound ? [[slot, bound.binding]] : [];
      }),
    ),
  };
  const checks = await lookAround(parts, target, content, graphs);
  return keepPlan(parts, target, { content, checks, making }, asking);
}

/** Tests what can be tested and foresees what would come of it. */
async function lookAround(
  parts: PromotionParts,
  target: Target,
  content: PlanContent,
  graphs: readonly ItemGraphs[],
): Promise<Checks> {
  const after = arriving(graphs);
  const tests = await testSlots(parts, target, bundleOfGraphs(parts, after));
  return {
    tests,
    effect: await foreseeEffect(parts, target, content.changes, after),
    scenarios: await playTests(parts.database.kysely, target, graphs),
  };
}

/** Looks again at what is around an open plan: tests the connections anew, and foresees anew what it would do. */
export async function checkAgain(
  parts: PromotionParts,
  row: PlanRow,
  target: Target,
  graphs: readonly ItemGraphs[],
): Promise<Checks> {
  const checks = await lookAround(parts, target, contentOf(row), graphs);
  await saveChecks(parts.database.kysely, row, canonicalJson(checks), parts.now());
  return checks;
}

function plannedChanges(target: Target, wanted: readonly Wanted[]): readonly PlannedChange[] {
  return wanted
    .map(({ workflow, to }) => {
      const live = liveVersion(target, workflow);
      return {
        workflow,
        from: live && { number: live.number, hash: live.hash },
        to: to && { number: to.number, hash: to.hash },
      };
    })
    .sort((a, b) => (a.workflow < b.workflow ? -1 : 1));
}

/** Stores it. An open plan of exactly the same is that plan; one that changes the same workflows otherwise is superseded. */
async function keepPlan(
  parts: PromotionParts,
  target: Target,
  made: { readonly content: PlanContent; readonly checks: Checks; readonly making: Making },
  { by, audit }: Asking,
): Promise<PlanRow> {
  const { content, checks, making } = made;
  const { id: environment } = target.environment;
  const nowMs = parts.now();
  const hash = planHash(content);
  const row: PlanRow = {
    environment,
    id: `plan_${randomUUID().replaceAll('-', '').slice(0, 20)}`,
    hash,
    kind: making.kind,
    source: making.from,
    base: content.base,
    content: canonicalJson(content),
    checks: canonicalJson(checks),
    checked_at_ms: nowMs,
    state: 'open',
    note: making.note,
    author: by.id,
    author_name: by.name,
    created_at_ms: nowMs,
    expires_at_ms: nowMs + content.policy.expiresHours * 3_600_000,
    closed_at_ms: null,
  };
  return parts.database.transaction(async (transaction) => {
    // One at a time, so that two equal plans made at once are one.
    await lockEnvironment(transaction, environment);
    const open = await openPlans(transaction, environment);
    const same = open.find((each) => each.hash === hash && each.expires_at_ms > nowMs);
    if (same) return same;
    for (const older of open.filter((each) => touchesSame(contentOf(each), content))) {
      await closePlan(transaction, older, 'superseded', nowMs);
    }
    await insertPlan(transaction, row);
    const after = { hash, kind: making.kind, from: making.from, base: content.base, changes: content.changes };
    await audit(transaction, { action: 'plan.made', object: row.id, after, reason: making.note || undefined });
    return row;
  });
}

function touchesSame(older: PlanContent, newer: PlanContent): boolean {
  return older.changes.some((each) => newer.changes.some((other) => other.workflow === each.workflow));
}
