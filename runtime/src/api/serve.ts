import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Failure } from '@slipway/shared/failure';
import { createApp } from './app.ts';
import { createHealthApp } from './health.ts';
import { localOwner } from './principal.ts';
import type { Services } from './services.ts';

/** The API and the designer, listening. */
export interface HttpServer {
  readonly url: string;
  /** Takes no more requests and ends those on their way after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Listens on the loopback interface; without `api` only health and metrics are served. Port 0 takes a free one. Fails with `invalid-config` when the port is taken. */
export async function listen(
  services: Services,
  at: { readonly host: string; readonly port: number },
  api = true,
): Promise<HttpServer> {
  const app = api ? createApp(services, localOwner) : createHealthApp(services);
  const { promise, resolve, reject } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, hostname: at.host, port: at.port, serverOptions: SERVER_OPTIONS }, resolve);
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

/** A client that sends its request slowly must not hold a place for long. */
const SERVER_OPTIONS = { requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16 * 1024 };

function portFailure(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new Failure('invalid-config', `port ${port} is taken; name another one with --port`, { cause: error });
}
