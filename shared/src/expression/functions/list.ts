import { Fault } from '../fault.ts';
import type { Run } from '../run.ts';
import { Duration, equal, isMap } from '../value.ts';
import { type FunctionSpec, param } from './define.ts';

const list = param('list', 'list');
const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Lists and objects. No function changes a list; each gives a new one. */
export const listFunctions = {
  count: {
    group: 'list',
    parameters: [list, param('value', 'any', { optional: true })],
    result: 'number',
    help: 'How many items a list has, or how many of them are the value.',
    example: 'count(event.data.codes, "A") > 1',
    run: (args, run) => {
      const items = itemsOf(args[0]);
      if (args.length < 2) return items.length;
      run.spend(items.length);
      return items.filter((item) => equal(item, args[1], run)).length;
    },
  },
  first: {
    group: 'list',
    parameters: [list],
    result: 'any',
    gives: 'item',
    help: 'The first item of a list; missing when it is empty.',
    example: 'first(subject.stops).place',
    run: ([items]) => itemsOf(items)[0] ?? none('first', items),
  },
  last: {
    group: 'list',
    parameters: [list],
    result: 'any',
    gives: 'item',
    help: 'The last item of a list; missing when it is empty.',
    example: 'last(subject.etaHistory).at',
    run: ([items]) => itemsOf(items).at(-1) ?? none('last', items),
  },
  sort: {
    group: 'list',
    parameters: [list],
    result: 'list',
    gives: 'items',
    help: 'A list of numbers, texts, instants or durations in ascending order.',
    example: 'first(sort(subject.stops.map(stop, stop.plannedArrivalAt)))',
    run: ([items], run) => sorted(itemsOf(items), run),
  },
  reverse: {
    group: 'list',
    parameters: [list],
    result: 'list',
    gives: 'items',
    help: 'A list from its end to its beginning.',
    example: 'first(reverse(subject.etaHistory))',
    run: ([items], run) => {
      run.spend(itemsOf(items).length);
      return itemsOf(items).toReversed();
    },
  },
  distinct: {
    group: 'list',
    parameters: [list],
    result: 'list',
    gives: 'items',
    help: 'A list without what occurs in it once more.',
    example: 'size(distinct(subject.legs.map(leg, leg.carrier))) > 1',
    run: ([items], run) => {
      const kept: unknown[] = [];
      for (const item of itemsOf(items)) {
        run.spend(1 + (kept.length >> 3));
        if (!kept.some((other) => equal(other, item, run))) kept.push(item);
      }
      return kept;
    },
  },
  flatten: {
    group: 'list',
    parameters: [list],
    result: 'list',
    help: 'A list of lists as one list.',
    example: 'flatten(subject.legs.map(leg, [leg.origin, leg.destination]))',
    run: ([items], run) => {
      const flat: unknown[] = [];
      for (const item of itemsOf(items)) {
        run.spend(1 + (Array.isArray(item) ? item.length : 0));
        if (Array.isArray(item)) flat.push(...item);
        else flat.push(item);
      }
      return flat;
    },
  },
  slice: {
    group: 'list',
    parameters: [list, param('start', 'number'), param('end', 'number', { optional: true })],
    result: 'list',
    gives: 'items',
    help: 'The items from a position (0 is the first, -2 the last but one) up to, not including, another.',
    example: 'slice(subject.etaHistory, -3)',
    run: ([items, start, end], run) => {
      if (!Number.isInteger(start) || !(end === undefined || Number.isInteger(end))) {
        return new Fault('slice(…) takes whole positions');
      }
      run.spend(itemsOf(items).length);
      return itemsOf(items).slice(Number(start), end === undefined ? undefined : Number(end));
    },
  },
  median: {
    group: 'list',
    parameters: [list],
    result: 'any',
    gives: 'item',
    help: 'The value in the middle of a list of numbers or durations; of an even number of them, the mean of the two.',
    example: 'median(subject.stops.map(stop, stop.dwellMinutes))',
    run: ([items], run) => middle(sorted(itemsOf(items), run)),
  },
  keys: {
    group: 'list',
    parameters: [param('object', 'map')],
    result: 'list',
    help: 'The names of the fields of an object.',
    example: '"CMR" in keys(subject.documents)',
    run: ([object], run) => {
      const names = isMap(object) ? Object.keys(object) : [];
      run.spend(names.length);
      return names;
    },
  },
  values: {
    group: 'list',
    parameters: [param('object', 'map')],
    result: 'list',
    help: 'The values of the fields of an object: the lines of an order, the readings of a shipment.',
    example: 'values(subject.lines).exists(line, line.open)',
    run: ([object], run) => {
      const fields = isMap(object) ? Object.values(object) : [];
      run.spend(fields.length);
      return fields;
    },
  },
} as const satisfies Record<string, FunctionSpec>;

function none(name: string, items: unknown): Fault | null {
  return itemsOf(items).length > 0 ? null : new Fault(`${name}(…) of an empty list`, true);
}

function sorted(items: readonly unknown[], run: Run): unknown[] | Fault {
  run.spend(items.length * Math.ceil(Math.log2(items.length + 2)));
  const [one] = items;
  const kind = (value: unknown) => (value instanceof Duration ? 'duration' : typeof value);
  const fit = ['number', 'string', 'duration'].includes(kind(one)) && items.every((item) => kind(item) === kind(one));
  if (items.length > 0 && !fit)
    return new Fault('Only numbers, texts, instants or durations of one type have an order');
  const rank = (value: unknown) => (value instanceof Duration ? value.ms : (value as number | string));
  return items.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

function middle(items: unknown[] | Fault): unknown {
  if (items instanceof Fault) return items;
  const half = items.length >> 1;
  const [low, high] = [items[(items.length - 1) >> 1], items[half]];
  if (low instanceof Duration && high instanceof Duration) return new Duration((low.ms + high.ms) / 2);
  if (typeof low === 'number' && typeof high === 'number') return (low + high) / 2;
  return items.length === 0
    ? new Fault('median(…) of an empty list', true)
    : new Fault('median(…) takes numbers or durations');
}
