import { z } from 'zod';
import { defineConnector, done, failed, operation, unsuccessful } from '../sdk/index.ts';
import { authHeaders, headersSchema, httpConnection } from './connection.ts';
import { requestUrl } from './request-url.ts';

const scalar = z.union([z.string().max(2_000), z.number(), z.boolean()]);

const requestInput = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).meta({ title: 'Method' }),
  path: z.string().max(2_000).meta({ title: 'Path', description: 'Below the base URL of the connection.' }),
  query: z
    .record(z.string().max(200), z.union([scalar, z.array(scalar).max(100)]))
    .optional()
    .meta({ title: 'Query' }),
  headers: headersSchema.optional().meta({ title: 'Headers' }),
  body: z.json().optional().meta({ title: 'Body', description: 'Sent as JSON.' }),
});

const requestOutput = z.strictObject({ status: z.int().meta({ examples: [200] }), body: z.unknown() });

const request = operation({
  title: 'Request',
  description: 'Sends one JSON request. The target sees the action id as Idempotency-Key on every attempt.',
  connection: httpConnection,
  input: requestInput,
  output: requestOutput,
  idempotency: 'key-header',
  timeoutMs: 30_000,
  run: async ({ connection, input, idempotencyKey, fetch }) => {
    const body = input.body === undefined ? undefined : JSON.stringify(input.body);
    const response = await fetch(requestUrl(connection.baseUrl, input.path, input.query), {
      method: input.method,
      headers: {
        ...lowerCase(connection.headers),
        ...lowerCase(input.headers),
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'idempotency-key': idempotencyKey,
        // Last, so that no header of the input can speak in its place.
        ...authHeaders(connection.auth),
      },
      ...(body === undefined ? {} : { body }),
    });
    const bad = await unsuccessful(response, Date.now());
    if (bad) return bad;
    const text = await response.text();
    if (text.trim() === '') return done({ status: response.status, body: null });
    const answer = parseJson(text);
    if (answer === undefined) return failed('invalid-output', `HTTP ${response.status} with a body that is not JSON`);
    return done({ status: response.status, body: answer });
  },
  simulate: () => ({ status: 200, body: null }),
});

/** Any system that speaks HTTP and JSON. */
export const http = defineConnector({
  id: 'http',
  version: '1.0.0',
  title: 'HTTP / REST',
  description: 'Any system that speaks HTTP and JSON.',
  connection: {
    schema: httpConnection,
    target: ({ baseUrl }) => {
      const { protocol, hostname, port } = new URL(baseUrl);
      return `${protocol}//${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
    },
    test: async ({ connection, fetch }) => {
      const response = await fetch(connection.baseUrl, {
        headers: { ...lowerCase(connection.headers), ...authHeaders(connection.auth) },
      });
      const { status } = response;
      // A base URL need not be a resource: 404 or 405 from the target still proves host, TLS and reach. A redirect
      // does not: it is never followed, and mostly leads to a login page.
      const works = (status >= 200 && status < 300) || status === 404 || status === 405;
      return { ok: works, detail: `HTTP ${status}` };
    },
  },
  operations: { request },
});

function lowerCase(headers: Readonly<Record<string, string>> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
}

/** The value of a JSON text; `undefined`, which no JSON is, where it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
