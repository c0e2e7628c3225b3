import { createHash, randomUUID } from 'node:crypto';
import type { FailureCode } from '@slipway/shared/failure';
import { hashText } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import type { DeadLetterRow } from '../stores/dead-letters.ts';

/** Something that could not be understood, as it came. */
export interface Unreadable {
  readonly environment: string;
  readonly source: string;
  /** Where in its source it stood, in the source's own words. */
  readonly position: string;
  readonly code: FailureCode;
  readonly detail: string;
  readonly bytes: Uint8Array;
  readonly atMs: number;
  /** Set where reading the source again meets the same record again, which is then one dead letter. */
  readonly repeatable?: boolean;
}

/** The row of a dead letter: at most so many bytes are kept; the true size and hash of a longer one stand in its detail. */
export function deadLetterRow(letter: Unreadable): DeadLetterRow {
  const { environment, source, position, code, bytes, atMs } = letter;
  const truncated = bytes.length > LIMITS.deadLetterBytes;
  const whole = truncated ? `${bytes.length} bytes, sha256 ${createHash('sha256').update(bytes).digest('hex')}` : '';
  const name = letter.repeatable
    ? hashText(JSON.stringify([environment, source, position])).slice(0, 20)
    : randomUUID();
  return {
    environment,
    id: `dl_${name}`,
    source,
    position,
    partition: null,
    offset: null,
    code,
    detail: [letter.detail.slice(0, 2_000), whole].filter(Boolean).join('; '),
    bytes: bytes.subarray(0, LIMITS.deadLetterBytes),
    truncated,
    at_ms: atMs,
    state: 'open',
  };
}
