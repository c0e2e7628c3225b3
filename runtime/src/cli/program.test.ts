import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenStorage } from '../composition/storage.ts';
import { readConfig } from '../config/index.ts';
import { openDatabase } from '../database/index.ts';
import { temporaryDirectory } from '../database/temporary.ts';
import { EmbeddedEventLog } from '../event-log/embedded.ts';
import { createEnvironment } from '../pipeline/environment.ts';
import { saveConnection } from '../stores/connections.ts';
import { openVault } from '../vault/index.ts';
import { EXIT } from './output.ts';
import { runCommandLine } from './program.ts';

const openStorage: OpenStorage = async (config) => {
  const database = await openDatabase({ directory: config.directory });
  const log = new EmbeddedEventLog(database);
  const createLog = (environment: string, partitions: number) => log.createEnvironment(environment, partitions);
  const close = async () => {
    await log.close();
    await database.close();
  };
  return {
    database,
    log,
    vault: openVault(config),
    createLog,
    partitions: database.partitions,
    services: [],
    openQueue: () => Promise.reject(new Error('none')),
    close,
  };
};

let data: string;
let files: string;
let out: string;
let err: string;
beforeEach(() => {
  data = temporaryDirectory();
  files = mkdtempSync(join(tmpdir(), 'slipway-cli-'));
  out = '';
  err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const folder of [data, files]) rmSync(folder, { recursive: true, force: true });
});

const run = (args: string[], variables: Record<string, string> = {}) =>
  runCommandLine(args, { version: '1.2.3', variables, openStorage, describeServices: async () => [] });
const inData = (...args: string[]) => run([...args, '--data', data, '--json']);

async function makeEnvironment(): Promise<void> {
  const storage = await openStorage(readConfig({}, { directory: data, logLevel: 'silent' }), null as never);
  const wanted = { id: 'dev', kind: 'live', deliversTo: 'outbox', partitions: storage.partitions } as const;
  await createEnvironment(storage.database, storage.createLog, wanted);
  await storage.close();
}

describe('the command line', () => {
  it('says its version and how it is used', async () => {
    expect(await run(['--version'])).toBe(EXIT.ok);
    expect(out).toContain('1.2.3');
    expect(await run(['--help'])).toBe(EXIT.ok);
    expect(out).toContain('Exit codes');
  });

  it.each([[['stat']], [['start', '--wrong']], [['ingest']], [['replay']], [['replay', '--verify', '--batch', '0']]])(
    'ends with 2 for %j',
    async (args) => {
      expect(await run(args)).toBe(EXIT.misused);
      expect(err).not.toBe('');
    },
  );

  it('names every mistake of the configuration and ends with 2', async () => {
    expect(await run(['start', '--port', '99999'], { REDIS_URL: 'redis://x' })).toBe(EXIT.misused);
    expect(err).toMatch(/--port[\s\S]*REDIS_URL/);
  });

  it('refuses to start crippled outside tests, open to the world, or where text can become code', async () => {
    expect(await run(['start', '--data', data], { SLIPWAY_SABOTAGE: 'ledger' })).toBe(EXIT.misused);
    expect(err).toContain('SLIPWAY_SABOTAGE');
    expect(await run(['start', '--data', data, '--host', '0.0.0.0'])).toBe(EXIT.misused);
    expect(err).toContain('0.0.0.0');
    expect(await run(['start', '--data', data])).toBe(EXIT.misused);
    expect(err).toContain('--disallow-code-generation-from-strings');
  });

  it('tells a failure as one line of JSON where that was asked for', async () => {
    expect(await inData('ingest', join(files, 'gone.json'), '--environment', 'dev')).toBe(EXIT.failed);
    expect(JSON.parse(out)).toMatchObject({ ok: false, code: 'not-found' });
  });
});

