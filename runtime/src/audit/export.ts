import { listAuditAfter } from '../stores/audit.ts';
import type { Executor } from '../stores/statement.ts';

const ROWS_AT_ONCE = 500;

/**
 * Every entry as a line of JSON with the columns that its hash covers, oldest first, so that the chain can be checked
 * without us. `visible` leaves out the entries of other environments; then the chain has gaps.
 */
export async function* exportAudit(executor: Executor, visible: readonly string[] | null): AsyncGenerator<string> {
  let last = 0;
  for (;;) {
    const rows = await listAuditAfter(executor, last, ROWS_AT_ONCE);
    for (const row of rows) {
      last = row.number;
      const shown = visible === null || (row.environment !== null && visible.includes(row.environment));
      if (shown) yield `${JSON.stringify(row)}\n`;
    }
    if (rows.length < ROWS_AT_ONCE) return;
  }
}
