import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openWorkingApp, WORKING } from '../api/testing/working-app.ts';
import { EXIT } from './output.ts';
import { runCommandLine } from './program.ts';

// It opens a database of its own.
vi.setConfig({ testTimeout: 60_000 });

test('reference data is put from a file, checked, listed and got back', async () => {
  const working = await openWorkingApp();
  const folder = mkdtempSync(join(tmpdir(), 'slipway-reference-'));
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const path = (request.url ?? '').replace('/api/v1', '');
    const { status, body } = await working.ask(request.method ?? 'GET', path, text ? JSON.parse(text) : undefined);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    vi.restoreAllMocks();
    server.close();
    rmSync(folder, { recursive: true, force: true });
    await working.close();
  });
  let out = '';
  let err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text;
    return true;
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const reference = async (...args: string[]) => {
    [out, err] = ['', ''];
    const never = () => Promise.reject(new Error('not asked for'));
    return runCommandLine(['reference', ...args, '--environment', WORKING, '--server', url, '--data', folder], {
      version: '0.0.0',
      variables: {},
      openStorage: never,
      describeServices: never,
    });
  };
  const file = join(folder, 'tariff.csv');
  writeFileSync(file, 'Carrier,Port,Free days\nMAEU,NLRTM,5\nMAEU,DEHAM,4\n');
  expect(await reference('put', 'free-days', file, '--key', 'Carrier,Port', '--check')).toBe(EXIT.ok);
  expect(out).toContain('2 rows by carrier, port');
  expect(out).toContain('2 new, 0 changed, 0 gone, 0 as they were.');
  expect(await reference('put', 'free-days', file, '--key', 'carrier,port', '--note', 'May')).toBe(EXIT.ok);
  expect(out).toContain('free-days is version 1 now, with 2 rows.');
  expect(await reference('list')).toBe(EXIT.ok);
  expect(out).toContain('free-days  2 rows, version 1 by Local owner');
  const copy = join(folder, 'copy.csv');
  expect(await reference('get', 'free-days', '--csv', '--output', copy)).toBe(EXIT.ok);
  expect(readFileSync(copy, 'utf8').replaceAll('\r', '')).toBe('carrier,port,freeDays\nMAEU,NLRTM,5\nMAEU,DEHAM,4\n');
  expect(await reference('get', 'free-days', '--json')).toBe(EXIT.ok);
  expect(JSON.parse(out)).toMatchObject({ kind: 'table', key: ['carrier', 'port'], rows: [['MAEU', 'NLRTM', 5], {}] });
  writeFileSync(file, 'carrier,port,freeDays\nMAEU,NLRTM,5\nMAEU,NLRTM,6\n');
  expect(await reference('put', 'free-days', file)).toBe(EXIT.failed);
  expect(err).toContain('duplicate-key: Row 3');
  expect(await reference('get', 'other')).toBe(EXIT.failed);
  expect(await reference('remove', 'free-days')).toBe(EXIT.misused);
});
