import type { LibraryEnvironment } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';
import { NODE_KINDS, type Workflow } from '@slipway/shared/workflow';
import { sql } from 'kysely';
import type { Database } from '../database/index.ts';

interface LiveVersionRow {
  readonly environment: string;
  readonly workflow: string;
  readonly version: string;
  readonly number: number;
  readonly paused: boolean;
  readonly since_ms: number;
  readonly graph: string;
}

/** What these environments run of these workflows, by workflow and in the order of the environments' names. */
export async function environmentStates(
  database: Database,
  workflows: readonly string[],
  environments: readonly string[],
): Promise<ReadonlyMap<string, readonly LibraryEnvironment[]>> {
  const { rows } =
    await sql<LiveVersionRow>`SELECT l.environment, l.workflow, l.version, v.number, l.paused, l.since_ms,
      v.graph FROM live l
    JOIN versions v ON v.environment = l.environment AND v.workflow = l.workflow AND v.version = l.version
    WHERE l.workflow = ANY(${workflows}::text[]) AND l.environment = ANY(${environments}::text[])
    ORDER BY l.environment, l.workflow`.execute(database.kysely);
  if (rows.length === 0) return new Map();
  const fired = await firedBy(database, rows);
  const openRuns = await openRunsBy(database, workflows, environments);
  const states = new Map<string, LibraryEnvironment[]>();
  for (const row of rows) {
    const { environment, workflow, number, version: hash, paused } = row;
    const state: LibraryEnvironment = {
      environment,
      version: number,
      hash,
      paused,
      since: instantFromMs(row.since_ms),
      fired: fired.get(`${environment} ${workflow}`) ?? 0,
      openRuns: openRuns.get(`${environment} ${workflow}`) ?? 0,
    };
    states.set(workflow, [...(states.get(workflow) ?? []), state]);
  }
  return states;
}

/** How many tokens left by opening ports of the live version, by environment and workflow. */
async function firedBy(database: Database, live: readonly LiveVersionRow[]): Promise<ReadonlyMap<string, number>> {
  const opening = new Map(live.map((row) => [keyOf(row), openingPorts(JSON.parse(row.graph) as Workflow)]));
  const { rows } = await sql<{
    environment: string;
    workflow: string;
    version: string;
    port: string;
    count: string | number;
  }>`SELECT c.environment, c.workflow, c.version, c.node || '.' || c.port AS port, sum(c.count) AS count FROM counters c
    JOIN live l ON l.environment = c.environment AND l.workflow = c.workflow AND l.version = c.version
    WHERE c.port <> '' AND c.workflow = ANY(${live.map((row) => row.workflow)}::text[])
      AND c.environment = ANY(${live.map((row) => row.environment)}::text[])
    GROUP BY c.environment, c.workflow, c.version, c.node, c.port`.execute(database.kysely);
  const fired = new Map<string, number>();
  for (const row of rows) {
    if (!opening.get(keyOf(row))?.has(row.port)) continue;
    const name = `${row.environment} ${row.workflow}`;
    fired.set(name, (fired.get(name) ?? 0) + Number(row.count));
  }
  return fired;
}

async function openRunsBy(
  database: Database,
  workflows: readonly string[],
  environments: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ environment: string; workflow: string; count: number }>`SELECT environment, workflow,
      count(*)::int4 AS count FROM runs
    WHERE ended_at_ms IS NULL AND workflow = ANY(${workflows}::text[]) AND environment = ANY(${environments}::text[])
    GROUP BY environment, workflow`.execute(database.kysely);
  return new Map(rows.map((row) => [`${row.environment} ${row.workflow}`, row.count]));
}

function openingPorts(graph: Workflow): ReadonlySet<string> {
  return new Set(graph.nodes.flatMap((node) => NODE_KINDS[node.kind].opening.map((port) => `${node.id}.${port}`)));
}

function keyOf(row: { readonly environment: string; readonly workflow: string; readonly version: string }): string {
  return `${row.environment} ${row.workflow} ${row.version}`;
}
