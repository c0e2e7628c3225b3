import { type CanonicalEvent, eventKey } from '@slipway/shared/event';
import type { FailureCode } from '@slipway/shared/failure';
import { isObject } from '@slipway/shared/json';
import type { LogRecord } from '../event-log/index.ts';
import { type Round, roundIdentity } from './round.ts';

/** A record of the log, understood as far as it can be. `identity` is what a repetition of it would have too. */
export type ReadRecord =
  | { readonly is: 'event'; readonly record: LogRecord; readonly event: CanonicalEvent; readonly identity: Identity }
  | { readonly is: 'tick'; readonly record: LogRecord }
  | { readonly is: 'resumed'; readonly record: LogRecord; readonly fromMs: number; readonly toMs: number }
  | { readonly is: 'round'; readonly record: LogRecord; readonly round: Round; readonly identity: Identity }
  | { readonly is: 'unreadable'; readonly record: LogRecord; readonly code: FailureCode; readonly detail: string };

/** The dedupe key of a record. */
export interface Identity {
  readonly source: string;
  readonly id: string;
  readonly key: string;
}

/** Who we are as the source of events. */
export const OURSELVES = 'slipway';

/** Reads a record. Never throws: what cannot be read is said to be so. */
export function readRecord(record: LogRecord): ReadRecord {
  if (record.kind === 'tick') return { is: 'tick', record };
  try {
    const value: unknown = JSON.parse(record.value);
    if (record.kind === 'resumed') return resumedOf(record, value);
    if (record.kind === 'activated') return activatedOf(record, value);
    if (record.kind === 'broadcast') return broadcastOf(record, value);
    return eventOf(record, value);
  } catch (error) {
    return { is: 'unreadable', record, code: 'invalid-json', detail: error instanceof Error ? error.message : '' };
  }
}

function eventOf(record: LogRecord, value: unknown): ReadRecord {
  if (!isEvent(value)) return { is: 'unreadable', record, code: 'invalid-event', detail: 'not a canonical event' };
  if (value.subject !== record.key) {
    return { is: 'unreadable', record, code: 'no-subject', detail: 'the key of the record is not the subject' };
  }
  return { is: 'event', record, event: value, identity: identityOf(value.source, value.id) };
}

function resumedOf(record: LogRecord, value: unknown): ReadRecord {
  if (!isObject(value) || typeof value.fromMs !== 'number' || typeof value.toMs !== 'number') {
    return { is: 'unreadable', record, code: 'invalid-json', detail: 'not an outage' };
  }
  return { is: 'resumed', record, fromMs: value.fromMs, toMs: value.toMs };
}

function activatedOf(record: LogRecord, value: unknown): ReadRecord {
  if (!isObject(value) || typeof value.liveSet !== 'string' || typeof value.after !== 'string') {
    return { is: 'unreadable', record, code: 'invalid-json', detail: 'not an activation' };
  }
  return roundOf(record, { of: 'activated', liveSet: value.liveSet, after: value.after });
}

function broadcastOf(record: LogRecord, value: unknown): ReadRecord {
  if (!isObject(value) || !isEvent(value.event) || typeof value.after !== 'string') {
    return { is: 'unreadable', record, code: 'invalid-json', detail: 'not a broadcast' };
  }
  return roundOf(record, { of: 'broadcast', event: value.event, after: value.after });
}

function roundOf(record: LogRecord, round: Round): ReadRecord {
  const { source, id } = roundIdentity(round);
  return { is: 'round', record, round, identity: identityOf(source, id) };
}

function identityOf(source: string, id: string): Identity {
  return { source, id, key: eventKey(source, id) };
}

/** Enough for a log that only we write to; ingest has checked the rest. */
function isEvent(value: unknown): value is CanonicalEvent {
  if (!isObject(value) || !isObject(value.data)) return false;
  const { id, source, type, subject, time } = value;
  return [id, source, type, subject, time].every((text) => typeof text === 'string' && text !== '');
}
