import { Fault } from '../fault.ts';
import { isMap } from '../value.ts';
import { type FunctionSpec, param } from './define.ts';

/** Values of any type. */
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
    gives: 'argument',
    help: 'The first value that is there: neither missing nor null.',
    example: 'coalesce(subject.customer.tier, "standard")',
    lenient: true,
    run: (args) => args.find((arg) => !(arg instanceof Fault ? arg.missing : arg === null)) ?? null,
  },
  orValue: {
    group: 'value',
    parameters: [param('value', 'any'), param('otherwise', 'any')],
    result: 'any',
    gives: 'argument',
    help: 'The value, or another where it is missing or null.',
    example: 'subject.customer.?tier.orValue("standard")',
    lenient: true,
    run: ([value, otherwise]) => ((value instanceof Fault ? value.missing : value === null) ? otherwise : value),
  },
} as const satisfies Record<string, FunctionSpec>;