describe('while no server runs', () => {
  it('takes a file in, and what is bad in it as dead letters', async () => {
    await makeEnvironment();
    const good = {
      specversion: '1.0',
      id: 'e1',
      source: '/t',
      type: 'shipment.pickedUp',
      subject: 'shipment:A',
      time: '2024-01-01T00:00:00Z',
      data: { classifier: 'ACT' },
    };
    const file = join(files, 'events.json');
    writeFileSync(file, JSON.stringify([good, { ...good, id: 'e2' }]));
    expect(await inData('ingest', file, '--environment', 'dev')).toBe(EXIT.ok);
    expect(JSON.parse(out)).toEqual({ ok: true, accepted: 2, refused: 0 });
    out = '';
    writeFileSync(
      file,
      JSON.stringify([
        { ...good, id: 'e3' },
        { ...good, time: 'yesterday' },
      ]),
    );
    expect(await inData('ingest', file, '--environment', 'dev')).toBe(EXIT.failed);
    expect(JSON.parse(out)).toEqual({ ok: false, accepted: 1, refused: 1 });
    expect(await inData('ingest', file, '--environment', 'prod')).toBe(EXIT.failed);
  }, 30_000);

  it('verifies a log in which nothing is decided yet, and says clearly what is not there', async () => {
    await makeEnvironment();
    expect(await inData('replay', '--verify')).toBe(EXIT.ok);
    expect(JSON.parse(out)).toMatchObject({ ok: true, identical: true, compared: 0 });
    out = '';
    expect(await inData('why', 'nobody', '--environment', 'dev')).toBe(EXIT.failed);
    expect(JSON.parse(out)).toMatchObject({ code: 'not-found' });
  }, 30_000);

  it('is examined, with a way to mend what is wrong', async () => {
    await makeEnvironment();
    await inData('doctor');
    const { findings } = JSON.parse(out) as {
      findings: { check: string; ok: boolean; detail: string; fix?: string }[];
    };
    expect(findings.find((finding) => finding.check === 'data')).toMatchObject({
      ok: true,
      detail: expect.stringContaining('dev'),
    });
    // The tests themselves run without the flag.
    expect(findings.find((finding) => finding.check === 'no code from text')).toMatchObject({
      ok: false,
      fix: expect.any(String),
    });
    out = '';
    expect(await run(['doctor', '--json'], { SLIPWAY_DIR: data, SLIPWAY_PORT: 'x' })).toBe(EXIT.failed);
    expect(out).toContain('SLIPWAY_PORT');
  }, 30_000);

  it('changes the key of its secrets, says which are lost, and puts no key into a backup', async () => {
    await makeEnvironment();
    const storage = await openStorage(readConfig({}, { directory: data, logLevel: 'silent' }), null as never);
    const config = { baseUrl: 'https://tms.example', auth: { kind: 'bearer', token: 'canary-4711' } };
    const plain = { environment: 'dev', slot: 'tms', connector: 'http', updated_at_ms: 1, updated_by: null };
    await saveConnection(storage.database.kysely, { ...plain, config: JSON.stringify(config) });
    await storage.close();
    const file = join(files, 'all.slipway-backup');
    expect(await inData('backup', file)).toBe(EXIT.ok);
    expect(JSON.parse(out)).toEqual({ ok: true, file, secrets: 'sealed' });
    const inBackup = gunzipSync(readFileSync(file)).toString();
    expect(inBackup).toContain('tms.example');
    expect(inBackup).not.toContain('canary');
    const [, , key = expect.unreachable()] = readFileSync(join(data, 'vault.key'), 'utf8').split('\n');
    expect(key).toHaveLength(44);
    expect(inBackup).not.toContain(key);
    out = '';
    expect(await inData('vault', 'rotate')).toBe(EXIT.ok);
    expect(JSON.parse(out)).toMatchObject({ ok: true, rewrapped: 1, unreadable: [] });
    rmSync(join(data, 'vault.key'));
    out = '';
    expect(await inData('vault', 'status')).toBe(EXIT.failed);
    expect(JSON.parse(out).unreadable).toEqual([{ environment: 'dev', slot: 'tms', field: '/auth/token' }]);
    out = '';
    await inData('doctor');
    expect(out).toContain('no key opens 1 of 1: dev/tms');
    expect(await inData('vault', 'constructor')).toBe(EXIT.misused);
  }, 60_000);

  it('goes into one file and comes out of it again', async () => {
    await makeEnvironment();
    const [file, other] = [join(files, 'all.slipway-backup'), join(files, 'restored')];
    expect(await inData('backup', file)).toBe(EXIT.ok);
    expect(await run(['restore', file, '--data', other, '--json'])).toBe(EXIT.ok);
    expect(await run(['restore', file, '--data', other, '--json'])).toBe(EXIT.failed);
    out = '';
    await run(['doctor', '--data', other, '--json']);
    expect(out).toContain('environments: dev');
  }, 60_000);
});
