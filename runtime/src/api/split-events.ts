import { Failure } from '@slipway/shared/failure';

const OPEN = 0x5b;
const CLOSE = 0x5d;
const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const EVENTS_MOST = 10_000;

const ARRAYS = new Set(['application/cloudevents-batch+json']);
const LINES = new Set(['application/jsonl', 'application/x-ndjson', 'application/x-jsonlines']);
const SINGLE = new Set(['application/json', 'application/cloudevents+json', '']);

/**
 * Parts a body into the bytes of its events without reading them, so that each is judged, and kept if it is bad, as it
 * came. A body that cannot be parted is one bad event.
 */
export function splitEvents(
  body: Uint8Array,
  contentType: string,
  most = EVENTS_MOST,
): { readonly events: readonly Uint8Array[]; readonly single: boolean } {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (LINES.has(type)) return { events: lines(body, most), single: false };
  if (!ARRAYS.has(type) && !SINGLE.has(type)) {
    throw new Failure('invalid-request', 'content-type must be JSON, CloudEvents JSON or JSON lines');
  }
  const trimmed = trim(body);
  if (trimmed.length === 0) return { events: [], single: true };
  if (trimmed[0] !== OPEN) return { events: [trimmed], single: true };
  const elements = arrayElements(trimmed, most);
  return elements ? { events: elements, single: false } : { events: [trimmed], single: true };
}

function lines(body: Uint8Array, most: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  let from = 0;
  while (from <= body.length) {
    const end = body.indexOf(LINE_FEED, from);
    const line = trim(body.subarray(from, end < 0 ? body.length : end));
    if (line.length > 0) found.push(line);
    if (found.length > most) throw tooMany(most);
    if (end < 0) break;
    from = end + 1;
  }
  return found;
}

/** The top-level elements of a JSON array, by brackets and quotes alone; undefined where those do not match. */
function arrayElements(body: Uint8Array, most: number): Uint8Array[] | undefined {
  const found: Uint8Array[] = [];
  let depth = 0;
  let from = 1;
  let inText = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (inText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === OPEN || byte === 0x7b) depth += 1;
    else if (byte === CLOSE || byte === 0x7d) depth -= 1;
    const ends = !inText && ((byte === COMMA && depth === 1) || (byte === CLOSE && depth === 0));
    if (!ends) continue;
    const element = trim(body.subarray(from, at));
    const isLast = depth === 0;
    if (element.length === 0 && !(isLast && found.length === 0)) return undefined;
    if (element.length > 0) found.push(element);
    if (found.length > most) throw tooMany(most);
    from = at + 1;
    if (isLast) return at === body.length - 1 ? found : undefined;
  }
  return undefined;
}

function tooMany(most: number): Failure {
  return new Failure('too-large', `at most ${most} events in one request`);
}

function trim(bytes: Uint8Array): Uint8Array {
  let from = 0;
  let to = bytes.length;
  while (from < to && isSpace(bytes[from])) from += 1;
  while (to > from && isSpace(bytes[to - 1])) to -= 1;
  return bytes.subarray(from, to);
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
