import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Failure } from '@slipway/shared/failure';

/**
 * Makes this process the only one on `directory` until the answer is called. Two processes on one directory lose data
 * silently, so a second one is refused with `directory-locked`, naming the first.
 *
 * The lock is the operating system's, taken through SQLite: it goes with its process however that dies, holds between
 * containers, and nobody has to judge whether a lock file is stale. `slipway.pid` only tells people who holds it.
 */
export function lockDirectory(directory: string): () => void {
  const lock = new DatabaseSync(join(directory, 'slipway.lock'));
  const owner = join(directory, 'slipway.pid');
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!(error instanceof Error) || !/locked/.test(error.message)) throw error;
    throw new Failure('directory-locked', `${directory}, held by ${ownerIn(owner)}`, { cause: error });
  }
  const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString();
  writeFileSync(owner, `${JSON.stringify({ pid: process.pid, startedAt })}\n`, { mode: 0o600 });
  return () => {
    rmSync(owner, { force: true });
    lock.close();
  };
}

function ownerIn(file: string): string {
  try {
    const owner: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof owner === 'object' && owner !== null && 'pid' in owner && 'startedAt' in owner) {
      return `pid ${owner.pid}, started ${owner.startedAt}`;
    }
  } catch {
    // The owner is about to write it, or died while writing.
  }
  return 'a process that is just starting';
}
