import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { backupDatabase } from './backup.ts';
import { backup, restore } from './directory-backup.ts';
import type { EmbeddedDatabase } from './embedded-database.ts';
import { openDatabase } from './open-database.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from './temporary.ts';

// A data directory takes seconds to make where the machine is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let database: TemporaryDatabase;
let folder: string;
let file: string;
const TEXTS = [
  '',
  ' padded ',
  'null',
  '{"a":1}',
  'tab\t newline\n return\r quote" back\\slash',
  'Größe 🚢 \u2028',
  '\\u0000',
  '\\N',
];
const RECORDS = Array.from({ length: 5_000 }, (_, offset) => {
  const value = TEXTS[offset % TEXTS.length] ?? '';
  return {
    environment: 'e',
    partition: 0,
    offset,
    at_ms: offset % 3 ? -1 : 2 ** 53 - 1,
    kind: 'event',
    key: 'k',
    value,
  };
});

const addToOutbox = (to: EmbeddedDatabase, subject: string) =>
  to.pool.query("INSERT INTO event_outbox (environment, subject, event) VALUES ('e', $1, '{}')", [subject]);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-backup-'));
  file = join(folder, 'all.slipway-backup');
  database = await openTemporaryDatabase();
  for (let from = 0; from < RECORDS.length; from += 1_000) {
    await database.kysely
      .insertInto('event_log')
      .values(RECORDS.slice(from, from + 1_000))
      .execute();
  }
  // Numbers of its own, a value left out, and bytes.
  for (const subject of ['first', 'second']) await addToOutbox(database, subject);
  await database.pool.query("DELETE FROM event_outbox WHERE subject = 'second'");
  await database.pool.query(
    `INSERT INTO dead_letters (environment, id, source, position, code, detail, bytes, truncated, at_ms, state)
     VALUES ('e', 'd', 's', '0', 'too-old', '', $1, false, 0, 'open')`,
    [Buffer.from([0, 255, 10, 92])],
  );
  await backupDatabase(database, file);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a restored directory holds every row as it was, and can be backed up to the same content', async () => {
  const directory = join(folder, 'restored');
  await restore(file, directory);
  const restored = await openDatabase({ directory });
  const rows = await restored.kysely.selectFrom('event_log').selectAll().orderBy('offset').execute();
  expect(rows).toEqual(RECORDS);
  expect(restored.partitions).toBe(database.partitions);
  await addToOutbox(restored, 'third');
  const outbox = await restored.pool.query('SELECT id, subject, partition FROM event_outbox ORDER BY id');
  expect(outbox.rows).toEqual([
    { id: 1, subject: 'first', partition: null },
    { id: 3, subject: 'third', partition: null },
  ]);
  const letters = await restored.pool.query('SELECT bytes FROM dead_letters');
  expect(letters.rows).toEqual([{ bytes: new Uint8Array([0, 255, 10, 92]) }]);
  await restored.pool.query("DELETE FROM event_outbox WHERE subject = 'third'");
  await restored.close();

  const again = join(folder, 'again.slipway-backup');
  await backup(directory, again);
  const content = (path: string) =>
    gunzipSync(readFileSync(path))
      .toString()
      .split('\n')
      .slice(1, -2)
      .filter((line) => !line.startsWith('{"sequence"'));
  expect(content(again)).toEqual(content(file));
}, 60_000);

test('a restore goes into no directory that has something in it', async () => {
  const directory = join(folder, 'full');
  mkdirSync(directory);
  writeFileSync(join(directory, 'keep'), 'me');
  await expect(restore(file, directory)).rejects.toMatchObject({ code: 'directory-not-empty' });
  expect(readFileSync(join(directory, 'keep'), 'utf8')).toBe('me');
});

const text = () => gunzipSync(readFileSync(file)).toString();
const DAMAGE: Record<string, () => Buffer> = {
  'cut off': () => readFileSync(file).subarray(0, -100),
  'changed in a byte': () => {
    const bytes = readFileSync(file);
    const middle = bytes.length >> 1;
    return Buffer.concat([
      bytes.subarray(0, middle),
      Buffer.from([~(bytes[middle] ?? 0) & 0xff]),
      bytes.subarray(middle + 1),
    ]);
  },
  'changed inside and packed again': () => gzipSync(text().replace('{\\"a\\":1}', '{\\"a\\":2}')),
  'short of a line': () => gzipSync(text().split('\n').toSpliced(20, 1).join('\n')),
  'without its end': () => gzipSync(text().split('\n').slice(0, -2).join('\n')),
  'no backup': () => gzipSync('hello\n'),
  'not packed': () => Buffer.from('hello\n'),
  empty: () => Buffer.alloc(0),
};

test.each(Object.entries(DAMAGE))('a file that is %s is refused and leaves nothing behind', async (name, damage) => {
  const damaged = join(folder, `${name}.slipway-backup`);
  writeFileSync(damaged, damage());
  const directory = join(folder, `from ${name}`);
  await expect(restore(damaged, directory)).rejects.toMatchObject({ code: 'invalid-backup' });
  expect(existsSync(directory)).toBe(false);
});

test('a backup of a newer version is refused', async () => {
  const newer = join(folder, 'newer.slipway-backup');
  const header = '{"slipway":"backup","version":999,"created":"2030-01-01T00:00:00Z","partitions":4}\n';
  const sha256 = createHash('sha256').update(header).digest('hex');
  writeFileSync(newer, gzipSync(`${header}${JSON.stringify({ end: { lines: 1, sha256 } })}\n`));
  await expect(restore(newer, join(folder, 'from newer'))).rejects.toMatchObject({ code: 'newer-data' });
});

test('what is not there is said not to be found', async () => {
  await expect(restore(join(folder, 'none'), join(folder, 'x'))).rejects.toMatchObject({ code: 'not-found' });
  await expect(backup(join(folder, 'none'), join(folder, 'y'))).rejects.toMatchObject({ code: 'not-found' });
});
