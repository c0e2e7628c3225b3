import type { AuditVerified } from '@slipway/shared/api';
import { findAuditHead, listAuditAfter } from '../stores/audit.ts';
import type { Executor } from '../stores/statement.ts';
import { type AuditRow, GENESIS, hashOfRow } from './entry.ts';

const ROWS_AT_ONCE = 500;

/**
 * Walks the whole chain and names the first entry that is not what was written: changed, missing, put in between, in
 * another order, or cut off at the end. `keptHead` is the hash of an entry that was noted elsewhere; a chain that was
 * written anew from one end to the other does not have it.
 */
export async function verifyAudit(executor: Executor, keptHead?: string): Promise<AuditVerified> {
  const head = (await findAuditHead(executor)) ?? { number: 0, hash: GENESIS };
  let last = { number: 0, hash: GENESIS };
  let sawKept = keptHead === undefined || keptHead === GENESIS;
  const broken = (number: number, what: string): AuditVerified => {
    return { ok: false, entries: last.number, head, broken: { number, what } };
  };
  for (;;) {
    const rows: AuditRow[] = await listAuditAfter(executor, last.number, ROWS_AT_ONCE);
    for (const row of rows) {
      const wrong = faultOf(row, last);
      if (wrong) return broken(last.number + 1, wrong);
      last = { number: row.number, hash: row.hash };
      sawKept ||= row.hash === keptHead;
    }
    if (rows.length < ROWS_AT_ONCE) break;
  }
  if (last.number < head.number) return broken(last.number + 1, `it is missing, with all up to ${head.number}`);
  if (last.number > head.number) return broken(head.number + 1, 'it was added behind the head');
  if (last.hash !== head.hash) return broken(last.number, 'the head tells another hash');
  if (!sawKept) return broken(1, 'no entry has the hash that was kept: the chain is not the one it was taken from');
  return { ok: true, entries: last.number, head, broken: null };
}

function faultOf(row: AuditRow, last: { readonly number: number; readonly hash: string }): string | undefined {
  if (row.number !== last.number + 1) return 'it is missing';
  if (row.previous !== last.hash) return 'it does not follow the entry before: put in, replaced or in another order';
  return hashOfRow(row) === row.hash ? undefined : 'its content was changed';
}
