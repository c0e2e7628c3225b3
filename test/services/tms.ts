import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the transport management system says to an expedite. */
export interface TmsAnswer {
  readonly accepted: boolean;
  readonly reason?: string;
}

/** A request as it arrived, repeats and refused ones included; times in milliseconds since 1970. */
export interface TmsRequest {
  readonly key: string;
  readonly shipment: string;
  readonly atMs: number;
  /** The status that was answered; 0 while the call is open or when the caller went away. */
  status: number;
  answeredAtMs: number;
}

/** One applied expedite. */
export interface TmsEffect {
  readonly key: string;
  readonly shipment: string;
  readonly answer: TmsAnswer;
}

/** A running TMS on 127.0.0.1. */
export interface Tms {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly TmsRequest[];
  /** Applied once per idempotency key. */
  readonly effects: ReadonlyMap<string, TmsEffect>;
  close(): Promise<void>;
}

/**
 * Starts a TMS that accepts, refuses or first fails an expedite, always the same for a shipment, and applies it once per
 * idempotency key. `lagMs` is how long an answer takes.
 */
export async function startTms(options: { lagMs?: () => number } = {}): Promise<Tms> {
  const requests: TmsRequest[] = [];
  const effects = new Map<string, TmsEffect>();
  const failuresLeft = new Map<string, number>();

  const apply = (key: string, shipment: string): { status: number; body: object } => {
    const done = effects.get(key);
    if (done) return { status: 200, body: done.answer };
    const temper = temperOf(shipment);
    const left = failuresLeft.get(key) ?? temper.failures;
    if (left > 0) {
      failuresLeft.set(key, left - 1);
      return { status: 503, body: { error: 'try again later' } };
    }
    effects.set(key, { key, shipment, answer: temper.answer });
    return { status: 200, body: temper.answer };
  };

  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.method === 'GET' || request.method === 'HEAD') return answer(200, { ok: true });
    if (request.method !== 'POST' || request.url !== '/expedite') return answer(404, { error: 'not found' });
    const key = String(request.headers['idempotency-key'] ?? '');
    const shipment = shipmentIn(await readBody(request));
    if (!key || !shipment) return answer(400, { error: 'an expedite needs an Idempotency-Key and a shipment' });
    const record: TmsRequest = { key, shipment, atMs: Date.now(), status: 0, answeredAtMs: 0 };
    requests.push(record);
    const { status, body } = apply(key, shipment);
    const lag = options.lagMs?.() ?? 0;
    setTimeout(() => {
      if (response.destroyed) return;
      answer(status, body);
      record.status = status;
      record.answeredAtMs = Date.now();
    }, lag);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    effects,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * How the TMS treats a shipment: 75 % accepted, 15 % refused, 10 % fail once or twice and are then accepted. Decided by
 * a hash of its id, so that a check can compute the same.
 */
export function temperOf(shipment: string): { answer: TmsAnswer; failures: number } {
  const hash = createHash('sha256').update(shipment).digest();
  const percent = hash.readUInt32BE(0) % 100;
  if (percent < 75) return { answer: { accepted: true }, failures: 0 };
  if (percent < 90) return { answer: { accepted: false, reason: 'no capacity on this lane' }, failures: 0 };
  return { answer: { accepted: true }, failures: 1 + (hash.readUInt8(4) % 2) };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** The shipment of a request, with or without the kind in front (`shipment:ASN-8`). */
function shipmentIn(text: string): string {
  try {
    const { shipment } = JSON.parse(text);
    return typeof shipment === 'string' ? shipment.replace(/^shipment:/, '') : '';
  } catch {
    return '';
  }
}
