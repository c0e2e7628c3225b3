import type { FailureCode } from '@slipway/shared/failure';
import type { MappedEvent, MappingWarning } from '@slipway/shared/mapping';
import type { z } from 'zod';

/** What became of one record of a source: its events, or the reason why it is a dead letter. */
export type RecordResult =
  | { readonly ok: true; readonly events: readonly MappedEvent[]; readonly warnings: readonly MappingWarning[] }
  | { readonly ok: false; readonly code: FailureCode; readonly detail: string };

/** One record as it came: its place (1 for the first), its original bytes, and what became of it. */
export interface SourceRecord {
  readonly position: number;
  /** The bytes as they came; at most `LIMITS.deadLetterBytes` of them. */
  readonly raw: Uint8Array;
  readonly result: RecordResult;
}

/** Turns a foreign format into canonical events, one record at a time and within bounds. */
export interface Source<K = unknown> {
  readonly kind: 'file' | 'webhook' | 'poll' | 'stream';
  readonly title: string;
  readonly config: z.ZodType<K>;
  /**
   * Reads records until the input ends. A bad record is a dead letter and the next one is read; only an input that
   * cannot be read at all (no header, missing file) throws a `Failure`.
   */
  read(context: {
    readonly config: K;
    readonly input: ByteInput;
    readonly signal?: AbortSignal;
  }): AsyncIterable<SourceRecord>;
}

/** Bytes to read: a file by path, or a stream (or buffer) of them. */
export type ByteInput = { readonly path: string } | { readonly bytes: Uint8Array | AsyncIterable<Uint8Array> };

/** Infers the type of a source from its config schema. */
export function source<K>(definition: Source<K>): Source<K> {
  return definition;
}
