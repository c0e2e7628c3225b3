import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { compileCache } from '../support/runtime-process.ts';

/**
 * Another process decides every partition, in no group and without asking, until what `meanwhile` begins has ended. What it does
 * not finish is cut off.
 */
export async function impostorDuring(
  meanwhile: () => Promise<unknown>,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const main = join(import.meta.dirname, 'impostor-process.ts');
  const child = spawn(process.execPath, ['--disallow-code-generation-from-strings', main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: compileCache, ...variables },
  });
  children.add(child);
  const gone = once(child, 'exit').then(() => children.delete(child));
  await Promise.race([once(child.stdout, 'data'), gone]);
  if (child.exitCode !== null) throw new Error(`the second owner ended with ${child.exitCode} before it began`);
  try {
    await meanwhile();
  } finally {
    child.kill('SIGKILL');
    await gone;
  }
}

const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
