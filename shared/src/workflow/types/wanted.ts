import type { Wanted } from '../../expression/index.ts';
import type { WorkflowNode } from '../graph.ts';
import { severities } from '../kinds/config.ts';
import type { CellType } from '../kinds/decide.ts';

const INSTANT: Wanted = { types: ['instant'], what: 'an instant' };
const NUMBER: Wanted = { types: ['number'], what: 'a number' };
const KEYS: Wanted = { types: ['text', 'number', 'boolean', 'list'], what: 'a key, or a list of keys' };
const SEVERITY: Wanted = { types: ['text'], what: `a severity (${severities.join(', ')})`, values: severities };
const SUBJECT: Wanted = { types: ['text', 'list'], what: 'the id of a subject, or a list of them' };

const COUNTED: ReadonlySet<string> = new Set(['sum', 'avg', 'spread', 'rate', 'meanKineticTemperature']);

/** What the expression at a place of a node's configuration must give; undefined where anything will do. */
export function wantedAt(node: WorkflowNode, path: string): Wanted | undefined {
  if (path === '/per') return KEYS;
  switch (node.kind) {
    case 'deadline':
      return path === '/due' || path === '/met/at' ? INSTANT : undefined;
    case 'wait':
      return path === '/until' ? INSTANT : undefined;
    case 'table':
      return wantedOf(node.config.inputs[Number(path.split('/')[2])]?.type);
    case 'estimate':
      return path === '/since' ? INSTANT : undefined;
    case 'exception':
      return path === '/severity/cel' ? SEVERITY : undefined;
    case 'emit':
      return path === '/subject' ? SUBJECT : undefined;
    case 'window':
      if (path === '/threshold/value/cel') return NUMBER;
      return path === '/value' && COUNTED.has(node.config.aggregate) ? NUMBER : undefined;
    default:
      return undefined;
  }
}

/** What an input of a workflow may be that others run; texts are what instants and durations become. */
export function wantedInput(type: 'number' | 'string' | 'boolean'): Wanted {
  if (type === 'number') return NUMBER;
  if (type === 'boolean') return { types: ['boolean'], what: 'true or false' };
  return { types: ['text', 'instant', 'duration'], what: 'a text' };
}

const COLUMNS: Readonly<Record<CellType, Wanted>> = {
  text: { types: ['text', 'instant'], what: 'a text' },
  number: NUMBER,
  boolean: { types: ['boolean'], what: 'true or false' },
  instant: INSTANT,
  // What an earlier step put out is JSON: a duration is a text there.
  duration: { types: ['duration', 'text'], what: 'a duration' },
};

/** What an expression of a table's column must give. */
export function wantedOf(type: CellType | undefined): Wanted | undefined {
  return type && COLUMNS[type];
}
