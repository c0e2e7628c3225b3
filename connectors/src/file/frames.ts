/** One record of a file as bytes, before anything in it is looked at. */
export interface Frame {
  /** Without its line end; of what is too large only the beginning. */
  readonly bytes: Buffer;
  /** Why it cannot be a record; `null` where it may be one. */
  readonly fault: null | { readonly code: 'invalid-csv' | 'too-large'; readonly detail: string };
}

/** How a file is cut. */
export interface FramingOptions {
  /** CSV: quoted fields of this delimiter (one byte) may hold line ends. Without it a line is a record. */
  readonly delimiter?: number;
  /** Of a longer record only the first `keepBytes` are kept. */
  readonly recordBytes: number;
  readonly keepBytes: number;
}

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const SCAN_BYTES = 64 * 1024;
const EMPTY = Buffer.alloc(0);

/**
 * Cuts bytes into records: lines, or CSV records (RFC 4180; LF, CRLF or CR). A bad record costs only itself, which a
 * CSV parser does not offer: after a quote that never closes it reads on to the end of the file.
 *
 * A quote that never closes, or that stands where none may, condemns the *first line* of its record; reading goes on at
 * the next line. That cannot make the time quadratic: whether a line ends inside quotes depends on the number of its
 * quotes alone, so that of two lines in a row only one can begin a record that never ends. Blank lines are no records.
 * Holds at most `recordBytes` and one scan of 64 KiB in memory.
 */
export async function* frames(
  chunks: AsyncIterable<Uint8Array>,
  options: FramingOptions,
): AsyncGenerator<readonly Frame[]> {
  const cut = createCutter(options);
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    // Small chunks are collected: each scan begins again at the start of the unfinished record.
    if (size < SCAN_BYTES) continue;
    yield cut(Buffer.concat(held, size), false);
    held = [];
    size = 0;
  }
  yield cut(Buffer.concat(held, size), true);
}

/** Where a record ends, or why that cannot be said yet or ever. */
type Scan =
  | { readonly kind: 'whole'; readonly end: number }
  | { readonly kind: 'bad'; readonly end: number; readonly detail: string }
  | { readonly kind: 'open'; readonly quoted: boolean };

function createCutter(options: FramingOptions): (bytes: Buffer, last: boolean) => Frame[] {
  const { recordBytes, keepBytes } = options;
  let rest: Buffer = EMPTY;
  let dropping = false;
  const tooLarge = (bytes: Buffer): Frame => ({
    bytes: bytes.subarray(0, keepBytes),
    fault: { code: 'too-large', detail: `more than ${recordBytes} bytes` },
  });

  return (bytes, last) => {
    const buffer = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const found: Frame[] = [];
    let at = 0;
    if (dropping) {
      at = lineEnd(buffer, 0, options);
      dropping = at === buffer.length;
    }
    while (at < buffer.length) {
      if (buffer[at] === LF || buffer[at] === CR) {
        at += 1;
        continue;
      }
      const scan = scanRecord(buffer, at, last, options);
      if (scan.kind === 'open') {
        if (buffer.length - at <= recordBytes) break;
        const end = lineEnd(buffer, at, options);
        dropping = end === buffer.length;
        const bad = scan.quoted && end - at <= recordBytes;
        found.push(bad ? unclosed(buffer.subarray(at, end), keepBytes) : tooLarge(buffer.subarray(at, end)));
        at = end;
        continue;
      }
      const record = withoutCr(buffer.subarray(at, scan.end));
      if (record.length > recordBytes) found.push(tooLarge(record));
      else if (scan.kind === 'whole') found.push({ bytes: record, fault: null });
      else found.push({ bytes: record.subarray(0, keepBytes), fault: { code: 'invalid-csv', detail: scan.detail } });
      at = scan.end;
    }
    // A copy: a slice would keep the whole scan alive.
    rest = Buffer.from(buffer.subarray(at));
    return found;
  };
}

function unclosed(line: Buffer, keepBytes: number): Frame {
  return {
    bytes: withoutCr(line).subarray(0, keepBytes),
    fault: { code: 'invalid-csv', detail: 'a quote is never closed' },
  };
}

function scanRecord(buffer: Buffer, start: number, last: boolean, options: FramingOptions): Scan {
  const { delimiter } = options;
  if (delimiter === undefined) {
    const end = lineEnd(buffer, start, options);
    return end === buffer.length && !last ? { kind: 'open', quoted: false } : { kind: 'whole', end };
  }
  const bad = (detail: string): Scan => {
    const end = lineEnd(buffer, start, options);
    // Its line goes on in bytes that are yet to come: a bad record costs the whole line, not the part that is here.
    return end === buffer.length && !last ? { kind: 'open', quoted: false } : { kind: 'bad', end, detail };
  };
  let at = start;
  for (;;) {
    if (buffer[at] === QUOTE) {
      const close = closingQuote(buffer, at + 1);
      if (close < 0 || (close === buffer.length - 1 && !last)) {
        return last ? bad('a quote is never closed') : { kind: 'open', quoted: true };
      }
      at = close + 1;
      const next = buffer[at];
      if (next !== undefined && next !== delimiter && next !== LF && next !== CR)
        return bad('text after a closing quote');
    } else {
      while (at < buffer.length && buffer[at] !== delimiter && buffer[at] !== LF && buffer[at] !== CR) {
        if (buffer[at] === QUOTE) return bad('a quote inside an unquoted field');
        at += 1;
      }
    }
    if (at >= buffer.length && !last) return { kind: 'open', quoted: false };
    if (buffer[at] !== delimiter) return { kind: 'whole', end: at };
    at += 1;
  }
}

/** The quote that ends a quoted field whose text begins at `from`; -1 where it is not there. */
function closingQuote(buffer: Buffer, from: number): number {
  let at = buffer.indexOf(QUOTE, from);
  while (at >= 0 && buffer[at + 1] === QUOTE) at = buffer.indexOf(QUOTE, at + 2);
  return at;
}

/** The end of the line: of CR and LF the first in CSV; LF alone where a line is a record. */
function lineEnd(buffer: Buffer, from: number, options: FramingOptions): number {
  const lf = buffer.indexOf(LF, from);
  const end = lf < 0 ? buffer.length : lf;
  if (options.delimiter === undefined) return end;
  const cr = buffer.subarray(from, end).indexOf(CR);
  return cr < 0 ? end : from + cr;
}

function withoutCr(line: Buffer): Buffer {
  return line.at(-1) === CR ? line.subarray(0, -1) : line;
}
