import { BudgetSpent, Fault } from '../fault.ts';
import { Duration, equal, toJson } from '../value.ts';
import { type FunctionSpec, param } from './define.ts';

const text = param('text', 'text');
const textOf = (args: readonly unknown[], i = 0): string => String(args[i]);

/** Texts. Lower and upper case follow Unicode and never the language of the machine. */
export const textFunctions = {
  contains: {
    group: 'text',
    parameters: [param('text', ['text', 'list']), param('part', 'any')],
    result: 'boolean',
    help: 'Whether a text holds a part, or a list holds a value.',
    example: 'contains(event.data.note, "delay")',
    run: ([whole, part], run) => {
      if (Array.isArray(whole)) {
        run.spend(whole.length);
        return whole.some((item) => equal(item, part, run));
      }
      if (typeof part !== 'string') return new Fault('contains(…) looks for a text in a text');
      run.room(String(whole).length);
      return String(whole).includes(part);
    },
  },
  startsWith: {
    group: 'text',
    parameters: [text, param('start', 'text')],
    result: 'boolean',
    help: 'Whether a text begins with another.',
    example: 'startsWith(subject.id, "shipment:")',
    run: (args) => textOf(args).startsWith(textOf(args, 1)),
  },
  endsWith: {
    group: 'text',
    parameters: [text, param('end', 'text')],
    result: 'boolean',
    help: 'Whether a text ends with another.',
    example: 'endsWith(event.type, ".delayed")',
    run: (args) => textOf(args).endsWith(textOf(args, 1)),
  },
  lower: {
    group: 'text',
    parameters: [text],
    result: 'text',
    help: 'The text in lower case.',
    example: 'lower(event.data.carrier)',
    run: (args, run) => {
      run.room(textOf(args).length);
      return run.text(textOf(args).toLowerCase());
    },
  },
  upper: {
    group: 'text',
    parameters: [text],
    result: 'text',
    help: 'The text in upper case.',
    example: 'upper(event.data.carrier)',
    run: (args, run) => {
      run.room(textOf(args).length);
      return run.text(textOf(args).toUpperCase());
    },
  },
  trim: {
    group: 'text',
    parameters: [text],
    result: 'text',
    help: 'The text without space at its ends.',
    example: 'trim(event.data.note)',
    run: (args) => textOf(args).trim(),
  },
  split: {
    group: 'text',
    parameters: [text, param('separator', 'text')],
    result: 'list',
    help: 'The parts of a text between separators.',
    example: 'split(event.data.lane, "-")',
    run: (args, run) => {
      run.room(textOf(args).length);
      const parts = textOf(args).split(textOf(args, 1));
      run.spend(parts.length);
      return parts;
    },
  },
  join: {
    group: 'text',
    parameters: [param('list', 'list'), param('separator', 'text', { optional: true })],
    result: 'text',
    help: 'The values of a list as one text.',
    example: 'join(event.data.codes, ", ")',
    run: ([list, separator], run) => {
      const between = typeof separator === 'string' ? separator : '';
      let joined = '';
      for (const [i, item] of (Array.isArray(list) ? list : []).entries()) {
        run.spend(1);
        if (typeof item === 'object' && item !== null && !(item instanceof Duration)) {
          return new Fault('join(…) takes a list of texts and numbers');
        }
        const part = item === null ? '' : String(toJson(item));
        run.room(joined.length + between.length + part.length);
        joined += i === 0 ? part : between + part;
      }
      return joined;
    },
  },
  replace: {
    group: 'text',
    parameters: [text, param('old', 'text'), param('new', 'text')],
    result: 'text',
    help: 'The text with every occurrence of one part replaced by another.',
    example: 'replace(event.data.plate, " ", "")',
    run: (args, run) => {
      const [whole, old, fresh] = [textOf(args), textOf(args, 1), textOf(args, 2)];
      if (old === '') return new Fault('replace(…) needs a part to look for');
      run.room(whole.length);
      const parts = whole.split(old);
      run.spend(parts.length);
      run.room(whole.length + (parts.length - 1) * (fresh.length - old.length));
      return parts.join(fresh);
    },
  },
  substring: {
    group: 'text',
    parameters: [text, param('start', 'number'), param('end', 'number', { optional: true })],
    result: 'text',
    help: 'The characters from a position (0 is the first) up to, not including, another.',
    example: 'substring(event.data.container, 0, 4)',
    run: ([whole, start, end]) => {
      const from = Number(start);
      const to = end === undefined ? String(whole).length : Number(end);
      if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to < from) {
        return new Fault('substring(…) needs whole positions, the second not before the first');
      }
      return String(whole).slice(from, to);
    },
  },
  matches: {
    group: 'text',
    parameters: [text, param('pattern', 'text')],
    result: 'boolean',
    help: 'Whether an RE2 pattern, written out in the expression, occurs in a text.',
    example: 'matches(event.data.container, "^[A-Z]{4}[0-9]{7}$")',
    // Compiled with its literal pattern where calls are compiled; nothing else can reach this.
    run: () => {
      throw new BudgetSpent('The pattern of matches(…) must be written out');
    },
  },
} as const satisfies Record<string, FunctionSpec>;
