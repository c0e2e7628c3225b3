import {
  accuracyOf,
  distanceM,
  distanceToEdgeM,
  distanceToRouteM,
  inZone,
  type Position,
  type Route,
  readPosition,
  readRoute,
  readZone,
  routeThroughZone,
  type Zone,
} from '../../geo/index.ts';
import { Fault } from '../fault.ts';
import type { Run } from '../run.ts';
import { declared } from './declared.ts';
import { type FunctionSpec, param } from './define.ts';

const position = param('position', ['map', 'list'], { position: true });
const zone = param('zone', ['map', 'text', 'list'], { names: 'zones' });
const route = param('route', 'list');
const accuracy = param('accuracyM', 'number', { optional: true });

/**
 * Places. A position is `{lat, lon}` (event.data, subject.position, a place) or `[lon, lat]`; a zone is one of the workflow,
 * by `zones.<id>` or its id as a text, a place with a `radiusM`, or a list of corners `[lon, lat]` (the area of a disruption).
 */
export const placeFunctions = {
  distanceKm: {
    group: 'place',
    parameters: [param('a', ['map', 'list'], { position: true }), param('b', ['map', 'list'], { position: true })],
    result: 'number',
    help: 'Kilometres between two positions as the crow flies.',
    example: 'distanceKm(subject.position, event.data.location) < 5',
    run: ([a, b]) => {
      const [from, to] = [positionOf(a), positionOf(b)];
      if (from instanceof Fault) return from;
      return to instanceof Fault ? to : distanceM(from, to) / 1_000;
    },
  },
  haversine: {
    group: 'place',
    parameters: [param('lat1', 'number'), param('lon1', 'number'), param('lat2', 'number'), param('lon2', 'number')],
    result: 'number',
    help: 'Metres between two places given as four numbers, latitude first (haversine formula, mean earth radius).',
    example: 'haversine(event.data.lat, event.data.lon, 53.55, 9.99) < 500',
    run: ([lat1, lon1, lat2, lon2]) => {
      const [from, to] = [positionOf([lon1, lat1]), positionOf([lon2, lat2])];
      if (from instanceof Fault) return from;
      return to instanceof Fault ? to : distanceM(from, to);
    },
  },
  inZone: {
    group: 'place',
    parameters: [position, zone],
    result: 'boolean',
    help: 'Whether a position lies in a zone, however exact it is.',
    example: 'inZone(event.data, zones.yard)',
    run: ([at, where], run) => zoned(at, where, run, (point, area) => inZone(point, area)),
  },
  surelyInZone: {
    group: 'place',
    parameters: [position, zone, accuracy],
    result: 'boolean',
    help: 'Whether a position lies in a zone with the whole circle of its accuracyM; a position that states none has the accuracy given, otherwise 0.',
    example: 'surelyInZone(event.data, "yard")',
    run: ([at, where, otherwise], run) =>
      zoned(at, where, run, (point, area) => distanceToEdgeM(point, area) + radius(at, otherwise) <= 0),
  },
  surelyOutsideZone: {
    group: 'place',
    parameters: [position, zone, accuracy],
    result: 'boolean',
    help: 'Whether no part of the circle of accuracyM around a position lies in a zone. Entered by surelyInZone and left by this, a zone is not left and entered again by a reading that wavers at its edge.',
    example: 'surelyOutsideZone(event.data, "yard", 50)',
    run: ([at, where, otherwise], run) =>
      zoned(at, where, run, (point, area) => distanceToEdgeM(point, area) > radius(at, otherwise)),
  },
  distanceToZoneKm: {
    group: 'place',
    parameters: [position, zone],
    result: 'number',
    help: 'Kilometres from a position to the nearest point of a zone; 0 inside.',
    example: 'distanceToZoneKm(event.data, zones.yard) < 10',
    run: ([at, where], run) =>
      zoned(at, where, run, (point, area) => Math.max(0, distanceToEdgeM(point, area)) / 1_000),
  },
  distanceToRouteKm: {
    group: 'place',
    parameters: [position, route],
    result: 'number',
    help: 'Kilometres from a position to the nearest point of a route, a list of [lon, lat] or {lat, lon}.',
    example: 'distanceToRouteKm(event.data, subject.route) > 5',
    run: ([at, way], run) => {
      const [point, line] = [positionOf(at), routeOf(way, run)];
      if (point instanceof Fault) return point;
      return line instanceof Fault ? line : distanceToRouteM(point, line) / 1_000;
    },
  },
  routeThroughZone: {
    group: 'place',
    parameters: [route, zone],
    result: 'boolean',
    help: 'Whether a route, a list of [lon, lat] or {lat, lon}, touches a zone anywhere on its way.',
    example: 'routeThroughZone(subject.route, event.data.area)',
    run: ([way, where], run) => {
      const [line, area] = [routeOf(way, run), zoneOf(where, run)];
      if (line instanceof Fault) return line;
      if (area instanceof Fault) return area;
      run.spend(Math.ceil((line.length * corners(area)) / 200));
      return routeThroughZone(line, area);
    },
  },
} as const satisfies Record<string, FunctionSpec>;

function zoned(at: unknown, where: unknown, run: Run, ask: (point: Position, area: Zone) => unknown): unknown {
  const [point, area] = [positionOf(at), zoneOf(where, run)];
  if (point instanceof Fault) return point;
  return area instanceof Fault ? area : ask(point, area);
}

function positionOf(value: unknown): Position | Fault {
  const point = readPosition(value);
  if (point) return point;
  const bare = !Array.isArray(value) && typeof value === 'object' && value !== null;
  // A place that is known by its code alone has no position yet: that is missing, and no mistake.
  return bare && !Object.hasOwn(value, 'lat')
    ? new Fault('The place has no lat and lon', true)
    : new Fault('A position has a latitude up to 90 and a longitude up to 180 degrees');
}

function zoneOf(value: unknown, run: Run): Zone | Fault {
  const given = declared(value, 'zones', run);
  if (given instanceof Fault) return given;
  const area = readZone(given);
  if (typeof area === 'string') return new Fault(area.replace(/\.$/, ''));
  run.spend(Math.ceil(corners(area) / 4));
  return area;
}

function routeOf(value: unknown, run: Run): Route | Fault {
  run.spend(Array.isArray(value) ? Math.ceil(value.length / 4) : 1);
  const line = readRoute(value);
  if (typeof line === 'string') return new Fault(line.replace(/\.$/, ''));
  run.spend(Math.ceil(line.length / 4));
  return line;
}

const corners = (area: Zone): number => (area.kind === 'polygon' ? area.ring.length : 1);

function radius(at: unknown, otherwise: unknown): number {
  return accuracyOf(at) ?? (typeof otherwise === 'number' ? Math.max(0, otherwise) : 0);
}
