import type { Cell, Matrix } from '@slipway/shared/api';
import { referenceNeeds } from '@slipway/shared/promotion';
import { instantFromMs } from '@slipway/shared/time';
import type { Principal } from '../api/principal.ts';
import type { Database } from '../database/index.ts';
import type { LiveContent } from '../pipeline/index.ts';
import { type Environment, listEnvironments } from '../stores/environments.ts';
import { listLiveGraphs } from '../stores/live-needs-reads.ts';
import { openPlans } from '../stores/plans.ts';
import { listPolicies } from '../stores/policies.ts';
import {
  type InstalledVersion,
  type LiveVersionRow,
  listInstalled,
  listLibrary,
  listLive,
} from '../stores/promotion-reads.ts';
import { inOrder } from './order.ts';
import type { PromotionParts } from './parts.ts';
import { contentOf } from './plan-state.ts';
import { liveContent } from './target.ts';

/** A version that runs somewhere. */
export interface Running {
  readonly number: number;
  readonly hash: string;
  readonly paused: boolean;
}

/** What the environment before runs of a workflow, and every hash of it that it ever ran. */
export interface Before {
  readonly number: number | null;
  readonly passed: ReadonlySet<string>;
}

/**
 * How a workflow stands in an environment: against the one before it, or, in the first, against the newest saved version.
 * What was never live in the one before was changed here.
 */
export function driftOf(here: Running | null, before: Before | null, newest: number): Pick<Cell, 'state' | 'distance'> {
  if (!here) return { state: 'not-present', distance: 0 };
  if (before && !before.passed.has(here.hash)) {
    return { state: 'changed-here', distance: Math.abs(here.number - (before.number ?? here.number)) };
  }
  const measure = before ? before.number : newest;
  if (measure === null || here.number > measure) return { state: 'ahead', distance: here.number - (measure ?? 0) };
  if (here.number < measure) return { state: 'behind', distance: measure - here.number };
  return { state: here.paused ? 'paused' : 'in-sync', distance: 0 };
}

/** Every workflow against every environment that whoever asks may see. */
export async function readMatrix(parts: PromotionParts, asking: Pick<Principal, 'sees'>): Promise<Matrix> {
  const { kysely } = parts.database;
  const all = inOrder(await listEnvironments(kysely), await listPolicies(kysely));
  const placed = all.filter(({ environment }) => asking.sees(environment.id));
  const live = await listLive(kysely);
  const installed = await listInstalled(kysely);
  const plans = new Map<string, string>();
  for (const { environment } of placed) {
    for (const plan of await openPlans(kysely, environment.id)) {
      if (plan.expires_at_ms <= parts.now() || plan.base !== environment.live_set) continue;
      for (const { workflow } of contentOf(plan).changes) plans.set(`${environment.id} ${workflow}`, plan.id);
    }
  }
  const library = await listLibrary(kysely);
  const others = await otherReferences(
    parts.database,
    placed.map(({ environment }) => environment),
  );
  return {
    environments: placed.map(({ environment: { id }, policy: { title, order: _order, ...policy } }) => {
      const differing = others.get(id) ?? [];
      return { id, title, policy, ...(differing.length > 0 ? { otherReferences: [...differing] } : {}) };
    }),
    workflows: library
      .filter((row) => !row.archived || live.some((each) => each.workflow === row.id))
      .map((row) => {
        const cells = placed.map(({ environment }, index): Cell => {
          const before = placed[index - 1]?.environment.id;
          const seen = { live, installed, workflow: row.id, newest: row.newest };
          const plan = plans.get(`${environment.id} ${row.id}`) ?? null;
          return { environment: environment.id, plan, ...cellOf(environment.id, before, seen) };
        });
        const { id: workflow, name, newest, archived } = row;
        return { workflow, name, newest, archived, tags: JSON.parse(row.tags) as string[], cells };
      }),
  };
}

/** What live workflows of each environment read that is not the same in the one before it. */
async function otherReferences(
  database: Database,
  environments: readonly Environment[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const differing = new Map<string, readonly string[]>();
  let before: LiveContent['references'] | undefined;
  for (const { id, live_set: liveSet } of environments) {
    const { references } = await liveContent(database, id, liveSet);
    const read = await listLiveGraphs(database.kysely, id);
    const ids = new Set(read.flatMap(({ graph }) => referenceNeeds(graph).map((need) => need.id)));
    const earlier = before;
    if (earlier) differing.set(id, [...ids].filter((each) => earlier[each] !== references[each]).sort());
    before = references;
  }
  return differing;
}

interface Seen {
  readonly live: readonly LiveVersionRow[];
  readonly installed: readonly InstalledVersion[];
  readonly workflow: string;
  readonly newest: number;
}

function cellOf(id: string, before: string | undefined, seen: Seen): Omit<Cell, 'environment' | 'plan'> {
  const { live, workflow, newest } = seen;
  const own = seen.installed.filter((each) => each.workflow === workflow);
  const runningIn = (environment: string) => {
    const row = live.find((each) => each.environment === environment && each.workflow === workflow);
    const version = own.find((each) => each.environment === environment && each.version === row?.version);
    return row ? { number: version?.number ?? 0, hash: row.version, paused: row.paused, sinceMs: row.sinceMs } : null;
  };
  const here = runningIn(id);
  const earlier =
    before === undefined
      ? null
      : {
          number: runningIn(before)?.number ?? null,
          passed: new Set(own.filter((each) => each.environment === before).map((each) => each.version)),
        };
  return {
    ...driftOf(here, earlier, newest),
    version: here?.number ?? null,
    hash: here?.hash ?? null,
    paused: here?.paused ?? false,
    since: here ? instantFromMs(here.sinceMs) : null,
  };
}
