import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { restore } from './directory-backup.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { openDatabase } from './open-database.ts';
import { temporaryDirectory } from './temporary.ts';

// A data directory takes seconds to make where the machine is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const HOLD = fileURLToPath(new URL('./fixtures/open-and-hold.ts', import.meta.url));

function directoryOfTest(): string {
  const directory = temporaryDirectory();
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A process that has the directory open. */
async function openElsewhere(directory: string) {
  const child = spawn(process.execPath, [HOLD, directory], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

test('a directory that another process has open is refused, naming the process', async () => {
  const directory = directoryOfTest();
  const other = await openElsewhere(directory);
  await expect(openDatabase({ directory })).rejects.toMatchObject({
    code: 'directory-locked',
    detail: expect.stringContaining(`pid ${other.pid}`),
  });
});

test('a directory that this process has open is refused, and free once it is closed', async () => {
  const directory = directoryOfTest();
  const first = await openDatabase({ directory });
  await expect(openDatabase({ directory })).rejects.toMatchObject({ code: 'directory-locked' });
  await first.close();
  await (await openDatabase({ directory })).close();
});

test('the lock of a process that was killed is taken over', async () => {
  const directory = directoryOfTest();
  const other = await openElsewhere(directory);
  other.kill('SIGKILL');
  await once(other, 'exit');
  await (await openDatabase({ directory })).close();
});

test('only its owner may look into the directory', async () => {
  const directory = directoryOfTest();
  await (await openDatabase({ directory })).close();
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(statSync(join(directory, 'slipway.json')).mode & 0o777).toBe(0o600);
});

test('a directory of a newer version is left alone', async () => {
  const directory = directoryOfTest();
  await (await openDatabase({ directory })).close();
  const file = join(directory, 'slipway.json');
  const text = JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version: 999, later: true });
  writeFileSync(file, text);
  await expect(openDatabase({ directory })).rejects.toMatchObject({ code: 'newer-data' });
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('a directory keeps its number of partitions', async () => {
  const directory = directoryOfTest();
  const database = await openDatabase({ directory });
  expect(database.partitions).toBe(4);
  await database.close();
  await expect(openDatabase({ directory, partitions: 8 })).rejects.toMatchObject({ code: 'partition-mismatch' });
});

test('a closed database answers that it is unavailable', async () => {
  const database = await openDatabase({ directory: directoryOfTest() });
  await Promise.all([database.close(), database.close()]);
  await expect(database.kysely.selectFrom('log_heads').selectAll().execute()).rejects.toMatchObject({
    code: 'unavailable',
  });
});

test('a directory of the first format is backed up and upgraded, and keeps its records', async () => {
  const directory = directoryOfTest();
  rmSync(directory, { recursive: true });
  await restore(fileURLToPath(new URL('./fixtures/format-1.slipway-backup', import.meta.url)), directory);
  expect(JSON.parse(readFileSync(join(directory, 'slipway.json'), 'utf8')).version).toBe(1);

  const database = await openDatabase({ directory });
  const records = await database.kysely.selectFrom('event_log').select(['offset', 'value']).orderBy('offset').execute();
  expect(records).toEqual([
    { offset: 0, value: '{"text":"Größe 🚢 \\u0000 \\n"}' },
    { offset: 1, value: '' },
  ]);
  await database.close();
  const latest = Object.keys(MIGRATIONS).length;
  expect(JSON.parse(readFileSync(join(directory, 'slipway.json'), 'utf8'))).toMatchObject({
    version: latest,
    partitions: 2,
  });

  const [backup] = readdirSync(join(directory, 'backups'));
  expect(backup).toMatch(new RegExp(`^before-upgrade-1-to-${latest}-`));
  const old = `${directory}-old`;
  onTestFinished(() => rmSync(old, { recursive: true, force: true }));
  await restore(join(directory, 'backups', backup ?? ''), old);
  expect(JSON.parse(readFileSync(join(old, 'slipway.json'), 'utf8')).version).toBe(1);
});
