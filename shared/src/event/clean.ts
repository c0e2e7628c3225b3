import { Failure, isFailure } from '../failure/index.ts';
import { LIMITS } from '../limits/index.ts';
import type { Problem } from '../problem/index.ts';
import { endOfDay, instantFromMs, instantToMs, parseInstant, startOfDay } from '../time/index.ts';
import { checkIso6346, checkUnLocode } from './identifiers.ts';
import { AMBIGUOUS_FIELDS, INSTANT_FIELDS } from './types/fields.ts';

const DAY_MS = 24 * 3600 * 1000;
/** A client that errs everywhere is told of the first mistakes. */
export const WARNINGS_MAX = 20;
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** What the walk over an event is told, and what it notes on its way. */
export interface Walk {
  readonly zone: string | undefined;
  readonly warnings: Problem[];
}

/**
 * A copy of what a client sent in which every instant of the data dictionary is canonical and every text well formed.
 *
 * Throws the Failure of the first thing that cannot be kept: a forbidden key, an impossible date, a NUL, a number that
 * is not finite. `pointer` is the JSON pointer of `value`.
 */
export function clean(value: unknown, pointer: string, walk: Walk, depth = 0): unknown {
  if (depth > LIMITS.jsonDepth) throw new Failure('too-deep', pointer);
  if (typeof value === 'string') return cleanText(value, pointer);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Failure('number-precision', pointer);
    return value;
  }
  if (value === null || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((item, index) => clean(item, `${pointer}/${index}`, walk, depth + 1));
  if (typeof value !== 'object') throw new Failure('invalid-event', pointer);
  return cleanObject(value, pointer, walk, depth);
}

function cleanObject(value: object, pointer: string, walk: Walk, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    // Hardly any key needs escaping, and this is done for every key of every event.
    const plain = !key.includes('~') && !key.includes('/');
    const at = `${pointer}/${plain ? key : key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (FORBIDDEN.has(key)) throw new Failure('forbidden-key', at);
    if (member === undefined) continue;
    const cleaned = clean(member, at, walk, depth + 1);
    copy[cleanText(key, at)] = cleaned;
    if (typeof cleaned !== 'string') continue;
    warnOfIdentifier(key, cleaned, at, walk);
    const end = INSTANT_FIELDS.get(key);
    if (end && !(AMBIGUOUS_FIELDS.has(key) && !/^[+-]?\d{4}/.test(cleaned))) {
      const { instant, day } = readInstant(cleaned, end, { pointer: at, zone: walk.zone, day: isDay(value, key) });
      copy[key] = instant;
      if (day) copy[qualityName(key)] ??= 'day';
    }
  }
  if (typeof copy.scheme === 'string' && typeof copy.value === 'string') {
    copy.value = copy.value.normalize('NFC');
    warnOfIdentifier(copy.scheme, String(copy.value), `${pointer}/value`, walk);
  }
  return copy;
}

/** Beside which name the quality of an instant stands: `at` and a line's `deliverBy` have the plain one. */
function qualityName(key: string): string {
  return key === 'at' || key === 'deliverBy' ? 'timeQuality' : `${key}Quality`;
}

function isDay(value: object, key: string): boolean {
  return (value as Record<string, unknown>)[qualityName(key)] === 'day';
}

interface Reading {
  readonly pointer: string;
  readonly zone: string | undefined;
  /** The source said that only the day is known. */
  readonly day: boolean;
}

/**
 * The canonical instant of a text. A date alone is the first or the last instant of its local day. So is a midnight of
 * which the source says that only the day counts: that is how systems write a date where a time is demanded.
 */
export function readInstant(text: string, end: 'start' | 'end', reading: Reading): { instant: string; day: boolean } {
  const { instant, quality } = parsed(text, reading);
  if (quality === 'day' && reading.zone !== undefined) {
    return { instant: end === 'end' ? endOfDay(text, reading.zone) : instant, day: true };
  }
  if (!reading.day || end === 'start') return { instant, day: reading.day };
  if (reading.zone !== undefined) {
    const midnight = startOfDay(instant, reading.zone) === instant;
    return { instant: midnight ? endOfDay(instant, reading.zone) : instant, day: true };
  }
  const midnight = /T00:00(:00(\.0+)?)?([Zz]|[+-])/.test(text);
  return { instant: midnight ? instantFromMs(instantToMs(instant) + DAY_MS - 1) : instant, day: true };
}

/** `parseInstant` whose failure says where the text stands. */
export function parsed(text: string, { pointer, zone }: Pick<Reading, 'pointer' | 'zone'>) {
  try {
    return parseInstant(text, { zone });
  } catch (error) {
    throw isFailure(error) ? new Failure(error.code, pointer, { cause: error }) : error;
  }
}

function cleanText(text: string, pointer: string): string {
  if (text.includes('\0')) throw new Failure('invalid-text', pointer);
  return text.toWellFormed();
}

/** Numbers with a check digit warn and never reject: the standards' own samples fail them. */
function warnOfIdentifier(name: string, value: string, path: string, walk: Walk): void {
  if (walk.warnings.length >= WARNINGS_MAX) return;
  if (name === 'container' && !checkIso6346(value)) {
    walk.warnings.push({
      code: 'container-check-digit',
      severity: 'warning',
      path,
      message: 'The container number does not have the form or the check digit of ISO 6346.',
    });
  }
  if (name === 'unlocode' && !checkUnLocode(value)) {
    walk.warnings.push({
      code: 'unlocode-form',
      severity: 'warning',
      path,
      message: 'The place does not have the form of a UN/LOCODE.',
    });
  }
}
