import type { CanonicalEvent, Classifier } from '../envelope.ts';
import { RESERVED_VIEW_NAMES } from '../state.ts';
import type { Folding, Write } from './type.ts';

const ASPECTS: Readonly<Record<Classifier, string>> = {
  PLN: 'planned',
  EST: 'estimated',
  ACT: 'actual',
  REQ: 'requested',
};

/** Fields of `data` that speak of the event and not of its subject. */
const ABOUT_THE_EVENT: ReadonlySet<string> = new Set([
  'classifier',
  'refs',
  'location',
  'reason',
  'timeQuality',
  'localOffset',
  'supersedes',
  'retracts',
  'retractsSource',
  'at',
  'note',
  'stop',
]);

/** Names that would reach a prototype if somebody copied them carelessly. */
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

function stating(states: readonly string[], fold: (event: CanonicalEvent) => readonly Write[]): Folding {
  return Object.assign(fold, { states });
}

/** A register of its own for every other field of `data`, the ones that sources add included. */
export const attributes = stating(['attributes.'], (event) => {
  const writes: Write[] = [];
  for (const [name, value] of Object.entries(event.data)) {
    if (value === undefined || ABOUT_THE_EVENT.has(name) || RESERVED_VIEW_NAMES.has(name) || FORBIDDEN.has(name))
      continue;
    writes.push({ path: `attributes.${name}`, value });
  }
  return writes;
});

/** One attribute that is the whole reading, with when it was taken: `latest('position', ['lat', 'lon'])`. */
export function latest(attribute: string, fields: readonly string[]): Folding {
  const path = `attributes.${attribute}`;
  return stating([path], (event) => {
    const value: Record<string, unknown> = { at: event.time };
    for (const field of fields) {
      const given = field in event.data && Object.hasOwn(event.data, field) ? event.data[field] : undefined;
      if (given !== undefined) value[field] = given;
    }
    return [{ path, value }];
  });
}

/** What only something that happened states, not a plan or an estimate of it. */
export function actual(fold: Folding): Folding {
  return stating(fold.states, (event) => ((event.data.classifier ?? 'ACT') === 'ACT' ? fold(event) : []));
}

/** An attribute that the type itself states, whatever its data: a cancelled order, a customs hold. */
export function fact(attribute: string, value: unknown): Folding {
  const path = `attributes.${attribute}`;
  return stating([path], () => [{ path, value }]);
}

/** Order lines, field by field: a change that names one field leaves the others as they were. */
export const orderLines = stating(['lines.'], (event) => {
  const writes: Write[] = [];
  for (const line of linesOf(event)) {
    for (const [field, value] of Object.entries(line)) {
      if (field === 'id' || value === undefined || FORBIDDEN.has(field) || field.includes('.')) continue;
      writes.push({ path: `lines.${line.id}.${field}`, value });
    }
    // A line that says nothing but its id exists all the same.
    if (Object.keys(line).length === 1) writes.push({ path: `lines.${line.id}.known`, value: true });
  }
  return writes;
});

/** Cancels the named lines, or the whole order: only that is a milestone of its life. */
export const cancellation = stating(['attributes.cancelled', 'milestones.', 'lines.'], (event) => {
  const lines = linesOf(event);
  if (lines.length === 0) return [{ path: 'attributes.cancelled', value: true }, ...milestone(event)];
  return lines.map((line) => ({ path: `lines.${line.id}.cancelled`, value: true }));
});

/** The instant of a milestone under what it is: planned, estimated, actual, requested. */
export const milestone = stating(['milestones.'], (event) => {
  const classifier = event.data.classifier ?? 'ACT';
  const at = classifier === 'ACT' ? event.time : event.data.at;
  if (typeof at !== 'string') return [];
  const where = placeOf(event);
  const name = where === undefined ? event.type : `${event.type}@${where}`;
  const quality = event.data.timeQuality ?? 'exact';
  return [{ path: `milestones.${name}.${ASPECTS[classifier]}`, value: { at, quality } }];
});

/** An actual delivery: of the lines it names, otherwise of all there are or will be known. */
export const delivery = stating(['deliveries.all', 'lines.'], (event) => {
  if ((event.data.classifier ?? 'ACT') !== 'ACT') return [];
  const quality = event.data.timeQuality ?? 'exact';
  const lines = linesOf(event);
  if (lines.length === 0) return [{ path: 'deliveries.all', value: { at: event.time, quality } }];
  return lines.flatMap((line) => {
    const writes: Write[] = [
      { path: `lines.${line.id}.deliveredAt`, value: event.time },
      { path: `lines.${line.id}.deliveredQuality`, value: quality },
    ];
    if (typeof line.quantity === 'number') {
      writes.push({ path: `lines.${line.id}.deliveredQuantity`, value: line.quantity });
    }
    if (typeof line.damaged === 'number') {
      writes.push({ path: `lines.${line.id}.damagedQuantity`, value: line.damaged });
    }
    return writes;
  });
});

/** The last value of each measure, by probe. */
export const reading = stating(['readings.'], (event) => {
  const { measure, value, unit, probe } = event.data as {
    measure?: unknown;
    value?: unknown;
    unit?: unknown;
    probe?: unknown;
  };
  if (typeof measure !== 'string') return [];
  const name = typeof probe === 'string' ? `${measure}@${probe}` : measure;
  return [
    { path: `readings.${name}`, value: { value, unit, at: event.time, ...(typeof probe === 'string' && { probe }) } },
  ];
});

/** The papers that have come, each under its own name. */
export const document = stating(['documents.'], (event) => {
  const name = event.data.document;
  if (typeof name !== 'string') return [];
  const number = event.data.number;
  return [{ path: `documents.${name}`, value: { at: event.time, ...(typeof number === 'string' && { number }) } }];
});

/** A relative by time: linked while the last statement says that it started. */
export function association(started: boolean): Folding {
  return stating(['associations.'], (event) => {
    const other = event.data.with as { scheme?: unknown; value?: unknown } | undefined;
    if (typeof other?.scheme !== 'string' || typeof other.value !== 'string') return [];
    return [{ path: `associations.${other.scheme}=${other.value}`, value: started }];
  });
}

/** For a type that states no register: only that one was seen, so that an older one is known to be late. */
export const seen = stating(['seen.'], (event) => [{ path: `seen.${event.type}`, value: event.time }]);

/** The stop or place of an event, if it names one. */
export function placeOf(event: CanonicalEvent): string | undefined {
  const stop = event.data.stop;
  if (typeof stop === 'string' || typeof stop === 'number') return String(stop);
  const location = event.data.location;
  const own = location?.unlocode ?? location?.code ?? location?.id;
  return typeof own === 'string' ? own : undefined;
}

function linesOf(event: CanonicalEvent): readonly { readonly id: string; readonly [field: string]: unknown }[] {
  const lines = event.data.lines;
  if (!Array.isArray(lines)) return [];
  return lines.filter((line) => typeof line === 'object' && line !== null && typeof line.id === 'string');
}
