import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RecordingServer, startRecordingServer } from '../testing/recording-server.ts';
import type { Transports } from '../transports.ts';
import { createTransports } from './index.ts';
import { TRANSPORT_LIMITS } from './limits.ts';

let server: RecordingServer;
let transports: Transports;
beforeAll(async () => {
  server = await startRecordingServer();
  transports = createTransports({ grants: [{ host: '127.0.0.1', port: server.port }], requestMs: 3_000 });
});
afterAll(async () => {
  await transports.close();
  await server.close();
});
beforeEach(() => {
  server.requests.length = 0;
});
const at = (path: string) => `http://127.0.0.1:${server.port}${path}`;

describe('the guarded fetch', () => {
  it('reaches what is granted', async () => {
    server.reply(() => ({ kind: 'answer', status: 201, body: '{"a":1}' }));
    const response = await transports.fetch(at('/x'), { method: 'POST', body: 'b', headers: { 'x-a': '1' } });
    expect([response.status, await response.json()]).toEqual([201, { a: 1 }]);
    expect(server.requests[0]).toMatchObject({ method: 'POST', body: 'b', headers: { 'x-a': '1' } });
  });

  it('does not reach the same server by a name that is not granted, even where that name resolves to it', async () => {
    const other = createTransports({ grants: [], resolve: async () => ['127.0.0.1'] });
    await expect(other.fetch(`http://erp.example:${server.port}/`)).rejects.toMatchObject({ code: 'egress-refused' });
    await expect(other.fetch(`https://erp.example:${server.port}/`)).rejects.toMatchObject({ code: 'egress-refused' });
    await expect(other.fetch(`https://127.0.0.1:${server.port}/`)).rejects.toMatchObject({ code: 'egress-refused' });
    expect(server.requests).toHaveLength(0);
    await other.close();
  });

  it('connects to the very address that was checked, and asks the resolver once for it', async () => {
    server.reply(() => ({ kind: 'answer', status: 200, body: '{}' }));
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    const rebound = createTransports({ grants: [{ host: 'erp.example' }], resolve: async () => answers.shift() ?? [] });
    const response = await rebound.fetch(`http://erp.example:${server.port}/`);
    expect(response.status).toBe(200);
    expect(server.requests[0]?.headers.host).toBe(`erp.example:${server.port}`);
    await rebound.close();
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://localhost/',
    'https://localhost/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[2002:a9fe:a9fe::1]/',
    'https://0x7f.1/',
    'https://0.0.0.0/',
    'https://①②⑦.⓪.⓪.①/',
    'https://100.100.100.200/',
    'https://10.0.0.5/',
    'https://metadata.google.internal/',
    'http://example.com/',
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'data:text/plain,x',
  ])('refuses %s', async (url) => {
    await expect(transports.fetch(url)).rejects.toMatchObject({ code: 'egress-refused' });
  });

  it('follows no redirect', async () => {
    server.reply(() => ({ kind: 'answer', status: 302, headers: { location: at('/stolen') } }));
    expect((await transports.fetch(at('/'), { headers: { 'x-api-key': 'k' } })).status).toBe(302);
    expect(server.requests).toHaveLength(1);
  });

  it.each([{ host: 'internal' }, { 'Transfer-Encoding': 'chunked' }, { 'x-a': 'b\r\nx-b: c' }, { 'x\ny': '1' }])(
    'refuses the headers %j',
    async (headers) => {
      await expect(transports.fetch(at('/'), { headers })).rejects.toMatchObject({ code: 'invalid-input' });
      expect(server.requests).toHaveLength(0);
    },
  );

  it('refuses credentials in a URL and methods that are none', async () => {
    await expect(transports.fetch(`http://u:p@127.0.0.1:${server.port}/`)).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(transports.fetch(at('/'), { method: 'CONNECT' })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('stops reading an answer beyond the bound, compressed or not', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * TRANSPORT_LIMITS.responseBytes));
    server.reply(() => ({ kind: 'answer', status: 200, headers: { 'content-encoding': 'gzip' }, body: bomb }));
    await expect(transports.fetch(at('/'))).rejects.toMatchObject({ code: 'invalid-output' });
    server.reply(() => ({ kind: 'answer', status: 200, body: Buffer.alloc(5 * TRANSPORT_LIMITS.responseBytes) }));
    await expect(transports.fetch(at('/'))).rejects.toMatchObject({ code: 'invalid-output' });
  });

  it('decodes an answer that is compressed although nobody asked', async () => {
    server.reply(() => ({
      kind: 'answer',
      status: 200,
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync('{"a":1}'),
    }));
    const response = await transports.fetch(at('/'));
    expect(await response.json()).toEqual({ a: 1 });
    expect(response.headers.get('content-encoding')).toBeNull();
  });

  it('ends at its time, also in the middle of a body', async () => {
    const hurried = createTransports({ grants: [{ host: '127.0.0.1' }], requestMs: 150 });
    for (const kind of ['silence', 'slow-body'] as const) {
      server.reply(() => ({ kind }));
      await expect(hurried.fetch(at('/'))).rejects.toMatchObject({ code: 'target-timeout' });
    }
    await hurried.close();
  });

  it('lets calls on their way end before it closes, and takes no more', async () => {
    const leaving = createTransports({ grants: [{ host: '127.0.0.1' }] });
    server.reply(() => ({ kind: 'answer', status: 200, body: '{"booked":true}', afterMs: 100 }));
    const call = leaving.fetch(at('/'));
    await expect.poll(() => server.requests.length).toBe(1);
    const closed = leaving.close();
    expect(await (await call).json()).toEqual({ booked: true });
    await closed;
    await expect(leaving.fetch(at('/'))).rejects.toBeInstanceOf(Error);
    expect(server.requests).toHaveLength(1);
  });

  it('tells an unreachable target from a lost one', async () => {
    server.reply(() => ({ kind: 'reset' }));
    await expect(transports.fetch(at('/'))).rejects.toMatchObject({ code: 'target-lost' });
    const open = createTransports({ grants: [{ host: '127.0.0.1' }] });
    await expect(open.fetch('http://127.0.0.1:9/')).rejects.toMatchObject({ code: 'target-unreachable' });
    await open.close();
  });

  it('sends no more at once than its bound', async () => {
    server.reply(() => ({ kind: 'silence' }));
    const controller = new AbortController();
    const total = TRANSPORT_LIMITS.connectionsPerOrigin + 5;
    const attempts = Array.from({ length: total }, () => transports.fetch(at('/'), { signal: controller.signal }));
    await expect.poll(() => server.requests.length).toBe(TRANSPORT_LIMITS.connectionsPerOrigin);
    controller.abort();
    const ends = await Promise.allSettled(attempts);
    expect(ends.every((end) => end.status === 'rejected')).toBe(true);
  });
});
