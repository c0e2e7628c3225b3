/*
 * What the main job must find, straight from the bytes of the CSV. This file shares no code with the engine, the file
 * source or their date arithmetic, on purpose: it is the second opinion.
 */

/** One order line of the history; dates in whole days since 1970. */
export interface Line {
  readonly shipment: string;
  readonly scheduled: number;
  readonly delivered: number;
  readonly recorded: number;
}

/** The order lines that can be read, and how many records cannot. */
export interface History {
  readonly lines: readonly Line[];
  readonly dirty: number;
}

/** Shipments by what a deadline of so many days must have done with them. */
export interface Expectation {
  /** Overdue by what was known at the time. */
  readonly raised: ReadonlySet<string>;
  /** Raised, then cleared: the delivery had been in time and was only recorded late. */
  readonly cleared: ReadonlySet<string>;
  /** Raised and truly late. */
  readonly standing: ReadonlySet<string>;
}

const columns = 33;
const recordBytes = 256 * 1024;
const wellFormed = /^(?:"(?:[^"]|"")*"|[^",]*)(?:,(?:"(?:[^"]|"")*"|[^",]*))*$/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The expectation at a grace of `days` after the scheduled day. */
export function expectationOf(lines: readonly Line[], days: number): Expectation {
  const raised = new Set<string>();
  const standing = new Set<string>();
  for (const line of lines) {
    if (Math.max(line.delivered, line.recorded) > line.scheduled + days) raised.add(line.shipment);
    if (line.delivered > line.scheduled + days) standing.add(line.shipment);
  }
  return { raised, standing, cleared: new Set([...raised].filter((shipment) => !standing.has(shipment))) };
}

/** Reads a history of one record per text line. A record that breaks the form of the others is dirty, and only it. */
export function readHistory(csv: Uint8Array): History {
  const records = splitLines(csv).slice(1);
  const lines = records.map(readLine);
  return {
    lines: lines.filter((line) => line !== undefined),
    dirty: lines.filter((line) => line === undefined).length,
  };
}

function splitLines(csv: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < csv.length; ) {
    const newline = csv.indexOf(10, from);
    const end = newline < 0 ? csv.length : newline;
    if (end > from) lines.push(csv.subarray(from, end));
    from = end + 1;
  }
  return lines;
}

function readLine(bytes: Uint8Array): Line | undefined {
  const text = decode(bytes);
  if (text === undefined || bytes.length > recordBytes || text.includes('\0') || !wellFormed.test(text))
    return undefined;
  const cells = [...text.matchAll(/(?:^|,)(?:"(?:[^"]|"")*"|[^,]*)/g)].map(([cell]) => cell.replace(/^,/, ''));
  const shipment = cells[4] ?? '';
  const [scheduled, delivered, recorded] = [cells[12], cells[13], cells[14]].map(dayNumber);
  if (cells.length !== columns || shipment === '') return undefined;
  if (scheduled === undefined || delivered === undefined || recorded === undefined) return undefined;
  return { shipment, scheduled, delivered, recorded };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function dayNumber(text = ''): number | undefined {
  const [, day, month = '', year] = /^(\d{1,2})-([A-Z][a-z]{2})-(\d{2})$/.exec(text) ?? [];
  const date = new Date(Date.UTC(2000 + Number(year), months.indexOf(month), Number(day)));
  const exists = months.includes(month) && date.getUTCDate() === Number(day);
  return exists ? date.getTime() / 86_400_000 : undefined;
}
