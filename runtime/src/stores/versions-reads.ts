import type { WorkflowRef } from '@slipway/shared/api';
import type { Workflow } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';

/** A stored version of a workflow, without its graph. */
export interface VersionRow {
  readonly workflow: string;
  readonly version: string;
  readonly number: number;
  readonly name: string;
  readonly createdAtMs: number;
}

/** Names versions for people, by workflow and hash. */
export type NameVersion = (workflow: string, version: string) => WorkflowRef;

/** Every version of an environment, newest first within its workflow. */
export async function listVersions(database: Database, environment: string): Promise<readonly VersionRow[]> {
  const rows = await database.kysely
    .selectFrom('versions')
    .select(['workflow', 'version', 'number', 'name', 'created_at_ms'])
    .where('environment', '=', environment)
    .orderBy('workflow')
    .orderBy('number', 'desc')
    .execute();
  return rows.map(({ created_at_ms, ...row }) => ({ ...row, createdAtMs: created_at_ms }));
}

/** Reads the names once, for the rows of a page. */
export async function nameVersions(database: Database, environment: string): Promise<NameVersion> {
  const known = new Map(
    (await listVersions(database, environment)).map((row) => [`${row.workflow} ${row.version}`, row]),
  );
  return (workflow, version) => {
    const row = known.get(`${workflow} ${version}`);
    return { id: workflow, name: row?.name ?? workflow, version: row?.number ?? 0 };
  };
}

/** The graph of one version; undefined when it is unknown here. */
export async function findGraph(
  database: Database,
  environment: string,
  workflow: string,
  version: string,
): Promise<Workflow | undefined> {
  const row = await database.kysely
    .selectFrom('versions')
    .select('graph')
    .where('environment', '=', environment)
    .where('workflow', '=', workflow)
    .where('version', '=', version)
    .executeTakeFirst();
  return row && (JSON.parse(row.graph) as Workflow);
}
