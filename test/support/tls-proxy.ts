import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { makeAccess } from '../services/kafka-secured.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A way to a server on 127.0.0.1 that wants TLS, with a certificate of its own. */
export interface TlsProxy {
  readonly port: number;
  /** PEM of who signed the certificate. */
  readonly ca: string;
  close(): void;
}

/** What PostgreSQL's clients send before they begin with TLS, and its answer. */
const SSL_REQUEST_BYTES = 8;
const YES = 'S';

/** Starts a proxy to `target`. With `asked`, TLS begins as PostgreSQL has it: the client asks for it first. */
export async function startTlsProxy(target: number, options: { readonly asked: boolean }): Promise<TlsProxy> {
  const folder = await temporaryDirectory();
  const { ca } = await makeAccess(folder.path);
  const key = await readFile(join(folder.path, 'key.pem'));
  await folder.remove();
  const certificate = { key, cert: ca };
  const passOn = (near: Socket) => {
    const far = connect(target, '127.0.0.1');
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
    near.pipe(far).pipe(near);
  };
  const server: Server = options.asked
    ? createServer(async (near) => {
        near.on('error', () => {});
        while (near.readableLength < SSL_REQUEST_BYTES) await once(near, 'readable');
        near.read(SSL_REQUEST_BYTES);
        near.write(YES);
        passOn(new TLSSocket(near, { ...certificate, isServer: true }));
      })
    : createTlsServer(certificate, passOn);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, ca, close: () => server.close() };
}
