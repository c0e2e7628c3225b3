import { Failure, isFailure } from '../failure/index.ts';
import { LIMITS } from '../limits/index.ts';
import type { Problem } from '../problem/index.ts';
import { startOfDay } from '../time/index.ts';
import { clean, parsed, WARNINGS_MAX, type Walk } from './clean.ts';
import { type CanonicalEvent, canonicalEventSchema, type Reference } from './envelope.ts';
import { resolveSubject } from './subject.ts';
import { EVENT_TYPES, type EventType } from './types/index.ts';

export interface CheckOptions {
  /** The IANA zone in which the source means times without an offset, and dates without a time. */
  readonly zone?: string | undefined;
  /** The types known beside the catalogue. */
  readonly types?: Readonly<Record<string, EventType>> | undefined;
}

export type CheckResult =
  | { readonly ok: true; readonly event: CanonicalEvent; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly failure: Failure };

/**
 * Turns what a client posts (CloudEvents 1.0, structured form, already read as JSON) into a canonical event.
 *
 * Instants become UTC with milliseconds; the offset in which `time` was written is kept in `data.localOffset`; the
 * subject is resolved; a broken `traceparent` is dropped. What is odd but usable comes back as warnings.
 * Failures: invalid-event (with a JSON pointer), unknown-type, unknown-schema, no-subject, too-many-hops, and those of
 * dates and texts. Never throws for anything that a client can send.
 */
export function checkEvent(raw: unknown, options: CheckOptions = {}): CheckResult {
  try {
    const walk: Walk = { zone: options.zone, warnings: [] };
    return { ok: true, event: canonical(raw, options, walk), warnings: walk.warnings };
  } catch (error) {
    if (isFailure(error)) return { ok: false, failure: error };
    throw error;
  }
}

/** What CloudEvents says about the form and not about the event; `partitionkey` is the subject by definition. */
const FORM: readonly string[] = ['specversion', 'datacontenttype', 'dataschema', 'schemaVersion', 'partitionkey'];
const CONTEXT = ['id', 'source', 'type', 'sequence', 'hop', 'correlationid', 'causationid'] as const;
const ATTRIBUTES: ReadonlySet<string> = new Set([
  ...FORM,
  ...CONTEXT,
  'subject',
  'time',
  'recordedtime',
  'traceparent',
  'data',
]);
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;
const DATA_SCHEMA = /^(?:https?:\/\/[^/\s]+)?\/schemas\/events\/([A-Za-z.]+)\/v1\.json$/;
const contextSchema = canonicalEventSchema.omit({ data: true });

function canonical(raw: unknown, options: CheckOptions, walk: Walk): CanonicalEvent {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new Failure('invalid-event', 'not an object');
  const given = clean(raw, '', walk) as Record<string, unknown>;
  checkForm(given);
  const type = typeOf(given.type, options);
  noteUnknownAttributes(given, walk);
  if (typeof given.time !== 'string') throw new Failure('invalid-event', '/time');
  const time = parsed(given.time, { pointer: '/time', zone: walk.zone });
  const data = checkData(given.data ?? {}, type);
  const subject = resolveSubject(given.subject, {
    type,
    refs: (data.refs ?? []) as Reference[],
    warnings: walk.warnings,
  });
  noteUnusualKind(subject, type, walk);
  const event: Record<string, unknown> = { subject, time: time.instant };
  for (const name of CONTEXT) if (given[name] !== undefined && given[name] !== null) event[name] = given[name];
  if (typeof given.recordedtime === 'string') {
    event.recordedtime = parsed(given.recordedtime, { pointer: '/recordedtime', zone: walk.zone }).instant;
  }
  if (typeof event.sequence === 'number') event.sequence = String(event.sequence);
  if (typeof given.traceparent === 'string' && TRACEPARENT.test(given.traceparent)) {
    event.traceparent = given.traceparent;
  }
  if (typeof event.hop === 'number' && event.hop > LIMITS.hops) throw new Failure('too-many-hops', `${event.hop}`);
  const context = contextSchema.safeParse(event);
  if (!context.success) throw mismatch('', context.error.issues);
  return withQuality({ ...context.data, data }, time, walk.zone);
}

