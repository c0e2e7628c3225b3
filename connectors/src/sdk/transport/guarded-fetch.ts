import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { Failure } from '@slipway/shared/failure';
import { Agent, buildConnector, type Dispatcher, request } from 'undici';
import type { FetchOptions, GuardedFetch } from '../transports.ts';
import type { EgressGuard } from './egress-guard.ts';
import { checkedHeaders } from './headers.ts';
import { TRANSPORT_LIMITS } from './limits.ts';
import { createSlots } from './slots.ts';
import { toFailure } from './to-failure.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
type Method = (typeof METHODS)[number];

/**
 * The one dispatcher of all connectors. Each connection is made to an address that the guard has checked, and the
 * address at the other end is checked again.
 */
function createDispatcher(guard: EgressGuard): Dispatcher {
  const connect = buildConnector({ timeout: TRANSPORT_LIMITS.connectMs, allowH2: false });
  return new Agent({
    connections: TRANSPORT_LIMITS.connectionsPerOrigin,
    headersTimeout: TRANSPORT_LIMITS.requestMs,
    bodyTimeout: TRANSPORT_LIMITS.requestMs,
    connect: (options, callback) => {
      const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80));
      guard.addressFor(options.hostname, port).then(
        (address) =>
          connect({ ...options, hostname: address }, (...[error, socket]) => {
            if (error) return callback(error, null);
            try {
              guard.checkAddress(options.hostname, port, socket.remoteAddress ?? '');
            } catch (refusal) {
              socket.destroy();
              return callback(toFailure(refusal), null);
            }
            callback(null, socket);
          }),
        (error: unknown) => callback(toFailure(error), null),
      );
    },
  });
}

/** Makes the guarded `fetch` and the way to close its sockets once the calls on them have ended. `limits` exist for tests and can only tighten. */
export function createGuardedFetch(
  guard: EgressGuard,
  limits: { readonly requestMs?: number } = {},
): { readonly fetch: GuardedFetch; close(): Promise<void> } {
  const dispatcher = createDispatcher(guard);
  const slots = createSlots(TRANSPORT_LIMITS.requests, TRANSPORT_LIMITS.waitingRequests);
  const requestMs = Math.min(limits.requestMs ?? TRANSPORT_LIMITS.requestMs, TRANSPORT_LIMITS.requestMs);
  return {
    fetch: async (url, options = {}) => {
      const target = checkedUrl(url, guard);
      const headers = checkedHeaders(options.headers ?? {});
      const timeout = AbortSignal.timeout(requestMs);
      const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
      try {
        // An address that is refused is refused before anything waits for a slot.
        const release = await slots.take(signal);
        try {
          return await send(dispatcher, target, { ...options, headers, signal });
        } finally {
          release();
        }
      } catch (error) {
        throw toFailure(error);
      }
    },
    // Calls on their way end first: each has its own limit, and cutting one off would only repeat it.
    close: () => dispatcher.close(),
  };
}

/** https to anywhere the guard allows; http only where an admin granted the host; nothing else, no credentials in it. */
function checkedUrl(url: string | URL, guard: EgressGuard): URL {
  const target = URL.parse(String(url));
  if (!target) throw new Failure('invalid-input', 'not a URL');
  const secure = target.protocol === 'https:';
  if (!secure && target.protocol !== 'http:') throw new Failure('egress-refused', `scheme ${target.protocol}`);
  if (target.username || target.password) throw new Failure('invalid-input', 'credentials in a URL');
  const port = Number(target.port || (secure ? 443 : 80));
  if (!secure && !guard.isGranted(target.hostname, port)) {
    throw new Failure('egress-refused', `${target.hostname}:${port} without TLS`);
  }
  return target;
}

async function send(
  dispatcher: Dispatcher,
  url: URL,
  options: FetchOptions & { readonly headers: Record<string, string>; readonly signal: AbortSignal },
): Promise<Response> {
  const answer = await request(url, {
    dispatcher,
    method: checkedMethod(options.method ?? 'GET'),
    headers: options.headers,
    body: options.body ?? null,
    signal: options.signal,
  });
  const { statusCode } = answer;
  const bytes = await decoded(await readBounded(answer.body), headerText(answer.headers['content-encoding']));
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    // The body is decoded and whole: what described its journey no longer holds.
    if (value === undefined || ['content-encoding', 'content-length', 'transfer-encoding'].includes(name)) continue;
    for (const each of Array.isArray(value) ? value : [value]) headers.append(name, each);
  }
  const bodiless = statusCode === 204 || statusCode === 205 || statusCode === 304;
  return new Response(bodiless ? null : bytes, { status: statusCode, headers });
}

function checkedMethod(method: string): Method {
  const known = METHODS.find((each) => each === method.toUpperCase());
  if (!known) throw new Failure('invalid-input', 'this HTTP method is not allowed');
  return known;
}

async function readBounded(body: Dispatcher.ResponseData['body']): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the body and with it the socket.
    if (size > TRANSPORT_LIMITS.responseBytes) throw new Failure('invalid-output', tooLarge);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

const tooLarge = `the answer is larger than ${TRANSPORT_LIMITS.responseBytes} bytes`;
const DECODERS = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
]);

/** Decodes a compressed body that nobody asked for; a bomb stops at the same bound as a plain one. */
async function decoded(bytes: Buffer, encoding: string): Promise<Uint8Array<ArrayBuffer>> {
  if (encoding === '' || encoding === 'identity' || bytes.length === 0) return new Uint8Array(bytes);
  const decode = DECODERS.get(encoding);
  if (!decode) throw new Failure('invalid-output', 'unknown content encoding');
  try {
    return new Uint8Array(await decode(bytes, { maxOutputLength: TRANSPORT_LIMITS.responseBytes }));
  } catch (error) {
    const large = error instanceof RangeError;
    throw new Failure('invalid-output', large ? tooLarge : 'the answer cannot be decompressed', { cause: error });
  }
}

function headerText(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value.join(',') : (value ?? '')).trim().toLowerCase();
}
