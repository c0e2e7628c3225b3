import type { FieldType } from '../../event/catalogue/index.ts';
import type { OPERATORS } from '../operators.ts';
import type { FormLeaf, FormValue } from './read-form.ts';

export type OperatorName = keyof typeof OPERATORS;

const KNOWN = ['isKnown', 'isMissing'] as const;
const ORDER = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'] as const;

/** Of a position: whether it lies in a zone of the workflow. */
const ZONES = ['withinZone', 'notWithinZone', 'surelyWithinZone', 'surelyOutsideZone'] as const;

const BY_TYPE: Readonly<Record<FieldType, readonly OperatorName[]>> = {
  text: ['equal', 'notEqual', 'in', 'notIn', 'startsWith', 'matches', ...KNOWN],
  choice: ['equal', 'notEqual', 'in', 'notIn', ...KNOWN],
  number: ['equal', 'notEqual', ...ORDER, 'between', ...KNOWN],
  boolean: ['equal', 'notEqual', ...KNOWN],
  instant: [...ORDER, 'between', 'olderThan', ...KNOWN],
  duration: [...ORDER, 'between', ...KNOWN],
  list: ['contains', 'doesNotContain', ...KNOWN],
  object: [...ZONES, ...KNOWN],
  any: [
    'equal',
    'notEqual',
    ...ORDER,
    'between',
    'in',
    'notIn',
    'startsWith',
    'matches',
    'contains',
    ...ZONES,
    ...KNOWN,
  ],
};

/** The operators that make sense for a type, and the one in use even where it does not. */
export function operatorsFor(type: FieldType, inUse?: string): readonly string[] {
  const fitting: readonly string[] = BY_TYPE[type];
  return inUse === undefined || fitting.includes(inUse) ? fitting : [...fitting, inUse];
}

/** How a value is asked for: by operator and by the type of what is compared. */
export type ValueInput =
  | 'none'
  | 'text'
  | 'choice'
  | 'choices'
  | 'texts'
  | 'number'
  | 'boolean'
  | 'instant'
  | 'duration'
  | 'range'
  | 'zone'
  | 'json';

export function valueInput(operator: string, type: FieldType): ValueInput {
  if (operator === 'isKnown' || operator === 'isMissing') return 'none';
  if (operator === 'olderThan') return 'duration';
  if (ZONES.some((each) => each === operator)) return 'zone';
  if (operator === 'between')
    return type === 'number' || type === 'instant' || type === 'duration' || type === 'any' ? 'range' : 'json';
  if (operator === 'in' || operator === 'notIn')
    return type === 'choice' ? 'choices' : type === 'text' || type === 'any' ? 'texts' : 'json';
  if (operator === 'startsWith' || operator === 'matches') return 'text';
  switch (type) {
    case 'choice':
      return 'choice';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'instant':
      return 'instant';
    case 'duration':
      return 'duration';
    case 'text':
      return 'text';
    case 'list':
      return 'text';
    default:
      return 'json';
  }
}

/** Whether a form can show a value in an input; what it cannot show is edited as JSON and not lost. */
export function showsIn(input: ValueInput, value: unknown): boolean {
  switch (input) {
    case 'none':
      return value === undefined || typeof value === 'boolean';
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'choices':
    case 'texts':
      return Array.isArray(value) && value.every((each) => typeof each === 'string');
    case 'range':
      return (
        Array.isArray(value) &&
        value.length === 2 &&
        value.every((each) => typeof each === 'string' || typeof each === 'number')
      );
    case 'json':
      return true;
    default:
      return typeof value === 'string';
  }
}

/** The value to go on with when the operator or the field has changed: the old one where it still fits. */
export function valueFor(input: ValueInput, before: FormValue, choices: readonly string[] = []): FormValue {
  if (input === 'none') return { kind: 'none' };
  if (before.kind === 'source' && input !== 'choices' && input !== 'texts' && input !== 'range') return before;
  const old = before.kind === 'plain' ? before.value : undefined;
  const fits = before.kind === 'plain' && showsIn(input, old);
  const known = input !== 'choice' || choices.length === 0 || choices.includes(String(old));
  if (fits && known) return before;
  return { kind: 'plain', value: starting(input, old, choices) };
}

function starting(input: ValueInput, old: unknown, choices: readonly string[]): unknown {
  const first = Array.isArray(old) ? old[0] : old;
  switch (input) {
    case 'number':
      return typeof first === 'number' ? first : 0;
    case 'boolean':
      return true;
    case 'choices':
    case 'texts':
      return typeof first === 'string' && (choices.length === 0 || choices.includes(first)) ? [first] : [];
    case 'range':
      return typeof first === 'number' ? [first, first] : [0, 0];
    case 'duration':
      return '30m';
    case 'choice':
      return typeof first === 'string' && choices.includes(first) ? first : (choices[0] ?? '');
    case 'instant':
      return '2026-01-01T00:00:00.000Z';
    default:
      return typeof first === 'string' ? first : '';
  }
}

const HOLD_FOR_MISSING: ReadonlySet<string> = new Set(['notEqual', 'notIn', 'isMissing']);

/** Whether a comparison holds also for what is not known (as in json-rules-engine), which surprises people. */
export function holdsWhenMissing(leaf: FormLeaf): boolean {
  return HOLD_FOR_MISSING.has(leaf.operator);
}
