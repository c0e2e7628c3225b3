import type { SourceRecord } from '@slipway/connectors';
import type { MappedEvent } from '@slipway/shared/mapping';
import { deadLetterRow } from '../pipeline/dead-letter.ts';
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
  const { result, raw, position } = record;
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

export function nothingRead(): ReadEvents {
  return { events: [], deadLetters: [], warnings: {} };
}
