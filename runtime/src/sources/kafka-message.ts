import type { RecordResult } from '@slipway/connectors';
import { checkEvent } from '@slipway/shared/event';
import { Failure, isFailure } from '@slipway/shared/failure';
import { readJson } from '@slipway/shared/json';
import type { MappedEvent, Mapping } from '@slipway/shared/mapping';
import { refusalFromOutside } from '../pipeline/outside.ts';

/** A record of a foreign topic. */
export interface ForeignRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestampMs: number;
  readonly key: string | null;
  /** Null is a tombstone of a compacted topic. */
  readonly value: Uint8Array | null;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

/** How records are understood: as CloudEvents, or as plain JSON by a mapping. */
export interface Understanding {
  readonly mapping: Mapping | undefined;
  readonly zone: string | undefined;
}

const STRUCTURED = /^application\/cloudevents(?:\+json)?\s*(?:;|$)/i;
const PREFIX = 'ce_';

/** Makes events of one record. Never throws for anything that a record can hold. */
export function eventsIn(record: ForeignRecord, { mapping, zone }: Understanding): RecordResult {
  try {
    if (mapping) return mapped(record, mapping);
    const checked = checkEvent(cloudEventIn(record), { zone });
    if (!checked.ok) return refused(checked.failure);
    const { event } = checked;
    const warnings = checked.warnings.map(({ code, path = '' }) => ({ code, field: path }));
    return allowed([{ event, at: event.recordedtime ?? event.time, rank: 0, sequence: 0 }], warnings);
  } catch (error) {
    if (isFailure(error)) return refused(error);
    throw error;
  }
}

/**
 * A CloudEvent in either mode of its Kafka binding. Without any sign of a mode the value is read as a structured one, since
 * many producers forget the header.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
 */
function cloudEventIn({ headers, value }: ForeignRecord): unknown {
  const contentType = headers.get('content-type');
  const binary = headers.has(`${PREFIX}specversion`) && !(contentType && STRUCTURED.test(contentType));
  if (!binary) return objectIn(value);
  const attributes: Record<string, unknown> = {};
  for (const [name, text] of headers) if (name.startsWith(PREFIX)) attributes[name.slice(PREFIX.length)] = text;
  if (contentType !== undefined) attributes.datacontenttype = contentType;
  // The attributes are texts; this one is a number.
  if (/^\d{1,4}$/.test(String(attributes.hop))) attributes.hop = Number(attributes.hop);
  return value === null || value.length === 0 ? attributes : { ...attributes, data: objectIn(value) };
}

function mapped(record: ForeignRecord, mapping: Mapping): RecordResult {
  const { topic, partition, offset, timestampMs, key } = record;
  const row = objectIn(record.value);
  const id = `${topic}/${partition}/${offset}`;
  const _kafka = { id, topic, partition, offset, key, timestamp: new Date(timestampMs).toISOString() };
  const result = mapping.apply({ ...row, _kafka });
  return result.ok ? allowed(result.events, result.warnings) : result;
}

function objectIn(value: Uint8Array | null): Readonly<Record<string, unknown>> {
  if (value === null) throw new Failure('invalid-event', 'a tombstone: the record has no value');
  const json: unknown = readJson(value);
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { ...json };
  throw new Failure('invalid-event', 'the value is not a JSON object');
}

function allowed(
  events: readonly MappedEvent[],
  warnings: Extract<RecordResult, { readonly ok: true }>['warnings'],
): RecordResult {
  for (const { event } of events) {
    const refusal = refusalFromOutside(event);
    if (refusal) return refused(refusal);
  }
  return { ok: true, events, warnings };
}

function refused({ code, detail }: Failure): RecordResult {
  return { ok: false, code, detail };
}
