import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { Failure } from '@slipway/shared/failure';
import { z } from 'zod';

/*
 * A backup is gzipped lines of JSON, not a copy of the database's files: it stays readable when the database's own
 * file format changes, and it is a few kilobytes where there is little in it.
 *
 *   {"slipway":"backup","version":2,"created":"…","partitions":4}     version as in slipway.json
 *   {"table":"event_log","columns":["environment",…]}                 then its rows
 *   ["prod","0","17",…]                                               each value as PostgreSQL's text, or null
 *   {"sequence":"notes_id_seq","value":"12"}
 *   {"end":{"lines":4,"sha256":"…"}}                                  over every byte before this line
 */
const Header = z.object({
  slipway: z.literal('backup'),
  version: z.int().min(1),
  created: z.string(),
  partitions: z.int().min(1),
});
export type BackupHeader = z.infer<typeof Header>;

/** A line between the header and the end. */
export const BackupLine = z.union([
  z.array(z.string().nullable()),
  z.object({ table: z.string(), columns: z.array(z.string()).min(1) }),
  z.object({ sequence: z.string(), value: z.string() }),
]);
export type BackupLine = z.infer<typeof BackupLine>;

const End = z.object({ end: z.object({ lines: z.int(), sha256: z.string() }) });

/** Writes `lines` (each JSON text) behind `header`; the file appears under its name only when it is whole. */
export async function writeBackupFile(file: string, header: BackupHeader, lines: AsyncIterable<string>): Promise<void> {
  const part = `${file}.part`;
  try {
    const text = Readable.from(framed(header, lines), { objectMode: false });
    await pipeline(text, createGzip(), createWriteStream(part, { mode: 0o600, flush: true }));
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function* framed(header: BackupHeader, lines: AsyncIterable<string>): AsyncIterable<string> {
  const hash = createHash('sha256');
  const first = `${JSON.stringify(header)}\n`;
  hash.update(first);
  yield first;
  let count = 1;
  for await (const line of lines) {
    hash.update(line).update('\n');
    count += 1;
    yield `${line}\n`;
  }
  yield `${JSON.stringify({ end: { lines: count, sha256: hash.digest('hex') } })}\n`;
}

/** Reads the whole file once and answers its header. Fails with `invalid-backup` where anything is amiss. */
export async function checkBackupFile(file: string): Promise<BackupHeader> {
  const hash = createHash('sha256');
  let header: BackupHeader | undefined;
  let last = '';
  let lines = 0;
  await reading(file, async (line) => {
    if (lines === 0) header = Header.parse(JSON.parse(line));
    else hash.update(last).update('\n');
    last = line;
    lines += 1;
  });
  const end = End.safeParse(parsed(last));
  if (!header || !end.success) throw new Failure('invalid-backup', `${file} has no end`);
  const { sha256, lines: expected } = end.data.end;
  if (expected !== lines - 1 || hash.digest('hex') !== sha256) throw new Failure('invalid-backup', `${file}: checksum`);
  return header;
}

/** Hands every line between the header and the end of a checked file to `take`, one after the other. */
export async function readBackupFile(file: string, take: (line: BackupLine) => Promise<void>): Promise<void> {
  let first = true;
  await reading(file, async (text) => {
    const line = BackupLine.safeParse(parsed(text));
    if (line.success) await take(line.data);
    else if (!first && !End.safeParse(parsed(text)).success) throw new Failure('invalid-backup', `${file}: a line`);
    first = false;
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Only a line feed ends a line: node:readline would also break texts at U+2028. */
async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest + decoder.decode()) yield rest;
}

async function reading(file: string, take: (line: string) => Promise<void>): Promise<void> {
  try {
    await pipeline(createReadStream(file), createGunzip(), async (bytes: AsyncIterable<Buffer>) => {
      for await (const line of linesOf(bytes)) await take(line);
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const damaged =
      code.startsWith('Z_') ||
      code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ||
      error instanceof z.ZodError ||
      error instanceof SyntaxError;
    if (damaged) throw new Failure('invalid-backup', file, { cause: error });
    if (code === 'ENOENT') throw new Failure('not-found', file, { cause: error });
    throw error;
  }
}
