import type { Moment, Ref } from '@slipway/shared/api';
import type { SubjectRecord } from '@slipway/shared/engine';
import { type SubjectState, type SubjectView, type TimeQuality, viewOf } from '@slipway/shared/event';
import type { Database } from '../database/index.ts';

/** How a subject is shown where it is only mentioned. */
export interface SubjectFace {
  /** Its first reference, or what stands behind the kind in its id. */
  readonly label: string;
  /** Where from and where to, or what else is known in a few words. */
  readonly context: string;
  readonly refs: readonly Ref[];
  readonly origin: string | null;
  readonly destination: string | null;
  readonly carrier: string | null;
  readonly customer: string | null;
  /** What is carried. */
  readonly cargo: string | null;
}

/** Reads the faces of the subjects of a page in one query. One that is not stored is called by its id. */
export async function subjectFaces(
  database: Database,
  environment: string,
  subjects: readonly string[],
): Promise<(subject: string) => SubjectFace> {
  const wanted = [...new Set(subjects)];
  const rows =
    wanted.length === 0
      ? []
      : await database.kysely
          .selectFrom('subjects')
          .select(['subject', 'record'])
          .where('environment', '=', environment)
          .where('subject', 'in', wanted)
          .execute();
  const faces = new Map(rows.map((row) => [row.subject, faceOf(readRecord(row.record).subject)]));
  return (subject) => faces.get(subject) ?? unknownFace(subject);
}

export function readRecord(text: string): SubjectRecord {
  return JSON.parse(text) as SubjectRecord;
}

/** The fields of a subject in which it may be found. */
const NAMES = {
  origin: ['origin', 'shipFrom', 'from', 'originName'],
  destination: ['destination', 'shipTo', 'to', 'destinationName', 'country'],
  mode: ['mode', 'transportMode'],
  carrier: ['carrier', 'carrierName', 'vendor'],
  customer: ['customer', 'customerName', 'consignee', 'project'],
  cargo: ['cargo', 'goods', 'commodity', 'cargoDescription', 'description', 'product', 'item'],
};

/** All that a face is made of, the references aside. */
export const FACE_FIELDS: readonly string[] = Object.values(NAMES).flat();

export function faceOf(state: SubjectState): SubjectFace {
  const view = viewOf(state);
  const own = refsOf(state.refs);
  const origin = placeIn(view, NAMES.origin);
  const destination = placeIn(view, NAMES.destination);
  const mode = textIn(view, NAMES.mode);
  const journey = [origin, destination].filter((place) => place !== null).join(' → ');
  return {
    label: own[0]?.value ?? labelOf(state.subject),
    context: [journey, mode ?? ''].filter(Boolean).join(' · '),
    refs: [...own, ...refsOf(state.links)],
    origin,
    destination,
    carrier: textIn(view, NAMES.carrier),
    customer: textIn(view, NAMES.customer),
    cargo: textIn(view, NAMES.cargo),
  };
}

/** What stands behind the kind: `ASN-8` of `shipment:ASN-8`. */
export function labelOf(subject: string): string {
  return subject.slice(subject.indexOf(':') + 1);
}

/** An instant of the state with its quality, for people. */
export function momentOf(
  at: string | null | undefined,
  quality?: TimeQuality | null,
  localOffset?: string,
): Moment | null {
  return at ? { at, quality: quality ?? 'exact', localOffset: localOffset ?? null } : null;
}

function refsOf(table: Readonly<Record<string, readonly string[]>>): Ref[] {
  return Object.entries(table).flatMap(([scheme, values]) => values.map((value) => ({ scheme, value })));
}

function unknownFace(subject: string): SubjectFace {
  const nobody = { origin: null, destination: null, carrier: null, customer: null, cargo: null };
  return { label: labelOf(subject), context: '', refs: [], ...nobody };
}

function textIn(view: SubjectView, names: readonly string[]): string | null {
  for (const name of names) {
    const value = Object.hasOwn(view, name) ? view[name] : undefined;
    if (typeof value === 'string' && value !== '') return value.slice(0, 200);
    if (typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string')
      return value.name;
  }
  return null;
}

function placeIn(view: SubjectView, names: readonly string[]): string | null {
  for (const name of names) {
    const value = Object.hasOwn(view, name) ? view[name] : undefined;
    if (typeof value === 'string' && value !== '') return value.slice(0, 200);
    if (typeof value !== 'object' || value === null) continue;
    for (const part of ['name', 'city', 'unlocode', 'code', 'country'] as const) {
      const text = (value as Record<string, unknown>)[part];
      if (typeof text === 'string' && text !== '') return text.slice(0, 200);
    }
  }
  return null;
}
