import { Failure } from '../failure/index.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const MINUS = 0x2d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const ZERO = 0x30;
const NINE = 0x39;
const U = 0x75;

/** Up to so many keys of an object are compared one by one, beyond that through a set. */
const COMPARED_KEYS = 16;
/** Integers of so many digits are always safe. */
const SAFE_DIGITS = 15;

const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

interface Bounds {
  readonly depth: number;
  readonly keys: number;
}

/**
 * One pass over a JSON text before it is parsed, for all that cannot be seen in the parsed value any more: depth, the
 * number of keys, keys named twice, numbers that a double does not hold. It judges valid JSON exactly; of text that is
 * not JSON it may say anything but harm, since the parser comes next.
 *
 * Returns whether an escape names half of a surrogate pair.
 */
export function scan(text: string, bounds: Bounds): boolean {
  const open = new OpenObjects();
  let keyComes = false;
  let keys = 0;
  let surrogates = false;
  let index = 0;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      const end = endOfString(text, index + 1);
      const escaped = end < 0;
      const close = escaped ? -end : end;
      if (escaped && checkEscapes(text, index + 1, close)) surrogates = true;
      if (keyComes) {
        if (++keys > bounds.keys) throw new Failure('too-many-keys', `more than ${bounds.keys}`);
        open.addKey(escaped ? decodeKey(text.slice(index, close + 1)) : text.slice(index + 1, close));
        keyComes = false;
      }
      index = close + 1;
    } else if (code === COMMA) {
      keyComes = open.inObject;
      index++;
    } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (open.depth >= bounds.depth) throw new Failure('too-deep', `more than ${bounds.depth} levels`);
      keyComes = code === OPEN_BRACE;
      open.enter(keyComes);
      index++;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      open.leave();
      keyComes = false;
      index++;
    } else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      index = checkNumber(text, index);
    } else {
      index++;
    }
  }
  return surrogates;
}

/** What is open at a place in the text, outermost first. One stack of keys for all: an event has many small objects. */
class OpenObjects {
  inObject = false;
  readonly #kinds: boolean[] = [];
  /** Where the keys of each open level begin in `#keys`. */
  readonly #begins: number[] = [];
  readonly #keys: string[] = [];
  #sets: Map<number, Set<string>> | undefined;

  get depth(): number {
    return this.#kinds.length;
  }

  enter(isObject: boolean): void {
    this.#kinds.push(isObject);
    this.#begins.push(this.#keys.length);
    this.inObject = isObject;
  }

  leave(): void {
    this.#kinds.pop();
    this.#keys.length = this.#begins.pop() ?? 0;
    this.#sets?.delete(this.depth + 1);
    this.inObject = this.#kinds[this.#kinds.length - 1] ?? false;
  }

  addKey(key: string): void {
    // The lengths first: hashing every key would cost more than all the rest.
    if ((key.length === 9 || key.length === 11) && FORBIDDEN.has(key)) throw new Failure('forbidden-key', key);
    const keys = this.#keys;
    const begin = this.#begins[this.#begins.length - 1] ?? 0;
    if (keys.length - begin > COMPARED_KEYS) {
      this.#addToSet(key, begin);
      return;
    }
    for (let index = begin; index < keys.length; index++) {
      if (keys[index] === key) throw new Failure('duplicate-key');
    }
    keys.push(key);
  }

  #addToSet(key: string, begin: number): void {
    this.#sets ??= new Map();
    let set = this.#sets.get(this.depth);
    if (!set) {
      set = new Set(this.#keys.slice(begin));
      this.#sets.set(this.depth, set);
    }
    if (set.has(key)) throw new Failure('duplicate-key');
    set.add(key);
  }
}

/** The index of the closing quote, negative where the string holds an escape; the end of the text where none closes. */
function endOfString(text: string, start: number): number {
  let escaped = false;
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) return escaped ? -index : index;
    if (code === BACKSLASH) {
      escaped = true;
      index++;
    }
  }
  return escaped ? -text.length : text.length;
}

/** Refuses `\u0000`; tells whether a `\uD8…`–`\uDF…` is among the escapes. */
function checkEscapes(text: string, start: number, end: number): boolean {
  let surrogates = false;
  for (let index = text.indexOf('\\', start); index >= 0 && index < end; index = text.indexOf('\\', index + 2)) {
    if (text.charCodeAt(index + 1) !== U) continue;
    const unit = Number.parseInt(text.slice(index + 2, index + 6), 16);
    if (unit === 0) throw new Failure('invalid-text', `NUL at character ${index}`);
    if (unit >= 0xd800 && unit <= 0xdfff) surrogates = true;
  }
  return surrogates;
}

function decodeKey(quoted: string): string {
  try {
    // Two keys that differ only in a broken half of a pair become the same key.
    return String(JSON.parse(quoted)).toWellFormed();
  } catch {
    throw new Failure('invalid-json', 'a key');
  }
}

/** The index behind a number. Refuses integers beyond 2^53 − 1 and what overflows or vanishes in a double. */
function checkNumber(text: string, start: number): number {
  let index = start + 1;
  let plain = true;
  for (; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= ZERO && code <= NINE) continue;
    // `.`, `e`, `E`, `+`, `-`
    if (code !== 0x2e && code !== 0x65 && code !== 0x45 && code !== 0x2b && code !== MINUS) break;
    plain = false;
  }
  if (plain && index - start <= SAFE_DIGITS) return index;
  const token = text.slice(start, index);
  const value = Number(token);
  // Not a number at all: the parser says so.
  if (Number.isNaN(value)) return index;
  const vanished = value === 0 && /^-?[0.]*[1-9]/.test(token);
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)) || vanished) {
    throw new Failure('number-precision', `at character ${start}`);
  }
  return index;
}
