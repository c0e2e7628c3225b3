import { isUtf8 } from 'node:buffer';
import { Failure, type FailureCode } from '@slipway/shared/failure';
import type { Row } from '@slipway/shared/mapping';
import { parse } from 'csv-parse/sync';
import type { Frame } from './frames.ts';

/** A frame read as a row, or why it cannot be. */
export type RowReading =
  | { readonly ok: true; readonly row: Row }
  | { readonly ok: false; readonly code: FailureCode; readonly detail: string };

/** Why bytes are no text: not UTF-8, or with a NUL in them. */
export function textFault(bytes: Buffer): Exclude<RowReading, { ok: true }> | null {
  if (!isUtf8(bytes)) return { ok: false, code: 'invalid-utf8', detail: '' };
  return bytes.includes(0) ? { ok: false, code: 'invalid-text', detail: 'a NUL' } : null;
}

/** Reads the header line. Fails as the file itself does: without a header no record means anything. */
export function readHeader(frame: Frame, delimiter: string): string[] {
  if (frame.fault) throw new Failure(frame.fault.code, `header: ${frame.fault.detail}`);
  const fault = textFault(frame.bytes);
  if (fault) throw new Failure(fault.code, `header ${fault.detail}`.trim());
  const names = parseRecords([frame.bytes], delimiter)[0];
  if (!names) throw new Failure('invalid-csv', 'header');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Failure('invalid-csv', `header: two columns are named ${JSON.stringify(twice.slice(0, 60))}`);
  return names;
}

/** Reads frames that follow the header, each for itself. */
export function readRows(batch: readonly Frame[], header: readonly string[], delimiter: string): RowReading[] {
  const faults = batch.map((frame) => (frame.fault ? { ok: false as const, ...frame.fault } : textFault(frame.bytes)));
  const good = batch.filter((_frame, index) => faults[index] === null).map((frame) => frame.bytes);
  const records = parseRecords(good, delimiter).values();
  return faults.map((fault) => {
    if (fault) return fault;
    const fields = records.next().value;
    if (!fields) return { ok: false, code: 'invalid-csv', detail: 'not readable' };
    if (fields.length !== header.length) {
      return { ok: false, code: 'invalid-csv', detail: `${fields.length} fields under ${header.length} columns` };
    }
    return { ok: true, row: Object.fromEntries(header.map((name, index) => [name, fields[index] ?? ''])) };
  });
}

/** The fields of each frame; `null` where the parser disagrees with the framing and refuses it. */
function parseRecords(records: readonly Buffer[], delimiter: string): (string[] | null)[] {
  if (records.length === 0) return [];
  const together = tryParse(Buffer.concat(records.flatMap((record) => [record, LINE_END])), delimiter);
  if (together?.length === records.length) return together;
  return records.map((record) => {
    const alone = tryParse(record, delimiter);
    return alone?.length === 1 ? (alone[0] ?? null) : null;
  });
}

const LINE_END = Buffer.from('\n');

function tryParse(bytes: Buffer, delimiter: string): string[][] | null {
  try {
    return parse(bytes, { delimiter, record_delimiter: '\n', relax_column_count: true, bom: false });
  } catch {
    return null;
  }
}
