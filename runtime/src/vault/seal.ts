import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { canonicalJson } from '@slipway/shared/json';
import type { Key } from './key.ts';

/** What a secret is bound to: sealed for one of these, it does not open for another. */
export interface SecretPlace {
  readonly environment: string;
  readonly slot: string;
  readonly connector: string;
  /** Protocol, host and port where it goes. */
  readonly target: string;
  /** Its place in the connection, a JSON pointer. */
  readonly field: string;
}

/** A secret as it is stored: encrypted under a key of its own, and that key under the key `key_id`. */
export interface SealedSecret {
  readonly key_id: string;
  readonly wrapped_key: string;
  readonly sealed: string;
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const FORMAT = 'v1';

/** Encrypts a text for one place. */
export function seal(key: Key, place: SecretPlace, text: string): SealedSecret {
  const own = randomBytes(KEY_BYTES);
  const sealed = encrypt(own, bindingOf('secret', place), Buffer.from(text, 'utf8'));
  return { key_id: key.id, wrapped_key: encrypt(key.key, bindingOf('key', place), own), sealed };
}

/** The text that was sealed for this place. Throws where the key, the place or a single bit is another. */
export function open(key: Key, place: SecretPlace, secret: SealedSecret): string {
  const own = decrypt(key.key, bindingOf('key', place), secret.wrapped_key);
  return decrypt(own, bindingOf('secret', place), secret.sealed).toString('utf8');
}

/** The same secret with its key under another one; the text itself is not touched. */
export function rewrap(from: Key, to: Key, place: SecretPlace, secret: SealedSecret): SealedSecret {
  const own = decrypt(from.key, bindingOf('key', place), secret.wrapped_key);
  return { ...secret, key_id: to.id, wrapped_key: encrypt(to.key, bindingOf('key', place), own) };
}

function bindingOf(what: 'secret' | 'key', place: SecretPlace): Buffer {
  const { environment, slot, connector, target, field } = place;
  return Buffer.from(canonicalJson({ format: FORMAT, what, environment, slot, connector, target, field }), 'utf8');
}

function encrypt(key: KeyObject | Buffer, binding: Buffer, content: Buffer): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(binding);
  const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
  return `${FORMAT}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

function decrypt(key: KeyObject | Buffer, binding: Buffer, text: string): Buffer {
  const [format, encoded] = text.split('.');
  if (format !== FORMAT || encoded === undefined) throw new Error('not a sealed text of a known format');
  const bytes = Buffer.from(encoded, 'base64url');
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(binding);
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}
