import { expect, test } from 'vitest';
import { MissedCommits } from './missed-commits.ts';

test('a commit that nobody told of is noticed once, at the second look at it', async () => {
  let rows = new Map([['dev/0', 5]]);
  const missed = new MissedCommits(async () => rows);
  const told = (commit: number) => missed.heard({ environment: 'dev', partition: 0, commit });
  expect(await missed.look()).toBe(false);
  rows = new Map([['dev/0', 6]]);
  told(6);
  expect(await missed.look()).toBe(false);
  expect(await missed.look()).toBe(false);
  rows = new Map([['dev/0', 7]]);
  // Word of it may still be on its way.
  expect(await missed.look()).toBe(false);
  expect(await missed.look()).toBe(true);
  expect(await missed.look()).toBe(false);
});
