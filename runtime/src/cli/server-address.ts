import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const addressSchema = z.object({ pid: z.int(), url: z.url() });
export type ServerAddress = z.infer<typeof addressSchema>;

/** Leaves word in the data directory where its server answers, for the other commands. */
export function announceServer(directory: string, url: string): () => void {
  const file = fileIn(directory);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify({ pid: process.pid, url }), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** Where the server of a data directory answers; undefined when none runs. */
export function findServer(directory: string): ServerAddress | undefined {
  const file = fileIn(directory);
  if (!existsSync(file)) return undefined;
  try {
    const address = addressSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    process.kill(address.pid, 0);
    return address;
  } catch {
    // left behind by a server that was killed, or not yet whole
    return undefined;
  }
}

function fileIn(directory: string): string {
  return join(directory, 'server.json');
}
