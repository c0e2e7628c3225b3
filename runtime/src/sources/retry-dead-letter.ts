import { createReadStream } from 'node:fs';
import type { DeadLetterRetried } from '@slipway/shared/api';
import type { CanonicalEvent } from '@slipway/shared/event';
import { FAILURES, Failure, type FailureCode, isFailure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import type { Database } from '../database/index.ts';
import { readPosted } from '../pipeline/ingest.ts';
import type { Pipeline } from '../pipeline/start-pipeline.ts';
import { findDeadLetter, markDeadLetterRetried } from '../stores/dead-letters.ts';
import { wasSeen } from '../stores/seen-events.ts';
import { findSource, type SourceRow } from '../stores/sources.ts';
import type { AlsoInTransaction } from '../stores/statement.ts';
import { type FileSource, fileSourceSchema, recordsOf } from './file-config.ts';
import { kafkaSourceSchema, mappingOf } from './kafka-config.ts';
import { eventsIn, type ForeignRecord } from './kafka-message.ts';

/**
 * Reads a dead letter again, as it was or with a corrected text, in the way in which it first came. Accepted, it is in the
 * log when this resolves; refused, it stays open and the new reason is the answer.
 */
export async function retryDeadLetter(
  parts: { readonly database: Database; readonly pipeline: Pipeline; readonly sources?: ForeignRecords },
  environment: string,
  id: string,
  { text, also }: { readonly text?: string | undefined; readonly also?: AlsoInTransaction | undefined } = {},
): Promise<DeadLetterRetried> {
  const { kysely } = parts.database;
  const letter = await findDeadLetter(kysely, environment, id);
  if (!letter) throw new Failure('not-found', `dead letter ${id}`);
  if (letter.state !== 'open') throw new Failure('conflict', 'it was retried already');
  if (letter.truncated && text === undefined) return refused('too-large', 'only its beginning was kept: give a text');
  const bytes = text === undefined ? new Uint8Array(letter.bytes) : Buffer.from(text);
  const source = letter.partition === null ? await findSource(kysely, environment, letter.source) : undefined;
  let events: readonly CanonicalEvent[];
  try {
    if (source?.connector === 'kafka') {
      const found = text === undefined ? await parts.sources?.recordAt(source, letter.position) : undefined;
      events = understood(source, found ?? recordLike(letter.position, bytes));
    } else if (source) events = await readAgain(fileSourceSchema.parse(JSON.parse(source.config)), bytes);
    // What was in the log was checked once, and may be of our own making.
    else if (letter.partition !== null && text === undefined)
      events = [JSON.parse(letter.bytes.toString()) as CanonicalEvent];
    else events = [readPosted(bytes)];
  } catch (error) {
    if (!isFailure(error)) throw error;
    return refused(error.code, error.detail);
  }
  let fresh = 0;
  for (const event of events) if (!(await wasSeen(kysely, environment, event.source, event.id))) fresh += 1;
  await parts.pipeline.append(environment, events);
  await parts.database.transaction(async (transaction) => {
    await markDeadLetterRetried(transaction, environment, id);
    await also?.(transaction);
  });
  parts.pipeline.changes.tell({ kind: 'dead-letter', environment, id });
  return { outcome: fresh > 0 ? 'accepted' : 'duplicate', reason: null };
}

function refused(code: FailureCode, detail: string): DeadLetterRetried {
  return { outcome: 'refused', reason: { code, title: FAILURES[code].title, detail } };
}

/** Where a record of a foreign topic can be had again, with its headers; undefined where it is gone. */
interface ForeignRecords {
  recordAt(source: SourceRow, position: string): Promise<ForeignRecord | undefined>;
}

function understood(source: SourceRow, record: ForeignRecord): readonly CanonicalEvent[] {
  const config = kafkaSourceSchema.parse(JSON.parse(source.config));
  const result = eventsIn(record, { mapping: mappingOf(config), zone: config.zone });
  if (!result.ok) throw new Failure(result.code, result.detail);
  return result.events.map(({ event }) => event);
}

/** A text in the place of a record: a structured CloudEvent, or what the mapping reads. */
function recordLike(position: string, value: Uint8Array): ForeignRecord {
  const [topic = '', partition, offset] = position.split('/');
  const place = { topic, partition: Number(partition), offset: Number(offset) };
  return { ...place, timestampMs: 0, key: null, value, headers: new Map() };
}

/** Reads one record of a file by itself; a CSV record needs its header before it. */
async function readAgain(file: FileSource, bytes: Uint8Array): Promise<readonly CanonicalEvent[]> {
  const whole = file.format === 'csv' ? Buffer.concat([await firstLine(file.path), Buffer.from('\n'), bytes]) : bytes;
  const events: CanonicalEvent[] = [];
  for await (const { result } of recordsOf(file, { bytes: whole })(AbortSignal.timeout(10_000))) {
    if (!result.ok) throw new Failure(result.code, result.detail);
    events.push(...result.events.map(({ event }) => event));
  }
  if (events.length === 0) throw new Failure('mapping-failed', 'the record makes no event');
  return events;
}

async function firstLine(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of createReadStream(path)) {
    const bytes = Buffer.from(chunk as Uint8Array);
    const end = bytes.indexOf(0x0a);
    chunks.push(end < 0 ? bytes : bytes.subarray(0, end));
    size += bytes.length;
    if (end >= 0) break;
    if (size > LIMITS.eventBytes) throw new Failure('invalid-csv', 'the header of the file is too long');
  }
  const line = Buffer.concat(chunks);
  return line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
}
