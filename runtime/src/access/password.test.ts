import { expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

it('knows the password of a hash, in any form of Unicode, and no other', async () => {
  const hash = await hashPassword('café au port');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword('café au port', hash)).toBe(true);
  expect(await verifyPassword('café au port'.normalize('NFD'), hash)).toBe(true);
  expect(await verifyPassword('café au Port', hash)).toBe(false);
  expect(await hashPassword('café au port')).not.toBe(hash);
});

it('works as hard for a name that nobody has', async () => {
  const hash = await hashPassword('one two three four');
  const timeOf = async (stored: string | undefined) => {
    const times: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const from = performance.now();
      expect(await verifyPassword('wrong', stored)).toBe(false);
      times.push(performance.now() - from);
    }
    // The shortest: whatever else the machine does only adds to it.
    return Math.min(...times);
  };
  const [known, unknown] = [await timeOf(hash), await timeOf(undefined)];
  expect(unknown / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeLessThan(2);
});
