import { createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { Failure } from '@slipway/shared/failure';

/** A key that encrypts the keys of secrets. `id` is derived from it, so that a row can name the key that opens it. */
export interface Key {
  readonly id: string;
  readonly key: KeyObject;
}

const KEY_BYTES = 32;
/** 32 random bytes hold about 30 different ones; fewer than this has never been random. */
const DIFFERENT_BYTES_LEAST = 16;
/** Words whose hash has been a key before. */
const SAMPLE_WORDS = ['', 'secret', 'password', 'changeme', 'change-me', 'slipway', 'test', 'key', 'admin', 'default'];

/** A new key and the text in which a file keeps it. */
export function generateKey(): { readonly key: Key; readonly text: string } {
  const bytes = randomBytes(KEY_BYTES);
  return { key: keyOf(bytes), text: bytes.toString('base64') };
}

/**
 * The keys in a text: one a line, 32 bytes in base64 or hexadecimal, the current one first; the others only open what was
 * encrypted before. Lines that begin with `#` say something to people. Fails with `invalid-config` for what is no key or
 * is a known one; the detail names `where` and the line, never its text.
 */
export function readKeys(text: string, where: string): readonly Key[] {
  const lines = text.split(/[\r\n,]+/).map((line) => line.trim());
  const keys = lines.flatMap((line, at) => {
    if (line === '' || line.startsWith('#')) return [];
    const bytes = bytesOf(line);
    if (!bytes) throw mistake(where, at, 'is no key: 32 bytes in base64 are asked for (openssl rand -base64 32)');
    if (isSample(bytes)) throw mistake(where, at, 'is a sample or a text, not a random key (openssl rand -base64 32)');
    return [keyOf(bytes)];
  });
  if (keys.length === 0) throw new Failure('invalid-config', `${where} holds no key`);
  return keys;
}

function mistake(where: string, at: number, what: string): Failure {
  return new Failure('invalid-config', `${where}: line ${at + 1} ${what}`);
}

function bytesOf(line: string): Buffer | null {
  if (/^[0-9a-fA-F]{64}$/.test(line)) return Buffer.from(line, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(line)) return null;
  return Buffer.from(line, 'base64');
}

/** Keys that stand in documents, or that somebody typed. */
function isSample(bytes: Buffer): boolean {
  if (new Set(bytes).size < DIFFERENT_BYTES_LEAST) return true;
  const step = ((bytes[1] ?? 0) - (bytes[0] ?? 0)) & 0xff;
  if (bytes.every((byte, at) => at === 0 || ((byte - (bytes[at - 1] ?? 0)) & 0xff) === step)) return true;
  if (bytes.every((byte) => byte >= 0x20 && byte < 0x7f)) return true;
  return SAMPLE_WORDS.some((word) => createHash('sha256').update(word).digest().equals(bytes));
}

function keyOf(bytes: Buffer): Key {
  const id = createHash('sha256').update('slipway key id\0').update(bytes).digest('hex').slice(0, 16);
  return { id, key: createSecretKey(bytes) };
}
