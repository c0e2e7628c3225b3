import type { RecordResult, SourceRecord } from '@slipway/connectors';
import type { MappedEvent } from '@slipway/shared/mapping';
import { deadLetterRow } from '../pipeline/dead-letter.ts';
import { refusalFromOutside } from '../pipeline/outside.ts';
import type { DeadLetterRow } from '../stores/dead-letters.ts';

/** What reading records found: their events, what could not be read, and how often a field was left out. */
export interface ReadEvents {
  readonly events: MappedEvent[];
  readonly deadLetters: DeadLetterRow[];
  readonly warnings: Record<string, number>;
}

/** Sorts what a record came to into `found`. */
export function takeRecord(
  found: ReadEvents,
  record: SourceRecord,
  about: { readonly environment: string; readonly source: string; readonly atMs: number },
): void {
  const { raw, position } = record;
  const result = allowed(record.result);
  if (result.ok) {
    found.events.push(...result.events);
    for (const { code } of result.warnings) found.warnings[code] = (found.warnings[code] ?? 0) + 1;
    return;
  }
  const { code, detail } = result;
  // The same record read again after a restart is the same dead letter.
  const letter = { ...about, position: `record ${position}`, code, detail, bytes: raw, repeatable: true };
  found.deadLetters.push(deadLetterRow(letter));
}

function allowed(result: RecordResult): RecordResult {
  const events = result.ok ? result.events : [];
  const refusal = events.map(({ event }) => refusalFromOutside(event)).find((failure) => failure !== undefined);
  return refusal ? { ok: false, code: refusal.code, detail: refusal.detail } : result;
}

export function nothingRead(): ReadEvents {
  return { events: [], deadLetters: [], warnings: {} };
}
