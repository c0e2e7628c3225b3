import {
  appliedSchema,
  applySchema,
  approveSchema,
  pageOf,
  planListQuerySchema,
  planRequestSchema,
  planSchema,
  planSummarySchema,
  rollbackRequestSchema,
  withdrawSchema,
} from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { z } from 'zod';
import {
  applyPlan,
  approvePlan,
  checkAgain,
  openPlan,
  planRelease,
  planRollback,
  presentPlan,
  summarizePlan,
  withdrawPlan,
} from '../../promotion/index.ts';
import type { PromotionParts } from '../../promotion/parts.ts';
import type { Environment } from '../../stores/environments.ts';
import { listPlans } from '../../stores/plans.ts';
import type { Principal } from '../principal.ts';
import { idParameter, ok, route } from '../route.ts';

const params = z.object({ plan: idParameter });
const plan = { 200: { name: 'Plan', schema: planSchema } };

export const planCreate = route({
  method: 'post',
  path: '/environments/{environment}/plans',
  permission: 'environment:plan',
  environment: 'path',
  summary:
    'Plans a release: everything that it changes, needs and does, at once; an open plan of the same is that plan',
  body: { name: 'PlanRequest', schema: planRequestSchema },
  answers: plan,
  handle: async ({ environment, body, principal, audit }, { promotion }) => {
    if (body.from !== undefined && !principal.sees(body.from)) {
      throw new Failure('not-found', `environment ${body.from}`);
    }
    const planning = { from: body.from, changes: body.changes, note: body.note ?? '' };
    const row = await planRelease(promotion, environment, planning, { by: principal, audit });
    return answer(promotion, environment, row.id, principal);
  },
});

export const planRollBack = route({
  method: 'post',
  path: '/environments/{environment}/rollback',
  permission: 'environment:plan',
  environment: 'path',
  summary: 'Plans the way back to what ran before the last release, or to an earlier one; variables stay as they are',
  body: { name: 'RollbackRequest', schema: rollbackRequestSchema },
  answers: plan,
  handle: async ({ environment, body, principal, audit }, { promotion }) => {
    const options = { to: body.to, note: body.note ?? '' };
    const row = await planRollback(promotion, environment, options, { by: principal, audit });
    return answer(promotion, environment, row.id, principal);
  },
});

export const planList = route({
  method: 'get',
  path: '/environments/{environment}/plans',
  permission: 'workflow:read',
  environment: 'path',
  summary: 'Plans, newest first',
  query: planListQuerySchema,
  answers: { 200: { name: 'PlanPage', schema: pageOf(planSummarySchema) } },
  handle: async ({ environment, query, principal }, { promotion, database }) => {
    const { items, next } = await listPlans(database.kysely, environment.id, query);
    const summaries = [];
    for (const row of items) {
      summaries.push(await summarizePlan(promotion, await openPlan(promotion, environment, row.id), principal));
    }
    return ok({ items: summaries, next });
  },
});

export const planDetail = route({
  method: 'get',
  path: '/environments/{environment}/plans/{plan}',
  permission: 'workflow:read',
  environment: 'path',
  summary: 'A plan as its environment is now: differences, needs, problems, effect and approvals',
  params,
  answers: plan,
  handle: async ({ environment, params, principal }, { promotion }) =>
    answer(promotion, environment, params.plan, principal),
});

export const planCheck = route({
  method: 'post',
  path: '/environments/{environment}/plans/{plan}/check',
  permission: 'environment:plan',
  environment: 'path',
  summary: 'Tests the connections of a plan anew and foresees anew what it would do; approvals stay',
  params,
  body: { name: 'PlanCheck', schema: z.strictObject({}) },
  answers: plan,
  handle: async ({ environment, params, principal, audit }, { promotion, database }) => {
    const opened = await openPlan(promotion, environment, params.plan);
    if (opened.state === 'open') {
      await checkAgain(promotion, opened.row, opened.target, opened.graphs ?? []);
      await database.transaction((transaction) => audit(transaction, { action: 'plan.checked', object: params.plan }));
    }
    return answer(promotion, environment, params.plan, principal);
  },
});

export const planApprove = route({
  method: 'post',
  path: '/environments/{environment}/plans/{plan}/approve',
  permission: 'environment:approve',
  environment: 'path',
  summary: 'Approves exactly the plan of this hash; nobody approves their own work, and no token approves',
  params,
  body: { name: 'Approve', schema: approveSchema },
  answers: plan,
  handle: async ({ environment, params, body, principal, audit }, { promotion }) => {
    const meant = { id: params.plan, hash: body.hash, note: body.note ?? '' };
    await approvePlan(promotion, environment, meant, { by: principal, audit });
    return answer(promotion, environment, params.plan, principal);
  },
});

export const planWithdraw = route({
  method: 'post',
  path: '/environments/{environment}/plans/{plan}/withdraw',
  permission: 'environment:plan',
  environment: 'path',
  summary: 'Withdraws a plan (who may plan), or your own approval of it',
  params,
  body: { name: 'Withdraw', schema: withdrawSchema },
  answers: plan,
  handle: async ({ environment, params, body, principal, audit }, { promotion }) => {
    const request = { id: params.plan, what: body.what, note: body.note ?? '' };
    await withdrawPlan(promotion, environment, request, { by: principal, audit });
    return answer(promotion, environment, params.plan, principal);
  },
});

export const planApply = route({
  method: 'post',
  path: '/environments/{environment}/plans/{plan}/apply',
  permission: 'environment:promote',
  environment: 'path',
  summary: 'Applies a plan: all of it in one transaction, or nothing',
  params,
  body: { name: 'Apply', schema: applySchema },
  answers: { 200: { name: 'Applied', schema: appliedSchema } },
  handle: async ({ environment, params, body, principal, audit }, { promotion }) =>
    ok(await applyPlan(promotion, environment, { id: params.plan, hash: body.hash }, { by: principal, audit })),
});

/** A plan as it is now, for whoever asks. */
async function answer(promotion: PromotionParts, environment: Environment, id: string, asking: Principal) {
  return ok(await presentPlan(promotion, await openPlan(promotion, environment, id), asking));
}
