import type { KafkaMessage, Message } from '../kafka/index.ts';
import type { LogRecord, NewRecord, RecordKind } from './port.ts';

const KINDS: readonly RecordKind[] = ['event', 'tick', 'resumed', 'activated', 'broadcast'];

/** A record as it is sent: its kind and, in a replay environment, its time are headers. */
export function messageOf(record: NewRecord, partition: number): Message {
  const { kind, key, value, atMs } = record;
  return { key, value, partition, headers: { kind, ...(atMs === undefined ? {} : { at: String(atMs) }) } };
}

/** A record as it was read. Without the header `at` its time is that of the append, by the broker's clock. */
export function recordOf(message: KafkaMessage, partition: number): LogRecord {
  const { offset, timestamp, key, value, headers } = message;
  const at = textOf(headers?.at);
  const named = textOf(headers?.kind);
  return {
    partition,
    offset: Number(offset),
    atMs: Number(/^-?\d{1,16}$/.test(at) ? at : timestamp),
    // What others write here is judged by the loop like every event, and set aside.
    kind: KINDS.find((kind) => kind === named) ?? 'event',
    key: key?.toString() ?? '',
    value: value?.toString() ?? '',
  };
}

/** About what it takes of a request. */
export function bytesOf({ key, value }: NewRecord): number {
  return Buffer.byteLength(key) + Buffer.byteLength(value) + 64;
}

function textOf(header: string | Buffer | (string | Buffer)[] | undefined): string {
  return Array.isArray(header) ? textOf(header.at(-1)) : (header?.toString() ?? '');
}
