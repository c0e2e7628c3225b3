/** A point on the earth in degrees (WGS 84). */
export interface Position {
  readonly lat: number;
  readonly lon: number;
}

/** Mean radius of the earth (IUGG), in metres. */
export const EARTH_RADIUS_M = 6_371_008.8;
export const DEGREE = Math.PI / 180;

/** A position from `{ lat, lon, … }` or, as GeoJSON (RFC 7946) writes it, from `[lon, lat]`; undefined where it is neither. */
export function readPosition(value: unknown): Position | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const [lat, lon]: unknown[] = Array.isArray(value) ? [value[1], value[0]] : [own(value, 'lat'), own(value, 'lon')];
  if (typeof lat !== 'number' || typeof lon !== 'number') return undefined;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}

/** How far from a position its device may really be, where it says so; never negative. */
export function accuracyOf(value: unknown): number | undefined {
  const accuracy = typeof value === 'object' && value !== null ? own(value, 'accuracyM') : undefined;
  return typeof accuracy === 'number' && accuracy >= 0 ? accuracy : undefined;
}

/** Metres between two positions along the surface (haversine formula, R. W. Sinnott 1984; a sphere, so within 0.5 %). */
export function distanceM(a: Position, b: Position): number {
  const half =
    Math.sin(((b.lat - a.lat) * DEGREE) / 2) ** 2 +
    Math.cos(a.lat * DEGREE) * Math.cos(b.lat * DEGREE) * Math.sin(((b.lon - a.lon) * DEGREE) / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** A longitude, or a difference of two, turned into -180 … 180: the shorter way round the earth. */
export function turn(degrees: number): number {
  const turned = degrees % 360;
  return turned > 180 ? turned - 360 : turned < -180 ? turned + 360 : turned;
}

export function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
