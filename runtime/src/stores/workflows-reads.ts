import type { Page, PageQuery, WorkflowDetail, WorkflowItem } from '@slipway/shared/api';
import { hasErrors, type Problem } from '@slipway/shared/problem';
import { instantFromMs } from '@slipway/shared/time';
import { diagnose, NODE_KINDS, type Workflow } from '@slipway/shared/workflow';
import { z } from 'zod';
import type { Database } from '../database/index.ts';
import { pageOf, readCursor } from './page-cursor.ts';
import { listVersions, type VersionRow } from './versions-reads.ts';

const cursorKey = z.tuple([z.string()]);

interface LiveRow {
  readonly workflow: string;
  readonly version: string;
  readonly paused: boolean;
  readonly sinceMs: number;
}

/** The workflows of an environment by id, each at its live version, or at its newest where none is live. */
export async function listWorkflows(
  database: Database,
  environment: string,
  query: PageQuery,
): Promise<Page<WorkflowItem>> {
  const versions = await listVersions(database, environment);
  const live = await liveOf(database, environment);
  const after = query.cursor === undefined ? '' : readCursor(cursorKey, query.cursor)[0];
  const ids = [...new Set(versions.map((version) => version.workflow))].filter((id) => id > after).sort();
  const page = pageOf(
    ids.slice(0, query.limit + 1),
    query.limit,
    (id) => [id],
    (id) => id,
  );
  const items: WorkflowItem[] = [];
  for (const workflow of page.items) {
    const own = versions.filter((version) => version.workflow === workflow);
    const shown = own.find((version) => version.version === live.get(workflow)?.version) ?? own[0];
    const read = shown && (await readVersion(database, environment, shown, live.get(workflow)));
    if (read) items.push(read.item);
  }
  return { items, next: page.next };
}

/** One workflow at `number`, or at its live (else newest) version; undefined when there is none. */
export async function findWorkflow(
  database: Database,
  environment: string,
  workflow: string,
  number: number | undefined,
): Promise<WorkflowDetail | undefined> {
  const own = (await listVersions(database, environment)).filter((version) => version.workflow === workflow);
  const live = (await liveOf(database, environment)).get(workflow);
  const shown =
    number === undefined
      ? (own.find((version) => version.version === live?.version) ?? own[0])
      : own.find((version) => version.number === number);
  if (!shown) return undefined;
  const read = await readVersion(database, environment, shown, live);
  if (!read) return undefined;
  const saved = await savedBy(database, workflow);
  return {
    ...read.item,
    graph: read.graph as WorkflowDetail['graph'],
    problems: read.problems.map(({ fix, ...problem }) => ({
      ...problem,
      ...(fix ? { fix: { title: fix.title, patch: [...fix.patch] } } : {}),
    })),
    versions: own.map((version) => ({
      version: version.number,
      hash: version.version,
      at: instantFromMs(version.createdAtMs),
      author: saved.get(version.version)?.author ?? '',
      message: saved.get(version.version)?.message ?? '',
      live: version.version === live?.version,
    })),
  };
}

/** Who saved the versions of a workflow, and what they said of it, by hash: where it is the same content, the last. */
async function savedBy(database: Database, workflow: string) {
  const rows = await database.kysely
    .selectFrom('workflow_versions')
    .select(['hash', 'author', 'message'])
    .where('workflow', '=', workflow)
    .orderBy('number')
    .execute();
  return new Map(rows.map((row) => [row.hash, row]));
}

/** What an environment runs, by workflow. */
export async function liveOf(database: Database, environment: string): Promise<ReadonlyMap<string, LiveRow>> {
  const rows = await database.kysely
    .selectFrom('live')
    .select(['workflow', 'version', 'paused', 'since_ms'])
    .where('environment', '=', environment)
    .execute();
  return new Map(rows.map(({ since_ms, ...row }) => [row.workflow, { ...row, sinceMs: since_ms }]));
}

async function readVersion(database: Database, environment: string, version: VersionRow, live: LiveRow | undefined) {
  const row = await database.kysely
    .selectFrom('versions')
    .select('graph')
    .where('environment', '=', environment)
    .where('workflow', '=', version.workflow)
    .where('version', '=', version.version)
    .executeTakeFirst();
  if (!row) return undefined;
  const graph = JSON.parse(row.graph) as Workflow;
  const problems: readonly Problem[] = diagnose(graph);
  const isLive = version.version === live?.version;
  const item: WorkflowItem = {
    id: version.workflow,
    name: version.name,
    description: graph.description ?? '',
    tags: graph.tags ?? [],
    subject: graph.subject,
    version: version.number,
    hash: version.version,
    live: isLive,
    liveSince: isLive && live ? instantFromMs(live.sinceMs) : null,
    paused: isLive && (live?.paused ?? false),
    fired: await firedOf(database, environment, graph, version.version),
    openRuns: await openRunsOf(database, environment, version),
    errors: problems.filter((problem) => problem.severity === 'error').length,
    warnings: hasErrors(problems) ? 0 : problems.filter((problem) => problem.severity === 'warning').length,
  };
  return { item, graph, problems };
}

/** How many tokens left by the opening ports of its sense steps. */
async function firedOf(database: Database, environment: string, graph: Workflow, version: string): Promise<number> {
  const opening = new Set(
    graph.nodes.flatMap((node) => NODE_KINDS[node.kind].opening.map((port) => `${node.id}.${port}`)),
  );
  const rows = await database.kysely
    .selectFrom('counters')
    .select(['node', 'port', ({ fn }) => fn.sum<string | number>('count').as('count')])
    .where('environment', '=', environment)
    .where('workflow', '=', graph.id)
    .where('version', '=', version)
    .where('port', '<>', '')
    .groupBy(['node', 'port'])
    .execute();
  return rows
    .filter((row) => opening.has(`${row.node}.${row.port}`))
    .reduce((total, row) => total + Number(row.count), 0);
}

async function openRunsOf(database: Database, environment: string, version: VersionRow): Promise<number> {
  const row = await database.kysely
    .selectFrom('runs')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('environment', '=', environment)
    .where('workflow', '=', version.workflow)
    .where('version', '=', version.version)
    .where('ended_at_ms', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}
