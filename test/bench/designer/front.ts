import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { COUNTED_EACH_MS, countersAt } from './counters.ts';

/** Passes everything on to the runtime, but counts and tells what a busy environment would, four times a second. */
export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
const COUNTERS = /\/environments\/dev\/workflows\/large\/counters$/;
const LIVE = /\/environments\/dev\/live$/;

export async function startFront({ url, bare }: { readonly url: string; readonly bare: string }): Promise<Front> {
  const server = createServer((incoming, answer) => {
    const { pathname } = new URL(incoming.url ?? '/', url);
    if (pathname.startsWith('/bare/'))
      serveFile(join(bare, normalize(pathname.slice('/bare/'.length) || 'index.html')), answer);
    else if (COUNTERS.test(pathname)) sendJson(answer, countersAt(0));
    else if (LIVE.test(pathname)) tell(answer);
    else passOn(url, incoming, answer);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function serveFile(file: string, answer: ServerResponse): void {
  if (!existsSync(file)) return void answer.writeHead(404).end();
  answer.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(answer);
}

function sendJson(answer: ServerResponse, body: unknown): void {
  answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Every step and port of the large workflow counts on with every message. */
function tell(answer: ServerResponse): void {
  answer.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  let beat = 0;
  const timer = setInterval(() => {
    beat += 1;
    const { version, nodes, ports } = countersAt(beat);
    const message = { type: 'changed', counters: { large: { version, nodes, ports } } };
    answer.write(`id: ${beat}\ndata: ${JSON.stringify(message)}\n\n`);
  }, COUNTED_EACH_MS);
  answer.once('close', () => clearInterval(timer));
}

function passOn(url: string, incoming: IncomingMessage, answer: ServerResponse): void {
  const { method, headers } = incoming;
  const onward = request(new URL(incoming.url ?? '/', url), { method: method ?? 'GET', headers }, (theirs) => {
    answer.writeHead(theirs.statusCode ?? 502, theirs.headers);
    theirs.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  incoming.pipe(onward);
}
