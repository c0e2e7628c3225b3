import type { SubjectRecord } from '@slipway/shared/engine';
import type { Database } from '../database/index.ts';
import { readRecord } from './subject-face.ts';

/** Records are large: this many are in memory at a time. */
const PAGE = 100;

/** Every subject of a kind, in order of their ids; read page by page, so that what changes meanwhile may be seen or not. */
export async function* subjectRecords(
  database: Database,
  environment: string,
  kind: string,
): AsyncGenerator<SubjectRecord, void> {
  for (let behind = ''; ; ) {
    const rows = await database.kysely
      .selectFrom('subjects')
      .select(['subject', 'record'])
      .where('environment', '=', environment)
      .where('kind', '=', kind)
      .where('subject', '>', behind)
      .orderBy('subject')
      .limit(PAGE)
      .execute();
    for (const row of rows) yield readRecord(row.record);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    behind = last.subject;
  }
}
