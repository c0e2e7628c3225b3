import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { Failure } from '../failure/index.ts';
import { LIMITS } from '../limits/index.ts';

/** What is built around an event (state, decision, trace) nests deeper than the event itself. */
const DEPTH_MAX = LIMITS.jsonDepth * 4;

/**
 * The one text of a JSON value: own keys sorted by code unit, no white space, members that are `undefined` left out,
 * `-0` written as `-0` (valid JSON, and read back as what it was). Equal values have equal texts on every machine.
 *
 * Fails with `number-precision` for NaN and infinities and `too-deep` beyond four times LIMITS.jsonDepth. Anything
 * that is not JSON (a function, a bigint, a Date, a hole) is a bug of the caller: TypeError.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value)) throw new Failure('number-precision', String(value));
      return Object.is(value, -0) ? '-0' : String(value);
    case 'object':
      if (value === null) return 'null';
      if (depth >= DEPTH_MAX) throw new Failure('too-deep', `more than ${DEPTH_MAX} levels`);
      return Array.isArray(value) ? writeArray(value, depth) : writeObject(value, depth);
    default:
      throw new TypeError(`${typeof value} is not JSON`);
  }
}

function writeArray(items: readonly unknown[], depth: number): string {
  let text = '';
  // Not `map`: it would skip a hole in silence.
  for (let index = 0; index < items.length; index++) text += `${index > 0 ? ',' : ''}${write(items[index], depth + 1)}`;
  return `[${text}]`;
}

function writeObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw new TypeError('An instance is not JSON');
  let text = '';
  // The default order of `sort` is by UTF-16 code unit.
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${write(member, depth + 1)}`;
  }
  return `{${text}}`;
}

/** SHA-256 of a text in UTF-8, in 64 hexadecimal digits. The same in browser and server. */
export function hashText(text: string): string {
  return bytesToHex(sha256(bytesOf(text)));
}

const scratch = new Uint8Array(512);

/** In UTF-8. Ids are short and plain: those are written down faster than an encoder is called. */
function bytesOf(text: string): Uint8Array {
  const { length } = text;
  if (length > scratch.length) return utf8ToBytes(text);
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return utf8ToBytes(text);
    scratch[at] = code;
  }
  return scratch.subarray(0, length);
}

/** SHA-256 of a value's canonical text. */
export function hashOf(value: unknown): string {
  return hashText(canonicalJson(value));
}
