import { Fault } from '../fault.ts';
import { isMap } from '../value.ts';
import { type FunctionSpec, param } from './define.ts';

const EARTH_RADIUS_KM = 6371.0088;
const degree = Math.PI / 180;

/** Values of any type, and places. */
export const valueFunctions = {
  size: {
    group: 'list',
    parameters: [param('value', ['text', 'list', 'map'])],
    result: 'number',
    help: 'How many characters, entries or fields.',
    example: 'size(subject.stops)',
    run: ([value], run) => {
      if (typeof value === 'string' || Array.isArray(value)) return value.length;
      const keys = isMap(value) ? Object.keys(value).length : 0;
      run.spend(keys);
      return keys;
    },
  },
  coalesce: {
    group: 'value',
    parameters: [param('values', 'any', { repeated: true })],
    result: 'any',
    help: 'The first value that is there: neither missing nor null.',
    example: 'coalesce(subject.customer.tier, "standard")',
    lenient: true,
    run: (args) => args.find((arg) => !(arg instanceof Fault ? arg.missing : arg === null)) ?? null,
  },
  orValue: {
    group: 'value',
    parameters: [param('value', 'any'), param('otherwise', 'any')],
    result: 'any',
    help: 'The value, or another where it is missing or null.',
    example: 'subject.customer.?tier.orValue("standard")',
    lenient: true,
    run: ([value, otherwise]) => ((value instanceof Fault ? value.missing : value === null) ? otherwise : value),
  },
  distanceKm: {
    group: 'place',
    parameters: [param('lat1', 'number'), param('lon1', 'number'), param('lat2', 'number'), param('lon2', 'number')],
    result: 'number',
    help: 'Kilometres between two places as the crow flies (haversine, mean earth radius).',
    example: 'distanceKm(event.data.lat, event.data.lon, 53.55, 9.99) < 5',
    run: (args) => {
      const [lat1 = 0, lon1 = 0, lat2 = 0, lon2 = 0] = args.map(Number);
      if (Math.abs(lat1) > 90 || Math.abs(lat2) > 90 || Math.abs(lon1) > 180 || Math.abs(lon2) > 180) {
        return new Fault('distanceKm(…) takes latitudes up to 90 and longitudes up to 180 degrees');
      }
      const a =
        Math.sin(((lat2 - lat1) * degree) / 2) ** 2 +
        Math.cos(lat1 * degree) * Math.cos(lat2 * degree) * Math.sin(((lon2 - lon1) * degree) / 2) ** 2;
      return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(a)));
    },
  },
} as const satisfies Record<string, FunctionSpec>;
