import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryDirectory } from './temporary.ts';

const COMMIT = fileURLToPath(new URL('./fixtures/commit-for-ever.ts', import.meta.url));
const ROUNDS = 10;

/** Lets a process commit until it has acknowledged `commits` rows, then kills it in the middle of the next. */
async function commitAndKill(directory: string, commits: number) {
  const child = spawn(process.execPath, ['--disallow-code-generation-from-strings', COMMIT, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  let found: number[][] = [];
  let last = -1;
  let acknowledged = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [word, value = ''] = line.split(' ');
    if (word === 'found') found = JSON.parse(value);
    if (word !== 'committed') continue;
    last = Number(value);
    acknowledged += 1;
    // The rest of what it acknowledged before it died is still read.
    if (acknowledged === commits) child.kill('SIGKILL');
  }
  await exit;
  return { found, last };
}

test(`no acknowledged row is lost and none is halved when the process is killed in ${ROUNDS} rounds`, async () => {
  const directory = temporaryDirectory();
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  let last = -1;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const { found, last: next } = await commitAndKill(directory, 20 + 17 * round);
    const [records = [], heads = []] = found;
    expect(records).toEqual([...records.keys()]);
    expect(heads).toEqual(records);
    // The commit in flight may be there though nobody was told.
    expect(records.length - 1 - last, `rows beyond the last acknowledged in round ${round}`).toBeOneOf([0, 1]);
    last = next;
  }
}, 120_000);
