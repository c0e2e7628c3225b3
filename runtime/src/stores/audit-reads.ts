import type { AuditItem, AuditQuery, Page } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../database/index.ts';
import { literalPattern, pageOf, readCursor } from './page-cursor.ts';
import type { Executor } from './statement.ts';

/** Entries of the environments that somebody may look at (null: all, and what belongs to none), newest first. */
export async function listAudit(
  executor: Executor,
  visible: readonly string[] | null,
  query: AuditQuery,
): Promise<Page<AuditItem>> {
  let rows = executor.selectFrom('audit_entries').selectAll();
  if (visible !== null) rows = rows.where('environment', 'in', [...visible, '']);
  if (query.environment !== undefined) rows = rows.where('environment', '=', query.environment);
  if (query.actor) {
    const { actor } = query;
    rows = rows.where((where) => where.or([where('actor_id', '=', actor), where('actor_name', '=', actor)]));
  }
  if (query.action) rows = rows.where('action', 'like', `${literalPattern(query.action)}%`);
  if (query.object) rows = rows.where('object', '=', query.object);
  if (query.from) rows = rows.where('at_ms', '>=', Date.parse(query.from));
  if (query.to) rows = rows.where('at_ms', '<', Date.parse(query.to));
  const search = query.search?.trim();
  if (search) {
    const pattern = `%${literalPattern(search)}%`;
    const columns = ['object', 'action', 'actor_name', 'reason', 'before', 'after', 'request'] as const;
    rows = rows.where((where) => where.or(columns.map((column) => where(column, 'ilike', pattern))));
  }
  if (query.cursor) {
    const [number] = readCursor(z.tuple([z.int()]), query.cursor);
    rows = rows.where('number', '<', number);
  }
  const found = await rows
    .orderBy('number', 'desc')
    .limit(query.limit + 1)
    .execute();
  return pageOf(found, query.limit, (row) => [row.number], auditItem);
}

/** An entry as the API shows it. */
export function auditItem(row: Selectable<Schema['audit_entries']>): AuditItem {
  return {
    number: row.number,
    at: instantFromMs(row.at_ms),
    environment: row.environment,
    actor: { id: row.actor_id, name: row.actor_name, kind: row.actor_kind },
    request: row.request,
    action: row.action,
    object: row.object,
    before: row.before === null ? null : JSON.parse(row.before),
    after: row.after === null ? null : JSON.parse(row.after),
    reason: row.reason,
    hash: row.hash,
  };
}
