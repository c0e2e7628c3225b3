import { type CanonicalEvent, checkEvent } from '@slipway/shared/event';
import { type FailureCode, isFailure } from '@slipway/shared/failure';
import { readJson } from '@slipway/shared/json';
import type { Database } from '../database/index.ts';
import type { LogPosition } from '../event-log/index.ts';
import { type DeadLetterRow, saveDeadLetter } from '../stores/dead-letters.ts';
import type { Changes } from './changes.ts';
import { deadLetterRow } from './dead-letter.ts';
import type { EnvironmentClocks } from './environment-clocks.ts';
import { eventRecord, type LogWriter } from './log-writer.ts';
import { refusalFromOutside } from './outside.ts';

/** What became of one event that was handed in: its place in the log, or a dead letter and why. */
export type Ingested =
  | { readonly ok: true; readonly id: string; readonly position: LogPosition }
  | { readonly ok: false; readonly deadLetter: string; readonly code: FailureCode; readonly detail: string };

/** What taking events in needs. */
export interface IngestParts {
  readonly database: Database;
  readonly writer: LogWriter;
  readonly clocks: EnvironmentClocks;
  readonly changes: Changes;
}

/** Reads one event as a client posts it. Fails with a reading code of the failure table. */
export function readPosted(bytes: Uint8Array): CanonicalEvent {
  const checked = checkEvent(readJson(bytes));
  if (!checked.ok) throw checked.failure;
  const { event } = checked;
  const refusal = refusalFromOutside(event);
  if (refusal) throw refusal;
  return event;
}

/**
 * Takes events in, each as the bytes that were posted, and resolves once every one is durable: in the log, or as a dead
 * letter with its original bytes.
 */
export async function ingest(
  parts: IngestParts,
  environment: string,
  source: string,
  events: readonly Uint8Array[],
): Promise<readonly Ingested[]> {
  const atMs = parts.clocks.nowMs(environment);
  const read = events.map((bytes, index): Read => {
    try {
      return { ok: true, event: readPosted(bytes) };
    } catch (error) {
      if (!isFailure(error)) throw error;
      const position = `event ${index + 1} of ${events.length}`;
      const { code, detail } = error;
      return { ok: false, code, letter: deadLetterRow({ environment, source, position, code, detail, bytes, atMs }) };
    }
  });
  await keepDeadLetters(
    parts,
    read.flatMap((each) => (each.ok ? [] : [each.letter])),
  );
  const records = read.flatMap((each) => (each.ok ? [eventRecord(each.event)] : []));
  const positions = records.length > 0 ? await parts.writer.append(environment, records) : [];
  let next = 0;
  return read.map((each): Ingested => {
    if (!each.ok) return { ok: false, deadLetter: each.letter.id, code: each.code, detail: each.letter.detail };
    const position = positions[next];
    next += 1;
    if (!position) throw new Error('The log gave fewer positions than it took records.');
    return { ok: true, id: each.event.id, position };
  });
}

type Read =
  | { readonly ok: true; readonly event: CanonicalEvent }
  | { readonly ok: false; readonly code: FailureCode; readonly letter: DeadLetterRow };

/** Stores dead letters; one that is there already stays as it is. */
export async function keepDeadLetters(
  parts: Pick<IngestParts, 'database' | 'changes'>,
  letters: readonly DeadLetterRow[],
): Promise<void> {
  for (const letter of letters) {
    await saveDeadLetter(letter).execute(parts.database.kysely);
    parts.changes.tell({ kind: 'dead-letter', environment: letter.environment, id: letter.id });
  }
}
