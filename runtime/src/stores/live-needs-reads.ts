import type { Workflow } from '@slipway/shared/workflow';
import { sql } from 'kysely';
import type { Executor } from './statement.ts';

/** What a live workflow needs of its environment. */
export interface LiveNeeds {
  readonly workflow: string;
  readonly name: string;
  readonly slots: NonNullable<Workflow['connections']>;
  readonly variables: NonNullable<Workflow['variables']>;
}

/** A live workflow with its graph, or a workflow that it is made of. */
export interface LiveGraph {
  readonly workflow: string;
  readonly name: string;
  /** The name of the part that `graph` is; null where it is the live workflow itself. */
  readonly part: string | null;
  readonly graph: Workflow;
}

/** Every live version of some environments (`caller`) and, below its own, the versions that it is made of. */
const USED = sql`WITH RECURSIVE used AS (
    SELECT environment, workflow AS caller, workflow, version FROM live
    UNION
    SELECT u.environment, u.caller, step -> 'config' ->> 'workflow', step -> 'config' ->> 'version'
    FROM used u JOIN versions v USING (environment, workflow, version)
    CROSS JOIN LATERAL json_array_elements(v.graph::json -> 'nodes') AS step
    WHERE step ->> 'kind' = 'subflow'
  )`;

/** The slots and variables that the live workflows of an environment name, by workflow; those of their parts are theirs. */
export async function listLiveNeeds(executor: Executor, environment: string): Promise<readonly LiveNeeds[]> {
  const { rows } = await sql<{ workflow: string; name: string; slots: string | null; variables: string | null }>`${USED}
    SELECT u.caller AS workflow, own.name, v.graph::json ->> 'connections' AS slots,
      v.graph::json ->> 'variables' AS variables
    FROM used u JOIN versions v USING (environment, workflow, version)
    JOIN live l ON l.environment = u.environment AND l.workflow = u.caller
    JOIN versions own ON own.environment = l.environment AND own.workflow = l.workflow AND own.version = l.version
    WHERE u.environment = ${environment} ORDER BY u.caller, v.workflow, v.version`.execute(executor);
  const needs = new Map<string, LiveNeeds>();
  for (const { workflow, name, slots, variables } of rows) {
    const known = needs.get(workflow) ?? { workflow, name, slots: [], variables: [] };
    needs.set(workflow, {
      ...known,
      slots: withoutTwins([...known.slots, ...(JSON.parse(slots ?? '[]') as LiveNeeds['slots'])]),
      variables: withoutTwins([...known.variables, ...(JSON.parse(variables ?? '[]') as LiveNeeds['variables'])]),
    });
  }
  return [...needs.values()];
}

/** A workflow and its parts may name the same; said in the same words it is one need. */
function withoutTwins<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** The graphs of what runs in an environment, each live workflow and then what it is made of. */
export async function listLiveGraphs(executor: Executor, environment: string): Promise<readonly LiveGraph[]> {
  const { rows } = await sql<{ workflow: string; name: string; part: string | null; graph: string }>`${USED}
    SELECT u.caller AS workflow, own.name, CASE WHEN v.version = own.version THEN NULL ELSE v.name END AS part, v.graph
    FROM used u JOIN versions v USING (environment, workflow, version)
    JOIN live l ON l.environment = u.environment AND l.workflow = u.caller
    JOIN versions own ON own.environment = l.environment AND own.workflow = l.workflow AND own.version = l.version
    WHERE u.environment = ${environment} ORDER BY u.caller, part NULLS FIRST, v.version`.execute(executor);
  return rows.map((row) => ({ ...row, graph: JSON.parse(row.graph) as Workflow }));
}

/** Where a workflow runs as a part of others. */
export async function partUses(
  executor: Executor,
  workflow: string,
): Promise<readonly { readonly environment: string; readonly caller: string }[]> {
  const { rows } = await sql<{ environment: string; caller: string }>`${USED}
    SELECT DISTINCT environment, caller FROM used WHERE workflow = ${workflow} AND caller <> ${workflow}
    ORDER BY environment, caller`.execute(executor);
  return rows;
}
