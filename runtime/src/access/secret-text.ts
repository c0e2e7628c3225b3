import { createHash, randomBytes, randomInt } from 'node:crypto';

/** A secret of 256 random bits, as text for cookies and headers. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What is kept of such a secret. A fast hash is right here: nobody guesses 256 random bits, unlike passwords.
 */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Without signs that people mistake for each other. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Random text for people to read and type, in groups of five: 5 bits a sign. */
export function readableSecret(groups: number): string {
  const group = () => Array.from({ length: 5 }, () => READABLE[randomInt(READABLE.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}
