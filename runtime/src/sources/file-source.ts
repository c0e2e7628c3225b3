import type { Database } from '../database/index.ts';
import { keepDeadLetters } from '../pipeline/ingest.ts';
import { eventRecord } from '../pipeline/log-writer.ts';
import type { Pipeline } from '../pipeline/start-pipeline.ts';
import { type SourceRow, updateSource } from '../stores/sources.ts';
import { type FileSource, recordsOf } from './file-config.ts';
import { nothingRead, takeRecord } from './read-events.ts';

const RECORDS_PER_STEP = 250;

/** What taking in a file needs. */
export interface FileParts {
  readonly database: Database;
  readonly pipeline: Pipeline;
}

/**
 * Takes a file into a live environment once, in its own order. What a crash makes it append again the loop drops, by
 * identity.
 */
export async function takeInFile(
  parts: FileParts,
  source: SourceRow,
  file: FileSource,
  signal: AbortSignal,
): Promise<void> {
  const { database, pipeline } = parts;
  const { environment, id } = source;
  const cursor = source.cursor === null ? { record: 0 } : (JSON.parse(source.cursor) as { record: number });
  const warnings = JSON.parse(source.warnings) as Record<string, number>;
  let found = { ...nothingRead(), warnings };
  let pending = 0;
  const store = async (record: number) => {
    await keepDeadLetters({ database, changes: pipeline.changes }, found.deadLetters);
    const records = found.events.map(({ event }) => eventRecord(event));
    if (records.length > 0) await pipeline.writer.append(environment, records);
    await updateSource(database.kysely, environment, id, {
      cursor: JSON.stringify({ record }),
      warnings: JSON.stringify(warnings),
    });
    pipeline.changes.tell({ kind: 'source', environment, id });
    found = { ...nothingRead(), warnings };
    pending = 0;
  };
  let last = cursor.record;
  for await (const record of recordsOf(file, { path: file.path })(signal)) {
    if (record.position <= cursor.record) continue;
    takeRecord(found, record, { environment, source: id, atMs: pipeline.nowMs() });
    last = record.position;
    pending += 1;
    if (pending >= RECORDS_PER_STEP) await store(last);
  }
  if (pending > 0) await store(last);
  await updateSource(database.kysely, environment, id, { state: 'finished' });
}
