import type { Plan, PlanSummary } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { hasErrors, type Problem } from '@slipway/shared/problem';
import { instantFromMs } from '@slipway/shared/time';
import type { Principal } from '../api/principal.ts';
import { type Environment, findEnvironment, listEnvironments } from '../stores/environments.ts';
import { findWorkflowRow } from '../stores/library.ts';
import { findPlan, listApprovals } from '../stores/plans.ts';
import { listPolicies } from '../stores/policies.ts';
import { arriving, kindOf, planItems } from './items.ts';
import type { Checks } from './make-plan.ts';
import { bundleOfGraphs, needsOf, problemsOfGraphs, problemsOfNeeds } from './needs.ts';
import { inOrder } from './order.ts';
import type { PromotionParts } from './parts.ts';
import { contentOf, counting, neededApprovals, ownersOf, planGraphs, stateOf } from './plan-state.ts';
import { readTarget } from './target.ts';
import { problemsOfTests } from './version-tests.ts';

/** A plan with everything around it, as its target is now. */
export async function openPlan(parts: PromotionParts, environment: Environment, id: string) {
  const row = await findPlan(parts.database.kysely, environment.id, id);
  if (!row) throw new Failure('not-found', 'plan');
  const now = (await findEnvironment(parts.database.kysely, environment.id)) ?? environment;
  const target = await readTarget(parts.database, now);
  const graphs = await planGraphs(parts, row);
  return { row, target, graphs, ...stateOf(parts, row, target, graphs) };
}
export type OpenedPlan = Awaited<ReturnType<typeof openPlan>>;

/** Whatever keeps a plan from being applied now, and what is to be weighed; and what it needs. */
export async function examinePlan(
  parts: PromotionParts,
  opened: OpenedPlan,
  { tests, scenarios = {} }: Pick<Checks, 'tests' | 'scenarios'>,
) {
  const { row, target } = opened;
  const graphs = opened.graphs ?? [];
  const after = arriving(graphs);
  const needs = needsOf(parts, target, bundleOfGraphs(parts, after), tests);
  const before = row.source ?? (await environmentBefore(parts, row.environment));
  const items = await planItems(parts.database, target, graphs, { before, tests: scenarios });
  const archived: Problem[] = [];
  for (const { id, name } of after.graphs) {
    if (!(await findWorkflowRow(parts.database.kysely, id))?.archived) continue;
    const message = `“${name}” is archived. Restore it before it is released.`;
    archived.push({ code: 'archived-workflow', severity: 'error', message });
  }
  const problems: Problem[] = [
    ...(contentOf(row).changes.every((change) => kindOf(change) === 'unchanged') ? [NOTHING_CHANGES] : []),
    ...archived,
    ...problemsOfGraphs(target, after),
    ...problemsOfNeeds(needs, row.environment),
    ...problemsOfTests(items),
    ...items.flatMap((item): Problem[] => {
      if (!item.overwrites) return [];
      const { version, author, builtUpon } = item.overwrites;
      const rest = builtUpon ? 'The new version was saved later.' : 'The new version is older than that.';
      const message = `“${item.name}” version ${version} by ${author} was released here only. ${rest}`;
      return [{ code: 'overwrites-change-here', severity: 'warning', message }];
    }),
  ];
  return { items, needs, problems };
}

const NOTHING_CHANGES: Problem = {
  code: 'nothing-changes',
  severity: 'error',
  message: 'The environment runs exactly this already.',
};

/** The whole plan for whoever asks. */
export async function presentPlan(parts: PromotionParts, opened: OpenedPlan, asking: Principal): Promise<Plan> {
  const { row, state } = opened;
  const content = contentOf(row);
  const checks = JSON.parse(row.checks) as Checks;
  const { items, needs, problems } = await examinePlan(parts, opened, checks);
  const summary = await summarizePlan(parts, opened, asking);
  const owners = await ownersOf(parts, row);
  const whyNotApprove = refusalToApprove(opened, asking, {
    owners,
    given: summary.approvals.given.map((each) => each.by.id),
  });
  const whyNotApply =
    state !== 'open'
      ? closedWords(summary)
      : !asking.can('environment:promote', row.environment)
        ? 'You may not apply plans here.'
        : hasErrors(problems)
          ? 'It has problems that must be mended first.'
          : summary.approvals.given.length < summary.approvals.needed
            ? `It waits for ${summary.approvals.needed - summary.approvals.given.length} more to approve it.`
            : null;
  return {
    ...summary,
    base: row.base,
    bundle: content.bundle,
    policy: content.policy,
    items: [...items],
    needs: [...needs],
    problems: problems.map(({ fix: _fix, ...problem }) => problem),
    effect: checks.effect,
    checkedAt: instantFromMs(row.checked_at_ms),
    you: { mayApprove: whyNotApprove === null, whyNotApprove, mayApply: whyNotApply === null, whyNotApply },
  };
}

/** A row of the list of plans. */
export async function summarizePlan(
  parts: PromotionParts,
  opened: OpenedPlan,
  asking: Pick<Principal, 'kind'>,
): Promise<PlanSummary> {
  const { row, state, detail, graphs } = opened;
  const content = contentOf(row);
  const approvals = await listApprovals(parts.database.kysely, row.environment, row.id);
  const given = counting(row, approvals, await ownersOf(parts, row));
  return {
    id: row.id,
    hash: row.hash,
    environment: row.environment,
    kind: row.kind,
    from: row.source,
    state,
    stateDetail: detail,
    note: row.note,
    by: { id: row.author, name: row.author_name },
    at: instantFromMs(row.created_at_ms),
    expiresAt: instantFromMs(row.expires_at_ms),
    changes: content.changes.map(({ workflow, from, to }) => {
      const own = graphs?.find((each) => each.change.workflow === workflow);
      const name = (own?.after ?? own?.before)?.name ?? workflow;
      return { workflow, name, from: from?.number ?? null, to: to?.number ?? null };
    }),
    approvals: {
      ...neededApprovals(content, asking),
      given: given.map((each) => ({
        by: { id: each.approver, name: each.approver_name },
        at: instantFromMs(each.at_ms),
        note: each.note,
      })),
    },
  };
}

/** Why somebody may not approve a plan; null when nothing speaks against it. */
export function refusalToApprove(
  opened: OpenedPlan,
  asking: Principal,
  known: { readonly owners: ReadonlySet<string>; readonly given: readonly string[] },
): string | null {
  const { row, state, detail } = opened;
  if (state !== 'open') return closedWords({ state, stateDetail: detail });
  if (!asking.can('environment:approve', row.environment)) return 'You may not approve plans here.';
  if (asking.kind === 'token') return 'Only a person can approve, not a token.';
  if (known.given.includes(asking.id)) return 'You have approved it.';
  if (contentOf(row).policy.authorMayApprove || !known.owners.has(asking.id)) return null;
  return 'You are an author of what it releases, or of the plan.';
}

export function closedWords({ state, stateDetail }: Pick<PlanSummary, 'state' | 'stateDetail'>): string {
  const words = {
    open: '',
    applied: 'It has been applied.',
    withdrawn: 'It was withdrawn.',
    superseded: 'A newer plan changes the same.',
    stale: stateDetail,
    expired: stateDetail,
  };
  return words[state];
}

/** The environment that comes before this one on the way; null for the first. */
async function environmentBefore(parts: PromotionParts, id: string): Promise<string | null> {
  const { kysely } = parts.database;
  const order = inOrder(await listEnvironments(kysely), await listPolicies(kysely)).map((each) => each.environment.id);
  return order[order.indexOf(id) - 1] ?? null;
}
