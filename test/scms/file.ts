import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const sha256 = '34b7aab1c686554db189dfc21eb6eaec7676496ef9cb2899281670c558503c5e';

/** The SCMS delivery history as it is: 10,324 order lines of 7,030 shipments, comma separated, UTF-8, LF. */
export async function scmsBytes(): Promise<Buffer> {
  const bytes = gunzipSync(await readFile(join(import.meta.dirname, '..', 'data', 'scms.csv.gz')));
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new Error('test/data/scms.csv.gz is damaged');
  return bytes;
}

/** Writes the history, or the part of it that `keep` lets through, to `path`. */
export async function unpackScms(path: string, keep?: (line: string, index: number) => boolean): Promise<void> {
  const bytes = await scmsBytes();
  if (!keep) return writeFile(path, bytes);
  const [header = '', ...lines] = bytes.toString('utf8').trimEnd().split('\n');
  await writeFile(path, `${[header, ...lines.filter(keep)].join('\n')}\n`);
}
