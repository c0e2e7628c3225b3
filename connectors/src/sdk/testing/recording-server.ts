import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What arrived. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** How the server answers: a reply, or a way not to. */
export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
      readonly afterMs?: number;
    }
  /** Breaks the connection off before the answer. */
  | { readonly kind: 'reset' }
  /** Takes the request and never answers. */
  | { readonly kind: 'silence' }
  /** Sends the header and the beginning of a body that never ends. */
  | { readonly kind: 'slow-body' };

/** A real HTTP server that keeps what it is sent and answers as it is told. */
export interface RecordingServer {
  readonly port: number;
  readonly requests: RecordedRequest[];
  /** How many requests were broken off by the other side. */
  readonly brokenOff: () => number;
  reply(decide: (request: RecordedRequest) => Reply): void;
  close(): Promise<void>;
}

/** Starts one on a free port of the loopback address. */
export async function startRecordingServer(): Promise<RecordingServer> {
  const requests: RecordedRequest[] = [];
  let decide: (request: RecordedRequest) => Reply = () => ({ kind: 'answer', status: 200, body: '{}' });
  let broken = 0;
  const server = createServer((message, response) => {
    response.on('close', () => {
      if (!response.writableFinished) broken += 1;
    });
    readAll(message).then(
      (body) => {
        const request = { method: message.method ?? '', url: message.url ?? '', headers: message.headers, body };
        requests.push(request);
        const reply = decide(request);
        if (reply.kind === 'answer' && reply.afterMs) setTimeout(() => send(response, reply), reply.afterMs);
        else send(response, reply);
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    brokenOff: () => broken,
    reply: (next) => {
      decide = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function send(response: ServerResponse, reply: Reply): void {
  switch (reply.kind) {
    case 'answer':
      response.writeHead(reply.status, reply.headers ?? { 'content-type': 'application/json' });
      response.end(reply.body ?? '');
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'silence':
      return;
    case 'slow-body':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"slow":');
  }
}

async function readAll(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
