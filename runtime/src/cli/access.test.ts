import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signIn } from '../access/sign-in.ts';
import { openDatabase } from '../database/index.ts';
import { temporaryDirectory } from '../database/temporary.ts';
import { EXIT } from './output.ts';
import { runCommandLine } from './program.ts';

let data: string;
let files: string;
let out: string;
beforeEach(() => {
  [data, files, out] = [temporaryDirectory(), mkdtempSync(join(tmpdir(), 'slipway-cli-')), ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const folder of [data, files]) rmSync(folder, { recursive: true, force: true });
});

/** These commands ask the storage for its database only. */
const openStorage = async ({ directory }: { directory: string }) => {
  const database = await openDatabase({ directory });
  return { database, close: () => database.close() } as never;
};
const run = async (...args: string[]) => {
  out = '';
  const exit = await runCommandLine([...args, '--data', data, '--json'], {
    version: '1',
    variables: {},
    openStorage,
    describeServices: async () => [],
  });
  return { exit, answer: JSON.parse(out || 'null') };
};

describe('without a server', () => {
  it('somebody who can sign in is made, and helped when the password is lost', async () => {
    const { exit, answer } = await run('user', 'add', 'Ada');
    expect([exit, answer.user.roles]).toEqual([EXIT.ok, [{ environment: null, role: 'admin' }]]);
    const reset = await run('user', 'reset-password', 'ada');
    expect(reset.answer.password).not.toBe(answer.password);
    expect((await run('user', 'list')).answer.users).toMatchObject([{ name: 'Ada', state: 'invited' }]);
    expect((await run('user', 'reset-password', 'Nobody')).exit).toBe(EXIT.failed);
    expect((await run('user', 'add', 'Bob', '--role', 'king')).exit).toBe(EXIT.failed);
    expect((await run('user', 'remove', 'Ada')).exit).toBe(EXIT.misused);
    const database = await openDatabase({ directory: data });
    const occasion = { address: '127.0.0.1', request: 'r', nowMs: Date.now() };
    const attempt = (password: string) => signIn(database, { name: 'Ada', password }, occasion);
    await expect(attempt(answer.password)).rejects.toMatchObject({ code: 'sign-in-failed' });
    expect((await attempt(reset.answer.password)).user.name).toBe('Ada');
    await database.close();
  }, 60_000);

  it('the audit is verified, with exit code 3 and the entry where it was changed, and written out', async () => {
    await run('user', 'add', 'Ada');
    await run('user', 'add', 'Bob');
    const whole = await run('audit', 'verify');
    expect([whole.exit, whole.answer.ok, whole.answer.entries]).toEqual([EXIT.ok, true, 2]);
    const file = join(files, 'audit.jsonl');
    expect((await run('audit', 'export', file)).exit).toBe(EXIT.ok);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).action)).toEqual(['user.created', 'user.created']);
    const database = await openDatabase({ directory: data });
    await database.pool.query(
      `SET session_replication_role = replica; UPDATE audit_entries SET actor_name = 'Eve' WHERE number = 2;
       SET session_replication_role = origin`,
    );
    await database.close();
    const broken = await run('audit', 'verify');
    expect([broken.exit, broken.answer.broken.number]).toEqual([EXIT.differs, 2]);
  }, 60_000);
});
