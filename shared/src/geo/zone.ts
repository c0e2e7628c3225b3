import { LIMITS } from '../limits/index.ts';
import { DEGREE, distanceM, EARTH_RADIUS_M, own, type Position, readPosition, turn } from './position.ts';
import { distanceToSegmentM } from './segment.ts';

/** A circle on the surface, or a ring of positions whose sides are straight in longitude and latitude (RFC 7946). */
export type Zone =
  | { readonly kind: 'circle'; readonly centre: Position; readonly radiusM: number }
  | { readonly kind: 'polygon'; readonly ring: readonly Position[] };

const RADIUS_MAX_M = Math.PI * EARTH_RADIUS_M;

// The zones of a workflow are the same objects at every event.
const known = new WeakMap<object, Zone | string>();

/**
 * Reads `{ circle: { lat, lon, radiusM } }`, `{ polygon: [[lon, lat], …] }` or its list alone (closed by itself, the shorter
 * way where a side crosses the antimeridian), or a place with `lat`, `lon` and `radiusM`. Returns the sentence for the user where it is none.
 */
export function readZone(value: unknown): Zone | string {
  if (typeof value !== 'object' || value === null) return 'A zone is a circle, a polygon, or a place with a radius.';
  const before = known.get(value);
  if (before !== undefined) return before;
  const zone = read(value);
  known.set(value, zone);
  return zone;
}

function read(value: object): Zone | string {
  const polygon = Array.isArray(value) ? value : own(value, 'polygon');
  if (polygon !== undefined && polygon !== null) return readPolygon(polygon);
  const circle = own(value, 'circle') ?? value;
  const centre = readPosition(circle);
  const radiusM = typeof circle === 'object' && circle !== null ? own(circle, 'radiusM') : undefined;
  if (!centre) return 'A zone has a polygon of [lon, lat], or lat, lon and radiusM.';
  if (typeof radiusM !== 'number' || !(radiusM > 0) || radiusM > RADIUS_MAX_M) {
    return 'The radiusM of a zone is its radius in metres, more than 0.';
  }
  return { kind: 'circle', centre, radiusM };
}

function readPolygon(value: unknown): Zone | string {
  if (!Array.isArray(value)) return 'A polygon is a list of [lon, lat].';
  if (value.length > LIMITS.zonePoints + 1) return `A polygon has at most ${LIMITS.zonePoints} corners.`;
  const ring: Position[] = [];
  for (const corner of value) {
    const position = readPosition(corner);
    if (!position) return 'A corner of a polygon is [lon, lat], longitude first.';
    ring.push(position);
  }
  const [first, last] = [ring[0], ring.at(-1)];
  if (first && last && ring.length > 1 && first.lat === last.lat && first.lon === last.lon) ring.pop();
  if (ring.length < 3) return 'A polygon has at least three corners.';
  const round = ring.reduce(
    (sum, corner, i) => sum + turn((ring[(i + 1) % ring.length] ?? corner).lon - corner.lon),
    0,
  );
  return Math.abs(round) > 1 ? 'A polygon cannot go round a pole.' : { kind: 'polygon', ring };
}

/** Metres to the edge of a zone: negative inside, positive outside. */
export function distanceToEdgeM(position: Position, zone: Zone): number {
  if (zone.kind === 'circle') return distanceM(position, zone.centre) - zone.radiusM;
  let nearest = Number.POSITIVE_INFINITY;
  for (const [i, corner] of zone.ring.entries()) {
    const next = zone.ring[(i + 1) % zone.ring.length] ?? corner;
    nearest = Math.min(nearest, distanceToSegmentM(position, corner, next));
  }
  return holds(zone.ring, position) ? -nearest : nearest;
}

/** Whether a zone holds a position; its edge belongs to it as nearly as numbers tell. */
export function inZone(position: Position, zone: Zone): boolean {
  return zone.kind === 'circle' ? distanceM(position, zone.centre) <= zone.radiusM : holds(zone.ring, position);
}

/** Even-odd rule: how often a ray to the east crosses the ring (W. R. Franklin, PNPOLY), unrolled along the longitudes. */
function holds(ring: readonly Position[], { lat, lon }: Position): boolean {
  const [first] = ring;
  if (!first) return false;
  let inside = [false, false, false];
  // Longitudes relative to the position; a ring over the antimeridian is met in one of three turns of the earth.
  let x = turn(first.lon - lon);
  let y = first.lat;
  for (let i = 1; i <= ring.length; i += 1) {
    const next = ring[i % ring.length] ?? first;
    const nextX = x + turn(next.lon - (ring[i - 1] ?? first).lon);
    if (y > lat !== next.lat > lat) {
      const crossing = x + ((nextX - x) * (lat - y)) / (next.lat - y);
      inside = inside.map((odd, at) => (crossing > (at - 1) * 360 ? !odd : odd));
    }
    x = nextX;
    y = next.lat;
  }
  return inside.includes(true);
}

/** The smallest and largest latitude that a zone reaches: most positions are told apart by that alone. */
export function latitudesOf(zone: Zone): readonly [south: number, north: number] {
  if (zone.kind === 'circle') {
    const reach = zone.radiusM / EARTH_RADIUS_M / DEGREE;
    return [zone.centre.lat - reach, zone.centre.lat + reach];
  }
  const lats = zone.ring.map(({ lat }) => lat);
  return [Math.min(...lats), Math.max(...lats)];
}
