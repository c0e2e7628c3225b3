import type { HistoryRecord } from '@slipway/shared/backtest';
import type { HistoryText } from './order.ts';

/** Records of a history on their way to a thread: few large values travel, and are read, sooner than many small ones. */
export interface Page {
  /** A JSON list; null where only time passed. */
  readonly events: string;
  readonly atMs: Float64Array;
  readonly partitions: Int32Array;
}

export function pageOf(records: readonly HistoryText[]): Page {
  return {
    events: `[${records.map(({ value }) => value || 'null').join()}]`,
    atMs: Float64Array.from(records, (record) => record.atMs),
    partitions: Int32Array.from(records, (record) => record.partition ?? 0),
  };
}

export function* recordsIn({ events, atMs, partitions }: Page): Generator<HistoryRecord> {
  const all = JSON.parse(events) as readonly (HistoryRecord['event'] | null)[];
  for (const [index, event] of all.entries()) {
    const clock = { atMs: atMs[index] ?? 0, partition: partitions[index] ?? 0 };
    yield event ? { ...clock, event } : clock;
  }
}