function checkForm(given: Record<string, unknown>): void {
  if (given.specversion !== undefined && given.specversion !== '1.0')
    throw new Failure('unknown-schema', '/specversion');
  for (const holder of [given, given.data]) {
    const version = (holder as Record<string, unknown> | undefined | null)?.schemaVersion;
    if (version !== undefined && version !== 1) throw new Failure('unknown-schema', 'schemaVersion');
  }
  const schema = given.dataschema;
  if (schema !== undefined && schema !== null) {
    const named = typeof schema === 'string' ? DATA_SCHEMA.exec(schema)?.[1] : undefined;
    if (named === undefined || named !== given.type) throw new Failure('unknown-schema', '/dataschema');
  }
  const content = given.datacontenttype;
  if (content !== undefined && !/^application\/(?:[\w.-]+\+)?json\b/.test(String(content))) {
    throw new Failure('invalid-event', '/datacontenttype');
  }
  if (given.data_base64 !== undefined) throw new Failure('invalid-event', '/data_base64');
}

function typeOf(type: unknown, options: CheckOptions): EventType {
  if (typeof type !== 'string') throw new Failure('invalid-event', '/type');
  for (const types of [EVENT_TYPES, options.types ?? {}]) {
    const known = Object.hasOwn(types, type) ? types[type] : undefined;
    if (known) return known;
  }
  throw new Failure('unknown-type', type.slice(0, 100));
}

function checkData(data: unknown, type: EventType): CanonicalEvent['data'] {
  const result = type.data.safeParse(data);
  if (!result.success) throw mismatch('/data', result.error.issues);
  const checked = result.data as CanonicalEvent['data'];
  if (!type.classifier) return checked;
  const classifier = checked.classifier ?? 'ACT';
  if (classifier !== 'ACT' && checked.at === undefined) throw new Failure('invalid-event', '/data/at');
  return { ...checked, classifier };
}

/** Keeps the written offset beside the time, and how exact the time was if it is the time of what happened. */
function withQuality(event: CanonicalEvent, time: ReturnType<typeof parsed>, zone: string | undefined): CanonicalEvent {
  const data = { ...event.data };
  if (time.offset !== '+00:00') data.localOffset ??= time.offset;
  const happened = (data.classifier ?? 'ACT') === 'ACT';
  if (!happened) return { ...event, data };
  if (time.quality !== 'exact') data.timeQuality ??= time.quality;
  const dayOnly = data.timeQuality === 'day' && zone !== undefined;
  return { ...event, time: dayOnly ? startOfDay(event.time, zone) : event.time, data };
}

function mismatch(prefix: string, issues: readonly { path: PropertyKey[]; message: string }[]): Failure {
  const first = issues[0];
  const pointer = (first?.path ?? []).map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return new Failure('invalid-event', `${prefix}${pointer.join('')}: ${first?.message ?? ''}`);
}

function noteUnknownAttributes(given: Record<string, unknown>, walk: Walk): void {
  for (const name of Object.keys(given)) {
    if (ATTRIBUTES.has(name) || walk.warnings.length >= WARNINGS_MAX) continue;
    walk.warnings.push({
      code: 'unknown-attribute',
      severity: 'warning',
      path: `/${name}`,
      message: `"${name}" is no attribute of the envelope and is not kept. Put it into data.`,
    });
  }
}

function noteUnusualKind(subject: string, type: EventType, walk: Walk): void {
  const kind = subject.slice(0, subject.indexOf(':'));
  if (type.subjectKinds.length === 0 || type.subjectKinds.includes(kind)) return;
  walk.warnings.push({
    code: 'unusual-subject',
    severity: 'warning',
    path: '/subject',
    message: `${type.type} is usually about a ${type.subjectKinds.join(' or ')}, not about a ${kind}.`,
  });
}
