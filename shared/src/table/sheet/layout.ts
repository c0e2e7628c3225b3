import type { ConfigOf } from '../../workflow/kinds/config.ts';
import type { CellType } from '../../workflow/kinds/decide.ts';

export type Policy = Pick<ConfigOf<'table'>, 'hitPolicy' | 'aggregate'>;

/** The letters that stand in the corner of a table (DMN 1.5, 8.2.8). */
export const POLICIES: readonly (readonly [string, Policy, ...(readonly string[])])[] = [
  ['U', { hitPolicy: 'unique' }, 'unique'],
  ['F', { hitPolicy: 'first' }, 'first'],
  ['P', { hitPolicy: 'priority' }, 'priority'],
  ['A', { hitPolicy: 'any' }, 'any'],
  ['C', { hitPolicy: 'collect' }, 'collect'],
  ['C+', { hitPolicy: 'collect', aggregate: 'sum' }, 'collectsum'],
  ['C<', { hitPolicy: 'collect', aggregate: 'min' }, 'collectmin'],
  ['C>', { hitPolicy: 'collect', aggregate: 'max' }, 'collectmax'],
  ['C#', { hitPolicy: 'collect', aggregate: 'count' }, 'collectcount'],
  ['R', { hitPolicy: 'ruleOrder' }, 'ruleorder'],
  ['O', { hitPolicy: 'outputOrder' }, 'outputorder'],
];

/** The rows above the rules, by what stands in their first cell; the first row of all has the labels. */
export const HEADERS = ['kind', 'id', 'expression', 'type', 'values'] as const;
export type Header = (typeof HEADERS)[number];

/** What other tools call a column's kind. */
export const KINDS: ReadonlyMap<string, 'input' | 'output' | 'note'> = new Map([
  ['input', 'input'],
  ['when', 'input'],
  ['condition', 'input'],
  ['eingabe', 'input'],
  ['output', 'output'],
  ['then', 'output'],
  ['conclusion', 'output'],
  ['ausgabe', 'output'],
  ['note', 'note'],
  ['annotation', 'note'],
  ['annotations', 'note'],
  ['description', 'note'],
  ['anmerkung', 'note'],
]);

/** What other tools call a type (FEEL, Java, German). */
export const TYPES: ReadonlyMap<string, CellType> = new Map([
  ['text', 'text'],
  ['string', 'text'],
  ['number', 'number'],
  ['integer', 'number'],
  ['long', 'number'],
  ['double', 'number'],
  ['zahl', 'number'],
  ['boolean', 'boolean'],
  ['instant', 'instant'],
  ['date', 'instant'],
  ['datetime', 'instant'],
  ['date and time', 'instant'],
  ['datum', 'instant'],
  ['duration', 'duration'],
  ['days and time duration', 'duration'],
  ['daytimeduration', 'duration'],
  ['dauer', 'duration'],
]);
