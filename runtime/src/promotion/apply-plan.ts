import type { Applied } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { hasErrors } from '@slipway/shared/problem';
import type { WantedWorkflow } from '../pipeline/index.ts';
import type { Environment } from '../stores/environments.ts';
import { closePlan, listApprovals, lockPlan } from '../stores/plans.ts';
import { type Meant, openUndecided } from './decide-plan.ts';
import { arriving } from './items.ts';
import { bundleOfGraphs, testSlots } from './needs.ts';
import type { Asking, PromotionParts } from './parts.ts';
import { contentOf, counting, neededApprovals, ownersOf } from './plan-state.ts';
import { examinePlan, type OpenedPlan } from './read-plan.ts';
import { installedGraph } from './target.ts';

/**
 * Applies a plan: everything that it needs is asked for once more, then the live set is swapped, the plan closed and the
 * history and the audit written in one transaction. Of many at once, one wins; the others fail with `plan-stale`.
 */
export async function applyPlan(
  parts: PromotionParts,
  environment: Environment,
  meant: Meant,
  asking: Asking,
): Promise<Applied> {
  const opened = await openUndecided(parts, environment, meant);
  const { row } = opened;
  const owners = await ownersOf(parts, row);
  await checkOnce(parts, opened);
  const content = contentOf(row);
  const { needed } = neededApprovals(content, asking.by);
  const refuseUnapproved = async (executor: Parameters<typeof listApprovals>[0]) => {
    const given = counting(row, await listApprovals(executor, environment.id, row.id), owners).length;
    if (given < needed) throw new Failure('not-approved', `${given} of ${needed} have approved it`);
  };
  await refuseUnapproved(parts.database.kysely);
  const cause = { kind: row.kind, by: asking.by, plan: row.id, note: row.note };
  const workflows = await allAfter(parts, opened);
  try {
    const released = await parts.pipeline.release(
      environment.id,
      { workflows, base: content.base, cause },
      async (transaction, made) => {
        const now = await lockPlan(transaction, environment.id, row.id);
        if (now?.state !== 'open') throw new Failure('plan-stale', 'it was decided meanwhile');
        await refuseUnapproved(transaction);
        await closePlan(transaction, row, 'applied', parts.now());
        const after = { liveSet: made.liveSet, release: made.number, changes: content.changes, hash: row.hash };
        const reason = row.note || undefined;
        await asking.audit(transaction, {
          action: `${row.kind}.applied`,
          object: row.id,
          before: { liveSet: content.base },
          after,
          reason,
        });
      },
    );
    return { plan: row.id, release: released.number, liveSet: released.liveSet };
  } catch (error) {
    if (error instanceof Failure && error.code === 'conflict') {
      throw new Failure('plan-stale', `What ${environment.id} runs has changed since.`, { cause: error });
    }
    throw error;
  }
}

const checking = new WeakMap<PromotionParts, Map<string, Promise<void>>>();

/** Many who apply the same plan at once ask its target once. */
async function checkOnce(parts: PromotionParts, opened: OpenedPlan): Promise<void> {
  const known = checking.get(parts) ?? new Map<string, Promise<void>>();
  checking.set(parts, known);
  const { id } = opened.row;
  const running = known.get(id) ?? refuseProblems(parts, opened).finally(() => known.delete(id));
  known.set(id, running);
  await running;
}

async function refuseProblems(parts: PromotionParts, opened: OpenedPlan): Promise<void> {
  const bundle = bundleOfGraphs(parts, arriving(opened.graphs ?? []));
  const tests = await testSlots(parts, opened.target, bundle);
  const { problems } = await examinePlan(parts, opened, { tests });
  if (!hasErrors(problems)) return;
  const first = problems.find((problem) => problem.severity === 'error');
  throw new Failure('plan-blocked', first?.message ?? '', { cause: problems });
}

/** All that will run: what the plan changes, and what stays. */
async function allAfter(parts: PromotionParts, opened: OpenedPlan): Promise<readonly WantedWorkflow[]> {
  const { target, graphs = [] } = opened;
  const { id } = target.environment;
  const changed = new Set(graphs.map((each) => each.change.workflow));
  const staying: WantedWorkflow[] = [];
  for (const { workflow, version } of target.live.workflows) {
    if (changed.has(workflow)) continue;
    const graph = await installedGraph(parts.database, id, workflow, version);
    staying.push({ graph, number: target.numbers.get(`${workflow} ${version}`) });
  }
  const arriving = graphs.flatMap(({ change, after }): WantedWorkflow[] =>
    after && change.to ? [{ graph: after, number: change.to.number }] : [],
  );
  return [...staying, ...arriving];
}
