import type { PlanSummary } from '@slipway/shared/api';
import { isFailure } from '@slipway/shared/failure';
import { bundleHash, type PlanContent } from '@slipway/shared/promotion';
import type { Actor } from '../audit/entry.ts';
import type { ApprovalRow, PlanRow } from '../stores/plans.ts';
import { ownersOfTokens } from '../stores/promotion-reads.ts';
import { numbersOfVersions } from '../stores/releases.ts';
import { arriving, authorsOf, authorsOfParts, graphsOf, type ItemGraphs } from './items.ts';
import { bundleOfGraphs } from './needs.ts';
import type { PromotionParts } from './parts.ts';
import type { Target } from './target.ts';

export function contentOf(row: PlanRow): PlanContent {
  return JSON.parse(row.content) as PlanContent;
}

/** The graphs of a plan; undefined where a version of it is gone. */
export async function planGraphs(parts: PromotionParts, row: PlanRow): Promise<readonly ItemGraphs[] | undefined> {
  try {
    return await graphsOf(parts.database, row.environment, contentOf(row).changes);
  } catch (error) {
    if (isFailure(error) && error.code === 'not-found') return undefined;
    throw error;
  }
}

/** Whether a plan can still be approved and applied, and why not: compared with what it was made from. */
export function stateOf(
  parts: PromotionParts,
  row: PlanRow,
  target: Target,
  graphs: readonly ItemGraphs[] | undefined,
): { readonly state: PlanSummary['state']; readonly detail: string } {
  if (row.state !== 'open') return { state: row.state, detail: '' };
  if (row.expires_at_ms <= parts.now()) return { state: 'expired', detail: 'It was not applied in time.' };
  const stale = staleness(parts, contentOf(row), target, graphs);
  return stale === undefined ? { state: 'open', detail: '' } : { state: 'stale', detail: stale };
}

function staleness(
  parts: PromotionParts,
  content: PlanContent,
  target: Target,
  graphs: readonly ItemGraphs[] | undefined,
): string | undefined {
  const { id, live_set: liveSet } = target.environment;
  if (content.base !== liveSet) return `What ${id} runs, or its variables or reference data, has changed since.`;
  const { approvals, authorMayApprove, expiresHours } = target.policy;
  const { policy } = content;
  if (
    policy.approvals !== approvals ||
    policy.authorMayApprove !== authorMayApprove ||
    policy.expiresHours !== expiresHours
  ) {
    return `The policy of ${id} has changed since.`;
  }
  if (!graphs) return 'A version of it is no longer there.';
  const bundle = bundleOfGraphs(parts, arriving(graphs));
  // Also a slot that was not bound then: nobody has approved where its calls go.
  for (const { slot } of bundle.slots) {
    if (target.slots.get(slot)?.binding !== content.bindings[slot]) {
      return `The connection of slot ${slot} has changed since.`;
    }
  }
  if (bundleHash(bundle) !== content.bundle) return 'A connector of it has changed since.';
  return undefined;
}

/** How many people must agree, and why not as many as the policy says. */
export function neededApprovals(
  content: PlanContent,
  by: Pick<Actor, 'kind'>,
): { needed: number; note: string | null } {
  const { approvals } = content.policy;
  if (approvals === 0) return { needed: 0, note: null };
  if (by.kind === 'local') {
    const note = `The policy asks for ${approvals}; here only the local owner signs in, so nobody else could approve.`;
    return { needed: 0, note };
  }
  if (content.undoes !== null) {
    return { needed: 0, note: 'It puts back exactly what ran here before the last release.' };
  }
  return { needed: approvals, note: null };
}

/** Everybody whose own work the plan is: its author, and who saved what is new in it, also by a token of theirs. */
export async function ownersOf(parts: PromotionParts, row: PlanRow): Promise<ReadonlySet<string>> {
  const authors = new Set([row.author]);
  for (const change of contentOf(row).changes) {
    for (const author of await authorsOf(parts.database, change)) authors.add(author.id);
  }
  const numbers = await numbersOfVersions(parts.database.kysely, row.environment);
  for (const item of (await planGraphs(parts, row)) ?? []) {
    for (const author of await authorsOfParts(parts.database, item.parts, numbers)) authors.add(author.id);
  }
  for (const owner of await ownersOfTokens(parts.database.kysely, [...authors])) authors.add(owner);
  return authors;
}

/** The approvals that count: given to this very hash, by somebody whose own work it is not. */
export function counting(
  row: PlanRow,
  approvals: readonly ApprovalRow[],
  owners: ReadonlySet<string>,
): readonly ApprovalRow[] {
  const { authorMayApprove } = contentOf(row).policy;
  return approvals.filter((each) => each.hash === row.hash && (authorMayApprove || !owners.has(each.approver)));
}
