import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@slipway/shared/failure';
import { z } from 'zod';

/** What `slipway.json` says of a data directory. `version` counts the migrations that made its tables. */
const DirectoryFormat = z.strictObject({
  version: z.int().min(1),
  created: z.string(),
  partitions: z.int().min(1),
});
export type DirectoryFormat = z.infer<typeof DirectoryFormat>;

const NAME = 'slipway.json';

/** What the directory says of itself, or nothing where none was made yet. Fails with `newer-data`. */
export function readFormat(directory: string, known: number): DirectoryFormat | undefined {
  const file = join(directory, NAME);
  if (!existsSync(file)) return undefined;
  const format = parseFormat(readFileSync(file, 'utf8'), file);
  if (format.version > known) {
    throw new Failure('newer-data', `${directory} has format ${format.version}, this version knows up to ${known}`);
  }
  return format;
}

function parseFormat(text: string, file: string): DirectoryFormat {
  try {
    // A newer version may say more; only the fields of today are read.
    return DirectoryFormat.strip().parse(JSON.parse(text));
  } catch (error) {
    throw new Failure('invalid-config', `${file} is damaged`, { cause: error });
  }
}

/** Replaces `slipway.json` in one step, so that a crash leaves the old or the new one. */
export function writeFormat(directory: string, format: DirectoryFormat): void {
  const next = join(directory, `${NAME}.next`);
  writeFileSync(next, `${JSON.stringify(format, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(next, join(directory, NAME));
}
