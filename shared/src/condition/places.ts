import { type Position, readPosition, readZone, type Zone } from '../geo/index.ts';

/** The zone that a condition compares with: the zone itself, or the id of one that the workflow declares; else why not. */
export function zoneAt(value: unknown, facts: Readonly<Record<string, unknown>>): Zone | string {
  if (typeof value !== 'string') return readZone(value);
  const all = Object.hasOwn(facts, 'zones') ? facts.zones : undefined;
  const known = typeof all === 'object' && all !== null && Object.hasOwn(all, value);
  return known ? readZone(Reflect.get(all, value)) : `The workflow has no zone “${value.slice(0, 60)}”.`;
}

/** A position and how far around it: `{ lat, lon, km }`. */
export interface Reach {
  readonly centre: Position;
  readonly km: number;
}

/** Reads the value of `nearerThanKm`; undefined where it is none. */
export function readReach(value: unknown): Reach | undefined {
  const centre = readPosition(value);
  const km =
    typeof value === 'object' && value !== null && Object.hasOwn(value, 'km') ? Reflect.get(value, 'km') : undefined;
  return centre && typeof km === 'number' && km >= 0 ? { centre, km } : undefined;
}
