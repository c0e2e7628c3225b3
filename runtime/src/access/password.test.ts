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
  const millisecondsOf = async (stored: string | undefined) => {
    const from = performance.now();
    expect(await verifyPassword('wrong', stored)).toBe(false);
    return performance.now() - from;
  };
  // The shortest of each, in turns: whatever else the machine does only adds to it. Work that was left out stays out,
  // however often it is measured, so going on while the machine is busy hides nothing.
  let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < 7 || (round < 60 && Math.max(unknown / known, known / unknown) >= 2); round += 1) {
    known = Math.min(known, await millisecondsOf(hash));
    unknown = Math.min(unknown, await millisecondsOf(undefined));
  }
  expect(unknown / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeLessThan(2);
});
