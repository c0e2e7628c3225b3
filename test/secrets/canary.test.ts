import { expect, it } from 'vitest';
import { sweep } from './canary.ts';

const canaries = [{ name: 'token', secret: 'canary-7f3a/9+z"q' }];
const found = (text: string) => sweep('here', text, canaries).length > 0;

it('finds a secret as it is, escaped and encoded, wherever it begins', () => {
  const { secret } = canaries[0] ?? expect.unreachable();
  expect(found(`x${secret}y`)).toBe(true);
  expect(found(JSON.stringify({ a: secret }))).toBe(true);
  expect(found(`?q=${encodeURIComponent(secret)}`)).toBe(true);
  for (const before of ['', 'u', 'us', 'user:']) {
    expect(found(Buffer.from(`${before}${secret}${before}`).toString('base64'))).toBe(true);
    expect(found(Buffer.from(`${before}${secret}`).toString('base64url'))).toBe(true);
  }
  expect(found(Buffer.from(secret).toString('hex'))).toBe(true);
});

it('finds nothing where it is not', () => {
  expect(found('canary-7f3a')).toBe(false);
});
