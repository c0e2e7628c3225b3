import { canonicalJson } from '@slipway/shared/json';
import { appendAudit, lockAuditHead } from '../stores/audit.ts';
import type { Executor } from '../stores/statement.ts';
import { type AuditEntry, hashOfRow } from './entry.ts';

const REASON_MOST = 2_000;

/**
 * Appends an entry to the audit, in the transaction of the change that it tells of: either both happened or neither.
 * The head of the chain is locked until that transaction ends, so call it last.
 */
export async function recordAudit(transaction: Executor, entry: AuditEntry, atMs = Date.now()): Promise<void> {
  const head = await lockAuditHead(transaction);
  const row = {
    number: head.number + 1,
    at_ms: atMs,
    environment: entry.environment,
    actor_id: entry.actor.id,
    actor_name: entry.actor.name,
    actor_kind: entry.actor.kind,
    request: entry.request,
    action: entry.action,
    object: storable(entry.object),
    before: textOf(entry.before),
    after: textOf(entry.after),
    reason: entry.reason === undefined ? null : storable(entry.reason).slice(0, REASON_MOST),
    previous: head.hash,
  };
  await appendAudit(transaction, { ...row, hash: hashOfRow(row) });
}

function textOf(value: unknown): string | null {
  return value === undefined ? null : storable(canonicalJson(value));
}

/** PostgreSQL's text holds no NUL, and a lone surrogate is no UTF-8; the hash must cover what can be read back. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}
