import { Duration } from '../expression/index.ts';
import { isFailure } from '../failure/index.ts';
import { LIMITS } from '../limits/index.ts';
import { canonicalMs, formatDuration, instantFromMs, parseDuration, parseInstant } from '../time/index.ts';
import type { CellType } from '../workflow/kinds/decide.ts';

/** A value as a table compares it: instants and durations are milliseconds. */
export type Value = string | number | boolean;

/** Whether values of a type have an order, so that cells may speak of intervals. */
export function isOrdered(type: CellType): boolean {
  return type === 'number' || type === 'instant' || type === 'duration';
}

/** How messages call a type, and what one may write for a literal of it. */
export const LITERALS: Readonly<Record<CellType, { readonly name: string; readonly like: string }>> = {
  text: { name: 'a text in quotes', like: '"gold"' },
  number: { name: 'a number', like: '30' },
  boolean: { name: 'true or false', like: 'true' },
  instant: { name: 'an instant', like: '2026-03-01 or 2026-03-01T08:00:00Z' },
  duration: { name: 'a duration', like: '30m, 2h or 7d' },
};

const NUMBER = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ZERO = /^(?:0[wdhms]|P0D|PT0[HMS])$/;
const UNQUOTED: Readonly<Record<string, string>> = { n: '\n', t: '\t' };

/** The value of a literal; undefined where the text is none of this type. A day is its first moment in UTC. */
export function readLiteral(text: string, type: CellType): Value | undefined {
  switch (type) {
    case 'text':
      return unquote(text);
    case 'number': {
      const value = NUMBER.test(text) ? Number(text) : Number.NaN;
      // A whole number that cannot be held would silently be another one.
      return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value + 0 : undefined;
    }
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'instant':
      return orNothing(() => canonicalMs(parseInstant(text, DAY.test(text) ? { zone: 'UTC' } : {}).instant));
    case 'duration': {
      const [sign, length] = text.startsWith('-') ? [-1, text.slice(1)] : [1, text];
      return ZERO.test(length) ? 0 : orNothing(() => sign * parseDuration(length));
    }
  }
}

/** The text of a literal, so that reading it gives the same value. */
export function writeLiteral(value: Value, type: CellType): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'boolean' || type === 'number') return String(value);
  if (type === 'duration') return formatDuration(value);
  const instant = instantFromMs(value);
  return instant.endsWith('T00:00:00.000Z') ? instant.slice(0, 10) : instant.replace('.000Z', 'Z');
}

/** The JSON that later steps and examples hold for a value. */
export function jsonOf(value: Value, type: CellType): unknown {
  if (typeof value !== 'number' || type === 'number') return value;
  return type === 'instant' ? instantFromMs(value) : formatDuration(value);
}

/** What an expression gave, as a value of the column's type; null is nothing, undefined is of another type. */
export function valueFrom(given: unknown, type: CellType): Value | null | undefined {
  if (given === null || given === undefined) return null;
  switch (type) {
    case 'text':
      return typeof given === 'string' ? given : undefined;
    case 'number':
      return typeof given === 'number' && Number.isFinite(given) ? given + 0 : undefined;
    case 'boolean':
      return typeof given === 'boolean' ? given : undefined;
    case 'instant': {
      const ms = typeof given === 'string' ? canonicalMs(given) : Number.NaN;
      return Number.isNaN(ms) ? undefined : ms;
    }
    case 'duration':
      if (given instanceof Duration) return Math.round(given.ms);
      // What an earlier step put out is JSON.
      return typeof given === 'string' && given.length <= LIMITS.labelCharacters
        ? (readLiteral(given, type) as number | undefined)
        : undefined;
  }
}

function unquote(text: string): string | undefined {
  const quote = text[0];
  if ((quote !== '"' && quote !== "'") || text.length < 2 || text.at(-1) !== quote) return undefined;
  let value = '';
  for (let i = 1; i < text.length - 1; i += 1) {
    const at = text[i] ?? '';
    if (at === quote) return undefined;
    if (at !== '\\') value += at;
    else {
      i += 1;
      // The last quote is escaped, so that the text has no end.
      if (i >= text.length - 1) return undefined;
      value += UNQUOTED[text[i] ?? ''] ?? text[i];
    }
  }
  return value;
}

function orNothing(read: () => number): number | undefined {
  try {
    return read();
  } catch (failure) {
    if (!isFailure(failure)) throw failure;
    return undefined;
  }
}
