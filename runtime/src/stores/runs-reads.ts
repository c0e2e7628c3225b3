import type { RunItem } from '@slipway/shared/api';
import type { SubjectRecord } from '@slipway/shared/engine';
import { instantFromMs } from '@slipway/shared/time';
import { stepOf } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import type { Executor } from './statement.ts';
import { findGraph, nameVersions } from './versions-reads.ts';

/** Every run about a subject, newest first; at most 200. Where an open one waits stands in the subject's record. */
export async function runsOf(
  database: Database,
  environment: string,
  subject: string,
  record: SubjectRecord | undefined,
): Promise<RunItem[]> {
  const rows = await database.kysely
    .selectFrom('runs')
    .select(['id', 'workflow', 'version', 'status', 'outcome', 'began_at_ms', 'ended_at_ms'])
    .where('environment', '=', environment)
    .where('subject', '=', subject)
    .orderBy('began_at_ms', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
  const name = await nameVersions(database, environment);
  const items: RunItem[] = [];
  for (const row of rows) {
    items.push({
      id: row.id,
      workflow: name(row.workflow, row.version),
      state: runState(row.status),
      outcome: row.outcome,
      startedAt: instantFromMs(row.began_at_ms),
      endedAt: row.ended_at_ms === null ? null : instantFromMs(row.ended_at_ms),
      waitsAt: await waitsAt(database, environment, row, record),
    });
  }
  return items;
}

async function waitsAt(
  database: Database,
  environment: string,
  row: { id: string; workflow: string; version: string },
  record: SubjectRecord | undefined,
): Promise<string[]> {
  const state = record && Object.hasOwn(record.workflows, row.workflow) ? record.workflows[row.workflow] : undefined;
  const tokens = state?.runs.find((run) => run.id === row.id)?.tokens ?? [];
  if (tokens.length === 0) return [];
  const graph = await findGraph(database, environment, row.workflow, row.version);
  const titles = new Map(graph?.nodes.map((node) => [node.id, node.title]));
  return [...new Set(tokens.map((token) => titles.get(stepOf(token.node)) ?? token.node))];
}

function runState(status: string): RunItem['state'] {
  const known = ['open', 'ended', 'retracted', 'cancelled', 'failed'] as const;
  return known.find((state) => state === status) ?? 'failed';
}

/** A run by its id; undefined when there is none of this id here. */
export async function findRun(executor: Executor, environment: string, id: string) {
  return executor
    .selectFrom('runs')
    .select(['id', 'subject', 'workflow', 'version', 'status', 'outcome'])
    .where('environment', '=', environment)
    .where('id', '=', id)
    .executeTakeFirst();
}
