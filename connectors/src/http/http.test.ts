import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callOperation, createTransports, type Transports } from '../sdk/index.ts';
import { connectorConformance, type RecordingServer, startRecordingServer } from '../sdk/testing/index.ts';
import { http } from './index.ts';

const success = { kind: 'answer', status: 200, body: '{"accepted":true}' } as const;
const fixture = {
  input: { method: 'POST', path: '/reroute', body: { shipment: 'ASN-8' } },
  wrongInput: { method: 'CONNECT', path: '/' },
  success,
};

for (const auth of [
  { kind: 'bearer', token: 'canary-token-4711/+?' },
  { kind: 'basic', user: 'slipway', password: 'canary-"password"-4711' },
  { kind: 'apiKey', header: 'X-Api-Key', key: 'canary-key-4711' },
]) {
  connectorConformance(http, {
    connection: (baseUrl) => ({ baseUrl, auth }),
    wrongConnection: { baseUrl: 'ftp://example.com', auth },
    operations: { request: fixture },
  });
}

describe('an HTTP request', () => {
  let server: RecordingServer;
  let transports: Transports;
  beforeAll(async () => {
    server = await startRecordingServer();
    transports = createTransports({ grants: [{ host: '127.0.0.1', port: server.port }] });
  });
  afterAll(async () => {
    await transports.close();
    await server.close();
  });
  const request = (input: unknown, connection: object = {}) => {
    server.requests.length = 0;
    server.reply(() => success);
    return callOperation({
      connector: http,
      operation: 'request',
      connection: { baseUrl: `http://127.0.0.1:${server.port}/api/v1`, auth: { kind: 'none' }, ...connection },
      input,
      actionId: 'a1',
      transports,
    });
  };

  it('carries method, path, query, headers, body and key', async () => {
    const outcome = await request({
      method: 'PUT',
      path: '/shipments/ASN 8',
      query: { mode: 'air', stop: [1, 2] },
      headers: { 'X-Trace': 't1' },
      body: { eta: null },
    });
    expect(outcome).toEqual({ kind: 'done', output: { status: 200, body: { accepted: true } } });
    expect(server.requests[0]).toMatchObject({
      method: 'PUT',
      url: '/api/v1/shipments/ASN%208?mode=air&stop=1&stop=2',
      body: '{"eta":null}',
      headers: { 'x-trace': 't1', 'idempotency-key': 'a1', 'content-type': 'application/json' },
    });
  });

  it('keeps question marks and fragments of data inside the path', async () => {
    await request({ method: 'GET', path: '/shipments/x?admin=1#y/events' });
    expect(server.requests[0]?.url).toBe('/api/v1/shipments/x%3Fadmin%3D1%23y/events');
  });

  it.each(['/shipments/../../admin', '/..', '/a/%2e%2e/b', '/a/%252E./b', '/a/..\\b', '/a/..%2fb', '/.'])(
    'refuses the path %s, which would leave the base URL',
    async (path) => {
      expect(await request({ method: 'GET', path })).toMatchObject({ kind: 'failed', code: 'invalid-input' });
      expect(server.requests).toHaveLength(0);
    },
  );

  it.each([
    { 'X-A': 'v\r\nX-Injected: 1' },
    { 'X-A\r\nB': 'v' },
    { Host: 'internal' },
    { 'Transfer-Encoding': 'chunked' },
    { 'content-length': '0' },
    { Authorization: 'Bearer stolen' },
    { 'idempotency-key': 'other' },
    { 'X-A': 'nul\0' },
  ])('refuses the headers %j', async (headers) => {
    expect(await request({ method: 'GET', path: '/', headers })).toMatchObject({
      kind: 'failed',
      code: 'invalid-input',
    });
    expect(server.requests).toHaveLength(0);
  });

  it('lets no header of an input take the place of the API key', async () => {
    const auth = { kind: 'apiKey', header: 'X-Api-Key', key: 'right' };
    await request({ method: 'GET', path: '/', headers: { 'x-API-key': 'wrong' } }, { auth });
    expect(server.requests[0]?.headers['x-api-key']).toBe('right');
  });

  it('takes an empty answer for null', async () => {
    server.requests.length = 0;
    const outcome = await (async () => {
      const attempt = request({ method: 'DELETE', path: '/x' });
      server.reply(() => ({ kind: 'answer', status: 204 }));
      return attempt;
    })();
    expect(outcome).toEqual({ kind: 'done', output: { status: 204, body: null } });
  });

  it.each([
    'https://user:pw@example.com',
    'https://example.com/?key=1',
    'file:///etc/passwd',
    'gopher://x',
    'javascript:1',
  ])('refuses the base URL %s', async (baseUrl) => {
    expect(await request({ method: 'GET', path: '/' }, { baseUrl })).toMatchObject({
      kind: 'failed',
      code: 'invalid-input',
    });
  });
});
