import { createReadStream } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { Failure, isFailure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import type { Mapping } from '@slipway/shared/mapping';
import type { ByteInput, RecordResult, SourceRecord } from '../sdk/index.ts';
import { readHeader, readRows } from './csv-rows.ts';
import { type Frame, frames } from './frames.ts';
import { readCanonical, readJsonRow } from './jsonl-rows.ts';

/** What to read and how. Files are UTF-8, with or without a byte order mark; nothing else is guessed. */
export interface ReadFileRequest {
  readonly input: ByteInput;
  readonly format: 'csv' | 'jsonl';
  /** One of `,` `;` tab `|`; a comma without it. */
  readonly delimiter?: string;
  /** Without one a JSONL file holds canonical events. CSV needs one. */
  readonly mapping?: Mapping;
  readonly signal?: AbortSignal;
}

/**
 * Reads a file record by record, holding only a few of them at a time. A record that cannot be read, or not be mapped,
 * is a dead letter with its original bytes and a code, and the next one is read.
 *
 * Throws a `Failure` only where the file itself cannot be read: `not-found`, a header that is no header, a column
 * missing that the mapping names (`mapping-failed`), CSV without a mapping (`invalid-request`).
 */
export async function* readFile(request: ReadFileRequest): AsyncGenerator<SourceRecord> {
  const { mapping, signal } = request;
  if (request.format === 'csv' && !mapping) throw new Failure('invalid-request', 'a CSV file needs a mapping');
  const delimiter = request.format === 'csv' ? checkedDelimiter(request.delimiter ?? ',') : undefined;
  const options = { recordBytes: LIMITS.eventBytes, keepBytes: LIMITS.deadLetterBytes };
  let position = 0;
  let header: readonly string[] | null = null;
  for await (const cut of frames(withoutBom(chunksOf(request.input)), {
    ...options,
    ...(delimiter === undefined ? {} : { delimiter: delimiter.charCodeAt(0) }),
  })) {
    signal?.throwIfAborted();
    // Bytes from memory come without waiting: others must have their turn between two batches.
    await setImmediate();
    let batch = cut;
    if (mapping && delimiter !== undefined && !header && batch[0]) {
      header = readHeader(batch[0], delimiter);
      checkColumns(header, mapping);
      batch = batch.slice(1);
    }
    const results =
      delimiter === undefined ? jsonResults(batch, mapping) : csvResults(batch, header ?? [], delimiter, mapping);
    for (const [index, frame] of batch.entries()) {
      const result = results[index];
      if (!result) throw new Error('a frame without a result');
      position += 1;
      yield { position, raw: new Uint8Array(frame.bytes.subarray(0, LIMITS.deadLetterBytes)), result };
    }
  }
}

function csvResults(
  batch: readonly Frame[],
  header: readonly string[],
  delimiter: string,
  mapping: Mapping | undefined,
) {
  return readRows(batch, header, delimiter).map((reading): RecordResult => {
    if (!reading.ok) return reading;
    return mapping ? mapping.apply(reading.row) : { ok: true, events: [], warnings: [] };
  });
}

function jsonResults(batch: readonly Frame[], mapping: Mapping | undefined): RecordResult[] {
  return batch.map((frame) => {
    if (frame.fault) return { ok: false, ...frame.fault };
    if (!mapping) return readCanonical(frame.bytes);
    const reading = readJsonRow(frame.bytes);
    return reading.ok ? mapping.apply(reading.row) : reading;
  });
}

function checkedDelimiter(delimiter: string): string {
  if (![',', ';', '\t', '|'].includes(delimiter)) throw new Failure('invalid-request', 'this delimiter is not known');
  return delimiter;
}

function checkColumns(header: readonly string[], mapping: Mapping): void {
  const missing = mapping.columns.filter((column) => !header.includes(column));
  if (missing.length === 0) return;
  const names = missing.slice(0, 5).map((column) => JSON.stringify(column.slice(0, 60)));
  throw new Failure('mapping-failed', `the file has no column ${names.join(', ')}`);
}

/** How much is read in one go: some hundred records, some tens of milliseconds. */
const BATCH_BYTES = 64 * 1024;

async function* chunksOf(input: ByteInput): AsyncGenerator<Uint8Array> {
  if ('bytes' in input) {
    const whole = input.bytes instanceof Uint8Array ? [input.bytes] : input.bytes;
    for await (const bytes of whole) {
      for (let at = 0; at < bytes.length; at += BATCH_BYTES) yield bytes.subarray(at, at + BATCH_BYTES);
    }
    return;
  }
  try {
    yield* createReadStream(input.path) as AsyncIterable<Buffer>;
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
    if (isFailure(error) || typeof code !== 'string') throw error;
    throw new Failure(code === 'ENOENT' ? 'not-found' : 'unavailable', `the file cannot be read: ${code}`, {
      cause: error,
    });
  }
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** Spreadsheets put a byte order mark before UTF-8; left there it would become part of the first column's name. */
async function* withoutBom(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (start === null) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < BOM.length) continue;
    yield start.subarray(0, BOM.length).equals(BOM) ? start.subarray(BOM.length) : start;
    start = null;
  }
  if (start !== null && start.length > 0) yield start;
}
