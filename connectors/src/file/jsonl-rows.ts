import { checkEvent } from '@slipway/shared/event';
import { isFailure } from '@slipway/shared/failure';
import { readJson } from '@slipway/shared/json';
import type { RecordResult } from '../sdk/index.ts';
import type { RowReading } from './csv-rows.ts';

/** Reads one line as a JSON object, strictly and within bounds. */
export function readJsonRow(bytes: Buffer): RowReading {
  try {
    const value: unknown = readJson(bytes);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { ok: false, code: 'mapping-failed', detail: 'the line is not a JSON object' };
    }
    return { ok: true, row: { ...value } };
  } catch (error) {
    if (isFailure(error)) return { ok: false, code: error.code, detail: error.detail };
    throw error;
  }
}

/** Reads one line as a canonical event, known to its source when it was recorded, or else when it happened. */
export function readCanonical(bytes: Buffer): RecordResult {
  const reading = readJsonRow(bytes);
  if (!reading.ok) return reading;
  const checked = checkEvent(reading.row);
  if (!checked.ok) return { ok: false, code: checked.failure.code, detail: checked.failure.detail };
  const { event } = checked;
  const at = event.recordedtime !== undefined && event.recordedtime > event.time ? event.recordedtime : event.time;
  const warnings = checked.warnings.map((problem) => ({ code: problem.code, field: problem.path ?? '' }));
  return { ok: true, events: [{ event, at, rank: 0, sequence: 0 }], warnings };
}
