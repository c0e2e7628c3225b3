import { Fault } from '../fault.ts';
import type { Run } from '../run.ts';
import { Duration, toJson } from '../value.ts';
import { type FunctionSpec, param } from './define.ts';

const number = param('number', 'number');
const NUMERAL = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** Numbers. All are doubles; a result that is not finite is a fault and never a value. */
export const numberFunctions = {
  abs: {
    group: 'number',
    parameters: [param('number', ['number', 'duration'])],
    result: 'any',
    gives: 'argument',
    help: 'The number or duration without its sign.',
    example: 'abs(subject.eta - subject.commitment.deliverBy)',
    run: ([value]) => (value instanceof Duration ? new Duration(Math.abs(value.ms)) : Math.abs(Number(value))),
  },
  round: {
    group: 'number',
    parameters: [number, param('digits', 'number', { optional: true })],
    result: 'number',
    help: 'The nearest number with so many digits after the point (none if not said); halves go away from zero.',
    example: 'round(event.data.temperature, 1)',
    run: ([value, digits = 0]) => {
      if (!Number.isInteger(digits) || Number(digits) < 0 || Number(digits) > 10) {
        return new Fault('round(…) takes 0 to 10 digits');
      }
      const factor = 10 ** Number(digits);
      const scaled = Math.abs(Number(value)) * factor;
      // Beyond 2^53 a double has no digits left to round; 1.005 is stored a hair below itself.
      if (scaled >= Number.MAX_SAFE_INTEGER) return value;
      return (Math.sign(Number(value)) * Math.round(scaled * (1 + Number.EPSILON))) / factor;
    },
  },
  floor: {
    group: 'number',
    parameters: [number],
    result: 'number',
    help: 'The whole number below.',
    example: 'floor(hours(now - subject.updatedAt))',
    run: ([value]) => Math.floor(Number(value)),
  },
  ceil: {
    group: 'number',
    parameters: [number],
    result: 'number',
    help: 'The whole number above.',
    example: 'ceil(days(now - subject.plannedAt))',
    run: ([value]) => Math.ceil(Number(value)),
  },
  min: {
    group: 'number',
    parameters: [param('values', 'any', { repeated: true })],
    result: 'any',
    gives: 'item',
    help: 'The smallest of some numbers, durations or instants, or of a list of them.',
    example: 'min(subject.eta, subject.plannedArrival)',
    run: (args, run) => extreme(args, run, 'min', (a, b) => a < b),
  },
  max: {
    group: 'number',
    parameters: [param('values', 'any', { repeated: true })],
    result: 'any',
    gives: 'item',
    help: 'The largest of some numbers, durations or instants, or of a list of them.',
    example: 'max(event.data.readings)',
    run: (args, run) => extreme(args, run, 'max', (a, b) => a > b),
  },
  sum: {
    group: 'number',
    parameters: [param('list', 'list')],
    result: 'any',
    gives: 'item',
    help: 'The sum of a list of numbers or of durations; 0 of an empty list.',
    example: 'sum(values(subject.lines).map(line, line.quantity))',
    run: ([list], run) => total(Array.isArray(list) ? list : [], run, 'sum'),
  },
  avg: {
    group: 'number',
    parameters: [param('list', 'list')],
    result: 'any',
    gives: 'item',
    help: 'The mean of a list of numbers or of durations.',
    example: 'avg(event.data.readings)',
    run: ([list], run) => {
      const items = Array.isArray(list) ? list : [];
      if (items.length === 0) return new Fault('avg(…) of an empty list', true);
      const sum = total(items, run, 'avg');
      if (sum instanceof Duration) return new Duration(sum.ms / items.length);
      return typeof sum === 'number' ? sum / items.length : sum;
    },
  },
  double: {
    group: 'value',
    parameters: [param('value', ['text', 'number', 'boolean'])],
    result: 'number',
    help: 'A text as a number.',
    example: 'double("1.5")',
    run: ([value]) => toNumber(value),
  },
  int: {
    group: 'value',
    parameters: [param('value', ['text', 'number', 'boolean'])],
    result: 'number',
    help: 'A text or number as a whole number; digits after the point are cut off.',
    example: 'int("42")',
    run: ([value]) => {
      const number = toNumber(value);
      return typeof number === 'number' ? Math.trunc(number) : number;
    },
  },
  string: {
    group: 'value',
    parameters: [param('value', ['text', 'number', 'boolean', 'duration'])],
    result: 'text',
    help: 'A value as a text; a duration in ISO 8601.',
    example: 'string(event.data.quantity)',
    run: ([value]) => String(toJson(value)),
  },
  bool: {
    group: 'value',
    parameters: [param('value', ['text', 'boolean'])],
    result: 'boolean',
    help: 'The texts "true" and "false" as a boolean.',
    example: 'bool(event.data.sealed)',
    run: ([value]) => {
      if (value === true || value === 'true') return true;
      return value === false || value === 'false' ? false : new Fault('bool(…) reads only "true" and "false"');
    },
  },
} as const satisfies Record<string, FunctionSpec>;

function toNumber(value: unknown): number | Fault {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = String(value).trim();
  return text.length <= 40 && NUMERAL.test(text) ? Number(text) : new Fault('The text is not a number');
}

function extreme(
  args: readonly unknown[],
  run: Run,
  name: string,
  better: (a: number | string, b: number | string) => boolean,
) {
  const items: readonly unknown[] = args.length === 1 && Array.isArray(args[0]) ? args[0] : args;
  run.spend(items.length);
  if (items.length === 0) return new Fault(`${name}(…) of an empty list`, true);
  let best: unknown;
  for (const item of items) {
    const [a, b] = [order(item), order(best)];
    if (a === undefined) return new Fault(`${name}(…) compares numbers, durations or instants`);
    if (best === undefined) best = item;
    else if (typeof a !== typeof b || item instanceof Duration !== best instanceof Duration) {
      return new Fault(`${name}(…) compares values of one type`);
    } else if (b !== undefined && better(a, b)) best = item;
  }
  return best;
}

function order(value: unknown): number | string | undefined {
  if (value instanceof Duration) return value.ms;
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

function total(items: readonly unknown[], run: Run, name: string): number | Duration | Fault {
  run.spend(items.length);
  let sum = 0;
  let durations = 0;
  for (const item of items) {
    if (item instanceof Duration) durations += 1;
    else if (typeof item !== 'number') return new Fault(`${name}(…) adds numbers or durations`);
    sum += item instanceof Duration ? item.ms : item;
  }
  if (durations > 0 && durations < items.length) return new Fault(`${name}(…) adds values of one type`);
  return durations > 0 ? new Duration(sum) : sum;
}
