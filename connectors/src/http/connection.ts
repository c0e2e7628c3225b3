import { z } from 'zod';
import { isAllowedHeader, isAllowedHeaderValue, secret } from '../sdk/index.ts';

/** Headers that authentication and idempotency set; nobody else may. */
const RESERVED = new Set(['authorization', 'idempotency-key', 'cookie']);

/** Extra headers: names and values that cannot become another header, and not those that we set ourselves. */
export const headersSchema = z
  .record(z.string(), z.string())
  .refine((headers) => Object.keys(headers).length <= 50, 'at most 50 headers')
  .refine(
    (headers) => Object.keys(headers).every((name) => isAllowedHeader(name) && !RESERVED.has(name.toLowerCase())),
    'a header of this name is not allowed here',
  )
  .refine((headers) => Object.values(headers).every(isAllowedHeaderValue), 'a header value holds forbidden characters');

const headerName = z
  .string()
  .refine((name) => isAllowedHeader(name) && !RESERVED.has(name.toLowerCase()), 'not a header for a key');

/** Where the target is and how it knows us. The host is fixed here: nothing in an input can change it. */
export const httpConnection = z.strictObject({
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .refine((url) => {
      const parsed = URL.parse(url);
      return parsed !== null && !parsed.username && !parsed.password && !parsed.search && !parsed.hash;
    }, 'no user, password, query or fragment in the base URL')
    .meta({ title: 'Base URL' }),
  auth: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('basic'), user: z.string().max(500), password: secret() }),
      z.strictObject({ kind: z.literal('bearer'), token: secret() }),
      z.strictObject({ kind: z.literal('apiKey'), header: headerName, key: secret() }),
    ])
    .meta({ title: 'Authentication' }),
  headers: headersSchema.optional().meta({ title: 'Headers on every request' }),
});
export type HttpConnection = z.infer<typeof httpConnection>;

/** The headers by which the target knows us. */
export function authHeaders(auth: HttpConnection['auth']): Record<string, string> {
  switch (auth.kind) {
    case 'none':
      return {};
    case 'basic':
      return { authorization: `Basic ${Buffer.from(`${auth.user}:${auth.password}`).toString('base64')}` };
    case 'bearer':
      return { authorization: `Bearer ${auth.token}` };
    case 'apiKey':
      return { [auth.header.toLowerCase()]: auth.key };
  }
}
