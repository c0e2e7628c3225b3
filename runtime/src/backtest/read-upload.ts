import { type FileConfig, readFile } from '@slipway/connectors';
import type { BacktestUpload } from '@slipway/shared/api';
import { checkEvent } from '@slipway/shared/event';
import { FAILURES, Failure } from '@slipway/shared/failure';
import { canonicalJson, hashOf } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import type { Mapping, MappingResult, Row } from '@slipway/shared/mapping';
import { instantFromMs, instantToMs } from '@slipway/shared/time';
import { recordsOf } from '../sources/file-config.ts';
import type { HistoryText } from './order.ts';

const PROBLEMS = 20;
const SOURCE = '/upload';
const ATTRIBUTES = new Set(['id', 'source', 'type', 'subject', 'time', 'recordedtime', 'sequence', 'correlationid']);

/** What was found in a file, and its events in the order in which they were known. */
export interface ReadUpload extends Omit<BacktestUpload, 'id' | 'name'> {
  readonly records: readonly HistoryText[];
}

/**
 * Reads a file of events, by the mapping of a source where one is named. A line that is no event is told and left out; the
 * clock is that of each event: when it was known, else when it happened. Fails with `too-large`, `empty-history`, and as
 * reading a file fails.
 */
export async function readUpload(
  bytes: Uint8Array,
  format: FileConfig['format'],
  source: FileConfig | undefined,
  signal: AbortSignal,
): Promise<ReadUpload> {
  const records: HistoryText[] = [];
  const problems: BacktestUpload['problems'] = [];
  let refused = 0;
  const found = source
    ? recordsOf({ ...source, path: 'upload' }, { bytes })(signal)
    : readFile({ input: { bytes }, format, mapping: format === 'csv' ? fromColumns : fromLines, signal });
  for await (const { position, result } of found) {
    if (result.ok)
      for (const { event, at } of result.events)
        records.push({ key: event.subject, value: canonicalJson(event), atMs: instantToMs(at) });
    else {
      refused += 1;
      const { code, detail } = result;
      // The header of a CSV file is its first line.
      const line = (source?.format ?? format) === 'csv' ? position + 1 : position;
      if (problems.length < PROBLEMS) problems.push({ line, code, title: FAILURES[code].title, detail });
    }
    if (records.length > LIMITS.backtestUploadEvents)
      throw new Failure('too-large', `more than ${LIMITS.backtestUploadEvents} events`);
  }
  if (records.length === 0)
    throw new Failure('empty-history', problems[0] ? `line ${problems[0].line}: ${problems[0].detail}` : '');
  records.sort((a, b) => a.atMs - b.atMs);
  return {
    records,
    refused,
    problems,
    events: records.length,
    subjects: new Set(records.map(({ key }) => key)).size,
    from: instantFromMs(records[0]?.atMs ?? 0),
    to: instantFromMs(records.at(-1)?.atMs ?? 0),
  };
}

/** A line is an event as it stands. */
const fromLines: Mapping = { id: 'events', title: 'Events', columns: [], apply: (row) => eventOf(row) };

/** Columns are attributes of an event, the others values of its data: numbers and true or false where they read so. */
const fromColumns: Mapping = {
  id: 'event-columns',
  title: 'Events, a column for each attribute',
  columns: ['type', 'subject', 'time'],
  apply: (row) => {
    const attributes: Record<string, unknown> = { id: hashOf(row).slice(0, 32), source: SOURCE };
    const data: Record<string, unknown> = {};
    for (const [name, text] of Object.entries(row)) {
      if (text === '' || text === undefined) continue;
      if (ATTRIBUTES.has(name)) attributes[name] = text;
      else data[name.startsWith('data.') ? name.slice('data.'.length) : name] = cellValue(String(text));
    }
    return eventOf({ ...attributes, data });
  },
};

function eventOf(row: Row): MappingResult {
  const checked = checkEvent({ specversion: '1.0', ...row });
  if (!checked.ok) return { ok: false, code: checked.failure.code, detail: checked.failure.detail };
  const { event } = checked;
  return { ok: true, events: [{ event, at: event.recordedtime ?? event.time, rank: 0, sequence: 0 }], warnings: [] };
}

/** What would lose something as a number stays a text: `007`, twenty digits. */
function cellValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return String(Number(text)) === text ? Number(text) : text;
}
