import { Failure } from '@slipway/shared/failure';

/** Headers that belong to the connection or would let one request speak as another. */
const FORBIDDEN = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'accept-encoding',
  'proxy-authorization',
  'proxy-connection',
]);

/** Whether a header may be set by a connector. */
export function isAllowedHeader(name: string): boolean {
  return /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,200}$/.test(name) && !FORBIDDEN.has(name.toLowerCase());
}

/** Whether a value stays within its header: no CR, LF, NUL or other control characters, Latin-1 only. */
export function isAllowedHeaderValue(value: string): boolean {
  return value.length <= 16_384 && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

/** Passes headers on, or fails with `invalid-input`; the detail names the header, never its value. */
export function checkedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  for (const [name, value] of Object.entries(headers)) {
    if (!isAllowedHeader(name))
      throw new Failure('invalid-input', `header ${JSON.stringify(name.slice(0, 60))} is not allowed`);
    if (!isAllowedHeaderValue(value)) throw new Failure('invalid-input', `header ${name}: forbidden characters`);
  }
  return { ...headers };
}
