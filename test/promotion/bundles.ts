import { deepEqual, equal } from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runSlipway } from '../support/runtime-process.ts';
import { chaserNumber, type Installation } from './installation.ts';

/** One installation as the command line reaches it. */
export interface Reached {
  readonly directory: string;
  readonly installation: Installation;
}

/**
 * Takes what one installation runs to another by files: nothing runs there before it is released, and what is exported
 * there again is the same, byte by byte. Commands end with 0 when they did it, 1 when something is missing, 2 when misused.
 */
export async function carryOver(from: Reached, to: Reached, folder: string): Promise<void> {
  const run = async (at: Reached, ...args: string[]) => {
    const { code, stdout } = await runSlipway([...args, '--data', at.directory, '--json']);
    return { code, answer: stdout ? JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') : null };
  };
  await from.installation.save(chaserNumber(1, 'traveller'), null);
  equal((await run(from, 'plan', 'traveller', '--environment', 'dev')).code, 2, 'a change needs a version');
  const applied = await run(from, 'apply', 'traveller@1', '--environment', 'dev', '--note', 'to be carried over');
  deepEqual([applied.code, applied.answer.ok], [0, true]);
  const again = await run(from, 'apply', 'traveller@1', '--environment', 'dev');
  deepEqual([again.code, again.answer.applied], [0, null]);
  const file = join(folder, 'one.json');
  const one = await run(from, 'export', '--environment', 'dev', '--workflow', 'traveller', '--output', file);
  equal(one.code, 0);

  const imported = await run(to, 'import', file);
  deepEqual([imported.code, imported.answer.workflows[0].new], [0, true]);
  deepEqual(await to.installation.cells('traveller'), ['dev not-present', 'staging not-present', 'prod not-present']);
  const planned = await run(to, 'plan', 'traveller@1', '--environment', 'prod');
  deepEqual([planned.code, planned.answer.ok], [1, false]);
  equal((await run(to, 'apply', planned.answer.plan.id, '--environment', 'prod')).code, 1);
  equal((await run(to, 'apply', 'traveller@1', '--environment', 'dev')).code, 0);
  const other = join(folder, 'other.json');
  equal((await run(to, 'export', '--environment', 'dev', '--workflow', 'traveller', '--output', other)).code, 0);
  equal(await readFile(other, 'utf8'), await readFile(file, 'utf8'));

  const bent = join(folder, 'bent.json');
  await writeFile(bent, (await readFile(file, 'utf8')).replace('by version 1', 'by nobody'));
  const refused = await run(to, 'import', bent);
  deepEqual([refused.code, refused.answer.code], [1, 'invalid-bundle']);
}
