import { scmsBytes, unpackScms } from '../scms/file.ts';
import { expectationOf, type Line, readHistory } from '../scms/oracle.ts';
import type { Random } from '../support/random.ts';

/** How large a sample is, and how many of its shipments must be overdue after so many days. */
export interface Sample {
  readonly shipments: number;
  readonly raised: { readonly least: number; readonly most: number };
  readonly days: number;
}

interface Whole {
  readonly lines: readonly Line[];
  /** The shipments, in the order in which they were due. */
  readonly inOrder: readonly string[];
}

/** It is large, and the same for every round. */
let whole: Promise<Whole> | undefined;

async function readWhole(): Promise<Whole> {
  const { lines } = readHistory(await scmsBytes());
  const due = [...lines].sort((a, b) => a.scheduled - b.scheduled);
  return { lines, inOrder: [...new Set(due.map((line) => line.shipment))] };
}

/**
 * Writes shipments that were due one after the other, so that a round has few empty days. A stretch in which next to nothing
 * was late is drawn again: it would prove nothing.
 */
export async function unpackSample(csv: string, random: Random, sample: Sample): Promise<readonly Line[]> {
  const { shipments, raised, days } = sample;
  whole ??= readWhole();
  const { lines, inOrder } = await whole;
  for (;;) {
    const from = random.between(0, inOrder.length - shipments);
    const chosen = new Set(inOrder.slice(from, from + shipments));
    const found = lines.filter((line) => chosen.has(line.shipment));
    const { size } = expectationOf(found, days).raised;
    if (size < raised.least || size > raised.most) continue;
    await unpackScms(csv, (_, index) => chosen.has(lines[index]?.shipment ?? ''));
    return found;
  }
}
