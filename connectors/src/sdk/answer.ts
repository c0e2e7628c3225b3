import { failed, type Outcome, retry } from './operation.ts';
import { singleLine } from './single-line.ts';
import { TRANSPORT_LIMITS } from './transport/limits.ts';

const EXCERPT_CHARACTERS = 200;

/**
 * What an HTTP answer that is no success means: 408, 425, 429 and 5xx ask for another attempt (after `Retry-After` where
 * it is given), everything else is a refusal. `null` for 2xx.
 */
export async function unsuccessful(response: Response, nowMs: number): Promise<Outcome<never> | null> {
  const { status } = response;
  if (status >= 200 && status < 300) return null;
  const detail = `HTTP ${status}${excerpt(await response.text())}`;
  const afterMs = retryAfterMs(response.headers.get('retry-after'), nowMs);
  if (status === 408 || status === 425 || status === 429 || status === 503)
    return retry('target-busy', detail, afterMs);
  if (status >= 500) return retry('target-error', detail, afterMs);
  // Redirects are not followed: mostly they lead to a login page.
  return failed('target-refused', detail);
}

/**
 * Milliseconds to wait by a `Retry-After` header (RFC 9110: seconds or a date), at most a quarter of an hour.
 * `undefined` where it is absent, unreadable, negative or past.
 */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  const ms = /^\d{1,12}$/.test(text)
    ? Number(text) * 1000
    : /^[A-Za-z]{3},/.test(text)
      ? Date.parse(text) - nowMs
      : Number.NaN;
  return ms > 0 ? Math.min(ms, TRANSPORT_LIMITS.retryAfterMs) : undefined;
}

/** The beginning of an answer's text, on one line, for a person to recognise it by. */
export function excerpt(text: string): string {
  const line = singleLine(text.slice(0, 4 * EXCERPT_CHARACTERS));
  if (line === '') return '';
  return `: ${line.slice(0, EXCERPT_CHARACTERS).toWellFormed()}${line.length > EXCERPT_CHARACTERS ? '…' : ''}`;
}
