import type { TimeQuality } from '../event/envelope.ts';
import { type FailureCode, isFailure } from '../failure/index.ts';
import { parseInstant } from '../time/index.ts';
import { compileDateFormat, type DateFormat } from './date-format.ts';
import type { MappingField } from './mapping-schema.ts';

/** One record as its source gives it: for CSV every column as text, under its exact header. */
export type Row = Readonly<Record<string, unknown>>;

/** What a column was read as. A null value with a warning is an optional one that could not be read. */
export type FieldReading =
  | { readonly ok: true; readonly value: unknown; readonly quality?: TimeQuality; readonly warning?: string }
  | { readonly ok: false; readonly code: FailureCode; readonly detail: string };

export type FieldReader = (row: Row) => FieldReading;

const NOTHING: FieldReading = { ok: true, value: null };

/** Compiles one field; the reader is pure and total. `zone` is the mapping's own. Formats must have been checked. */
export function compileField(name: string, field: MappingField, zone: string | undefined): FieldReader {
  const nulls = new Set(['', ...(field.nulls ?? [])]);
  const read = compileType(field, zone);
  return (row) => {
    const raw = Object.hasOwn(row, field.column) ? row[field.column] : null;
    const absent = raw === null || raw === undefined || (typeof raw === 'string' && nulls.has(raw.trim()));
    if (absent) return field.optional || field.type === 'text' ? NOTHING : missing(name, field);
    const reading = read(raw);
    if (reading.ok || !field.optional)
      return reading.ok ? reading : { ...reading, detail: `${name}: ${reading.detail}` };
    return { ok: true, value: null, warning: field.warning ?? `${field.type}-not-captured` };
  };
}

function missing(name: string, field: MappingField): FieldReading {
  return {
    ok: false,
    code: field.type === 'date' ? 'invalid-date' : 'mapping-failed',
    detail: `${name}: nothing there`,
  };
}

function compileType(field: MappingField, zone: string | undefined): (raw: unknown) => FieldReading {
  switch (field.type) {
    case 'text':
      return (raw) => readText(raw, field.codes);
    case 'number':
      return (raw) => readNumber(raw, field.decimal ?? '.');
    case 'date':
      return compileDate(field.formats, field.zone ?? zone);
  }
}

function readText(raw: unknown, codes: Readonly<Record<string, string>> | undefined): FieldReading {
  if (typeof raw !== 'string' && typeof raw !== 'number' && typeof raw !== 'boolean') return unreadable('not a text');
  const text = String(raw);
  return { ok: true, value: codes && Object.hasOwn(codes, text) ? codes[text] : text };
}

function readNumber(raw: unknown, decimal: '.' | ','): FieldReading {
  if (typeof raw === 'number') return Number.isFinite(raw) ? { ok: true, value: raw } : unreadable('not a number');
  const text = typeof raw === 'string' ? raw.trim() : '';
  const plain = decimal === ',' ? text.replace(',', '.') : text;
  if (!/^[+-]?\d{1,15}(\.\d{1,15})?$/.test(plain)) return unreadable('not a number');
  return { ok: true, value: Number(plain) };
}

function compileDate(formats: readonly string[], zone: string | undefined): (raw: unknown) => FieldReading {
  const readers = formats.map((format): DateFormat['read'] =>
    format === 'iso' ? (text) => text : (compileDateFormat(format)?.read ?? (() => null)),
  );
  // Dates repeat over the records of a file; reading one takes far longer than remembering it.
  const known = new Map<string, FieldReading>();
  return (raw) => {
    if (typeof raw !== 'string') return unreadable('not a text', 'invalid-date');
    const text = raw.trim();
    let reading = known.get(text);
    if (!reading) {
      reading = readDate(text, readers, zone);
      if (known.size < 10_000) known.set(text, reading);
    }
    return reading;
  };
}

function readDate(text: string, readers: readonly DateFormat['read'][], zone: string | undefined): FieldReading {
  let worst: FieldReading = unreadable('not a date of these formats', 'invalid-date');
  for (const read of readers) {
    const iso = read(text);
    if (iso === null) continue;
    try {
      const parsed = parseInstant(iso, zone === undefined ? {} : { zone });
      return { ok: true, value: parsed.instant, quality: parsed.quality };
    } catch (error) {
      if (!isFailure(error)) throw error;
      worst = unreadable('no such date', error.code);
    }
  }
  return worst;
}

function unreadable(detail: string, code: FailureCode = 'mapping-failed'): FieldReading {
  return { ok: false, code, detail };
}
