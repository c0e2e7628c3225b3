import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { serve } from '@hono/node-server';
import { FAILURES, Failure, type FailureCode } from '@slipway/shared/failure';
import type { Identify } from '../access/identify.ts';
import { createApp } from './app.ts';
import { createHealthApp } from './health.ts';
import type { Services } from './services.ts';

/** The API and the designer, listening. */
export interface HttpServer {
  readonly url: string;
  /** Takes no more requests and ends those on their way after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Listens; without `api` only health and metrics are served. Port 0 takes a free one. Fails with `invalid-config` when the port is taken. */
export async function listen(
  services: Services,
  identify: Identify,
  at: { readonly host: string; readonly port: number },
  api = true,
): Promise<HttpServer> {
  const app = api ? createApp(services, identify) : createHealthApp(services);
  const { promise, resolve, reject } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, hostname: at.host, port: at.port, serverOptions: SERVER_OPTIONS }, resolve);
  server.on('clientError', answerUnreadable);
  server.once('error', (error: NodeJS.ErrnoException) => reject(portFailure(error, at.port)));
  const { port } = await promise;
  const host = at.host.includes(':') ? `[${at.host}]` : at.host;
  return {
    url: `http://${host}:${port}`,
    close: (graceMs) =>
      new Promise((closed) => {
        const timer = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(timer);
          closed();
        });
        if ('closeIdleConnections' in server) server.closeIdleConnections();
      }),
  };
}

/** What Node cannot read as a request never reaches the app: it is answered in the same form, and its connection ends. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const tooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const code: FailureCode = tooLong ? 'too-large' : 'invalid-request';
  const { title } = FAILURES[code];
  const body = JSON.stringify({
    code,
    title,
    detail: tooLong ? 'the address or the headers' : 'it is no HTTP request',
  });
  const status = tooLong ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const head = ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`, 'connection: close'];
  socket.end(`HTTP/1.1 ${status}\r\n${head.join('\r\n')}\r\n\r\n${body}`);
}

/** A client that sends its request slowly must not hold a place for long. */
const SERVER_OPTIONS = { requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16 * 1024 };

function portFailure(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new Failure('invalid-config', `port ${port} is taken; name another one with --port`, { cause: error });
}
