import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where Linux keeps files in memory, and by what such a file system is known. */
const MEMORY = '/dev/shm';
const TMPFS = 0x01021994;

/**
 * The folder for what tests leave behind: in memory where that has `bytes` of room, since a database is a thousand files
 * and a disk takes ten times as long to copy them. Who sets TMPDIR has chosen.
 */
export function temporaryFolder(bytes: number): string {
  if (process.env.TMPDIR) return tmpdir();
  try {
    const { type, bavail, bsize } = statfsSync(MEMORY);
    return type === TMPFS && bavail * bsize >= bytes ? MEMORY : tmpdir();
  } catch {
    return tmpdir(); // Another system than Linux.
  }
}
