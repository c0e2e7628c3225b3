import { LIMITS } from '../limits/index.ts';
import { DEGREE, distanceM, EARTH_RADIUS_M, type Position, readPosition, turn } from './position.ts';
import { distanceToSegmentM, segmentsMeet } from './segment.ts';
import { inZone, latitudesOf, type Zone } from './zone.ts';

/** The positions along a way, near enough to each other that the line between two of them is straight. */
export type Route = readonly Position[];

/** Legs longer than this are bent along the great circle, which no straight line in longitude and latitude follows. */
const STRAIGHT_M = 100_000;

// The route of a subject is the same list at every event until it is planned anew.
const known = new WeakMap<object, Route | string>();

/** Reads a list of `[lon, lat]` or `{ lat, lon }`. Returns the sentence for the user where it is none. */
export function readRoute(value: unknown): Route | string {
  if (!Array.isArray(value)) return 'A route is a list of [lon, lat] or { lat, lon }.';
  const before = known.get(value);
  if (before !== undefined) return before;
  const route = read(value);
  known.set(value, route);
  return route;
}

function read(value: readonly unknown[]): Route | string {
  if (value.length === 0) return 'The route is empty.';
  if (value.length > LIMITS.routePoints) return `A route has at most ${LIMITS.routePoints} positions.`;
  const route: Position[] = [];
  for (const each of value) {
    const position = readPosition(each);
    if (!position) return 'A position of a route is [lon, lat] or { lat, lon }.';
    const last = route.at(-1);
    route.push(...(last ? bend(last, position) : []), position);
    if (route.length > 4 * LIMITS.routePoints) return 'The route is too long for its legs.';
  }
  return route;
}

/** Positions between two others along the great circle (E. Williams, Aviation Formulary: intermediate points). */
function bend(a: Position, b: Position): Position[] {
  const metres = distanceM(a, b);
  const pieces = Math.ceil(metres / STRAIGHT_M);
  const angle = metres / EARTH_RADIUS_M;
  // Opposite points of the earth have no shortest way between them.
  if (pieces < 2 || Math.sin(angle) < 1e-6) return [];
  const [from, to] = [vector(a), vector(b)];
  return Array.from({ length: pieces - 1 }, (_, i) => {
    const t = (i + 1) / pieces;
    const [f, g] = [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)];
    const [x, y, z] = [f * from[0] + g * to[0], f * from[1] + g * to[1], f * from[2] + g * to[2]];
    return { lat: Math.atan2(z, Math.hypot(x, y)) / DEGREE, lon: turn(Math.atan2(y, x) / DEGREE) };
  });
}

function vector({ lat, lon }: Position): readonly [number, number, number] {
  const flat = Math.cos(lat * DEGREE);
  return [flat * Math.cos(lon * DEGREE), flat * Math.sin(lon * DEGREE), Math.sin(lat * DEGREE)];
}

/** Metres from a position to the nearest point of a route. */
export function distanceToRouteM(position: Position, route: Route): number {
  const [only] = route;
  if (!only) return Number.POSITIVE_INFINITY;
  let nearest = distanceM(position, only);
  for (let i = 1; i < route.length; i += 1) {
    const [a, b] = [route[i - 1] ?? only, route[i] ?? only];
    nearest = Math.min(nearest, distanceToSegmentM(position, a, b));
  }
  return nearest;
}

/** Whether a route touches a zone: a position of it lies inside, or a leg cuts through. */
export function routeThroughZone(route: Route, zone: Zone): boolean {
  if (route.some((position) => inZone(position, zone))) return true;
  const [south, north] = latitudesOf(zone);
  for (let i = 1; i < route.length; i += 1) {
    const [a, b] = [route[i - 1], route[i]];
    if (!a || !b || Math.max(a.lat, b.lat) < south || Math.min(a.lat, b.lat) > north) continue;
    if (zone.kind === 'circle' && distanceToSegmentM(zone.centre, a, b) <= zone.radiusM) return true;
    if (zone.kind === 'polygon' && cutsRing(a, b, zone.ring)) return true;
  }
  return false;
}

function cutsRing(a: Position, b: Position, ring: readonly Position[]): boolean {
  return ring.some((corner, i) => segmentsMeet(a, b, corner, ring[(i + 1) % ring.length] ?? corner));
}
