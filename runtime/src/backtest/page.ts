import type { HistoryRecord } from '@slipway/shared/backtest';
import type { HistoryText } from './order.ts';

/** Records of a history on their way to a thread: few large values travel, and are read, sooner than many small ones. */
export interface Page {
  /** The texts of all events, one behind the other. */
  readonly texts: string;
  /** Where each of them ends; where the one before it does, only time passed. */
  readonly ends: Uint32Array;
  readonly atMs: Float64Array;
  readonly partitions: Int32Array;
}

export function pageOf(records: readonly HistoryText[]): Page {
  const ends = new Uint32Array(records.length);
  const atMs = new Float64Array(records.length);
  const partitions = new Int32Array(records.length);
  let texts = '';
  for (const [index, record] of records.entries()) {
    texts += record.value;
    ends[index] = texts.length;
    atMs[index] = record.atMs;
    partitions[index] = record.partition ?? 0;
  }
  return { texts, ends, atMs, partitions };
}

export function* recordsIn({ texts, ends, atMs, partitions }: Page): Generator<HistoryRecord> {
  let begins = 0;
  for (let index = 0; index < ends.length; index += 1) {
    const end = ends[index] ?? begins;
    const text = end > begins ? texts.slice(begins, end) : undefined;
    yield { atMs: atMs[index] ?? 0, partition: partitions[index] ?? 0, text };
    begins = end;
  }
}
