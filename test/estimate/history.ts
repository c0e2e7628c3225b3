import { scmsBytes } from '../scms/file.ts';

/** A shipment of which both days are known, in whole days since 1970. */
export interface Shipment {
  readonly id: string;
  /** When its purchase order went out to the vendor. */
  readonly ordered: number;
  readonly delivered: number;
  /** When the delivery was known: the day it was recorded, which may be long after. */
  readonly known: number;
  readonly days: number;
  readonly origin: string;
  readonly destination: string;
  readonly mode: string;
  readonly vendor: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_MS = 86_400_000;

/**
 * The shipments of the delivery history that say when their order went out and when they came, in the order in which they
 * were ordered. All lines of a shipment say the same, so that it counts once. Most of the history came out of a regional
 * stock and has no such order; five shipments came before they were ordered and are left out.
 */
export async function shipments(): Promise<readonly Shipment[]> {
  const [header = '', ...lines] = (await scmsBytes()).toString('utf8').trimEnd().split('\n');
  const names = cellsOf(header);
  const found = new Map<string, Shipment>();
  for (const line of lines) {
    const cells = cellsOf(line);
    const cell = (name: string) => cells[names.indexOf(name)] ?? '';
    const id = cell('ASN/DN #');
    const ordered = orderDay(cell('PO Sent to Vendor Date'));
    const delivered = deliveryDay(cell('Delivered to Client Date'));
    const recorded = deliveryDay(cell('Delivery Recorded Date'));
    if (ordered === undefined || delivered === undefined || recorded === undefined || delivered < ordered) continue;
    if (found.has(id)) continue;
    found.set(id, {
      id,
      ordered,
      delivered,
      known: Math.max(delivered, recorded),
      days: delivered - ordered,
      origin: cell('Manufacturing Site'),
      destination: cell('Country'),
      mode: cell('Shipment Mode'),
      vendor: cell('Vendor'),
    });
  }
  return [...found.values()].sort((a, b) => a.ordered - b.ordered || (a.id < b.id ? -1 : 1));
}

/** The first instant of a day. */
export function instantOf(day: number): string {
  return new Date(day * DAY_MS).toISOString();
}

function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

/** `1/8/10` is 8 January 2010; other texts say that there is no such day. */
function orderDay(text: string): number | undefined {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{2})$/.exec(text) ?? [];
  return month && day && year ? Date.UTC(2000 + Number(year), Number(month) - 1, Number(day)) / DAY_MS : undefined;
}

/** `8-Jan-10`. */
function deliveryDay(text: string): number | undefined {
  const [, day, month = '', year] = /^(\d{1,2})-([A-Z][a-z]{2})-(\d{2})$/.exec(text) ?? [];
  const at = MONTHS.indexOf(month);
  return day && year && at >= 0 ? Date.UTC(2000 + Number(year), at, Number(day)) / DAY_MS : undefined;
}
