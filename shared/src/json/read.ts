import { Failure } from '../failure/index.ts';
import { LIMITS } from '../limits/index.ts';
import { scan } from './scan.ts';
import { wellFormed } from './well-formed.ts';

/** The bounds of one reading; what is left out is that of an event. */
export interface ReadOptions {
  readonly bytes?: number;
  readonly depth?: number;
  readonly keys?: number;
  /** Told the JSON pointer of every text or key in which a lone surrogate was replaced by U+FFFD. */
  readonly onNormalised?: (pointer: string) => void;
}

/** The part of the WHATWG decoder that is used: every host of the language has it, no type library here names it. */
interface Decoder {
  decode(bytes: Uint8Array): string;
}
declare const TextDecoder: new (encoding: 'utf-8', options: { fatal: boolean; ignoreBOM: boolean }) => Decoder;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const BYTE_ORDER_MARK = 0xfeff;

/**
 * Reads JSON (RFC 8259) from outside, strictly and within bounds. What it returns can be stored and sent again without
 * loss, and holds no key that reaches a prototype. Lone surrogates are replaced by U+FFFD.
 *
 * Fails with `too-large`, `invalid-utf8`, `too-deep`, `too-many-keys`, `duplicate-key`, `forbidden-key`,
 * `number-precision`, `invalid-text` (a NUL) or `invalid-json`; size and depth are judged before anything is built.
 */
export function readJson(input: Uint8Array | string, options: ReadOptions = {}): unknown {
  const text = toText(input, options.bytes ?? LIMITS.eventBytes);
  const surrogates = !text.isWellFormed();
  const bounds = { depth: options.depth ?? LIMITS.jsonDepth, keys: options.keys ?? LIMITS.jsonKeys };
  const escapedSurrogates = scan(text, bounds);
  const value = parse(text);
  return surrogates || escapedSurrogates ? wellFormed(value, options.onNormalised) : value;
}

function toText(input: Uint8Array | string, bytesMax: number): string {
  const size = typeof input === 'string' ? sizeOf(input, bytesMax) : input.byteLength;
  if (size > bytesMax) throw new Failure('too-large', `more than ${bytesMax} bytes`);
  const text = typeof input === 'string' ? input : decode(input);
  if (text.charCodeAt(0) === BYTE_ORDER_MARK) throw new Failure('invalid-utf8', 'byte order mark');
  // UTF-16 without a mark is valid UTF-8 with a NUL in every other byte; JSON has none at its beginning.
  if (text.charCodeAt(0) === 0 || text.charCodeAt(1) === 0) throw new Failure('invalid-utf8', 'UTF-16');
  return text;
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new Failure('invalid-utf8', '', { cause });
  }
}

/** The bytes of a text in UTF-8; counted one by one only where the answer is in doubt. */
function sizeOf(text: string, bytesMax: number): number {
  if (text.length > bytesMax || text.length * 3 <= bytesMax) return text.length;
  let size = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // Each half of a surrogate pair counts for two of its four bytes.
    size += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
  }
  return size;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message of the engine quotes the text; only the place is told.
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    throw new Failure('invalid-json', position === undefined ? '' : `at character ${position}`);
  }
}
