import { UNITS } from '../../unit/index.ts';
import { fitAny } from '../check/fit.ts';
import { checkTyped, type Type, type TypeKind, type TypeScope, type Wanted } from '../check/index.ts';
import type { ValueType } from '../value.ts';

type Make = (text: string) => string;
const call =
  (name: string, more = ''): Make =>
  (text) =>
    `${name}(${text}${more})`;

/** Ways from one type to another, by the functions of the language. */
const WAYS: readonly (readonly [TypeKind, ValueType, Make])[] = [
  ['duration', 'number', call('minutes')],
  ['duration', 'number', call('hours')],
  ['text', 'number', call('double')],
  ['boolean', 'number', call('int')],
  ['list', 'number', call('size')],
  ['map', 'number', call('celsius')],
  ['number', 'text', call('string')],
  ['boolean', 'text', call('string')],
  ['duration', 'text', call('string')],
  ['instant', 'text', call('formatTime', ', "UTC"')],
  ['text', 'instant', call('timestamp')],
  ['text', 'duration', call('duration')],
  ['number', 'duration', (text) => `duration("1m") * (${text})`],
  ['text', 'boolean', call('bool')],
  ['text', 'list', (text) => `[${text}]`],
  ['number', 'list', (text) => `[${text}]`],
  ['instant', 'list', (text) => `[${text}]`],
];

/** Expressions that make of a value what a place wants; nothing where it fits already or no function leads there. */
export function conversionsOf(text: string, type: Type, wanted: Wanted, scope: TypeScope): readonly string[] {
  if (fitAny(type, wanted.types) === 'fits') return [];
  return WAYS.filter(([from, to]) => from === type.kind && wanted.types.includes(to))
    .map(([, , make]) => make(text))
    .filter((made) => checkTyped(made, scope, wanted).problems.length === 0);
}

/** Endings by which the model and most systems name what a number is measured in. */
const ENDINGS: readonly (readonly [RegExp, keyof typeof UNITS])[] = [
  [/kmh$/i, 'KMH'],
  [/(?:knots|kn)$/i, 'KNT'],
  [/km$/i, 'KMT'],
  [/mi(?:les)?$/i, 'SMI'],
  [/(?:kg|kilograms?)$/i, 'KGM'],
  [/(?:lbs?|pounds?)$/i, 'LBR'],
  [/(?:tonnes?|tons?)$/i, 'TNE'],
  [/(?:fahrenheit|[a-z]F)$/, 'FAH'],
  [/(?:celsius|temperature|temperature(?:Max|Min)|setPoint|[a-z]C)$/, 'CEL'],
  [/(?:seconds|secs?)$/i, 'SEC'],
  [/(?:minutes|mins?)$/i, 'MIN'],
  [/hours$/i, 'HUR'],
  [/(?:[a-z]M|met(?:er|re)s?)$/, 'MTR'],
  [/(?:lit(?:er|re)s?|[a-z]L)$/, 'LTR'],
];

/** A number in the unit that the other name speaks of; undefined where they speak of none, the same or another quantity. */
export function unitConversion(text: string, from: string, to: string): string | undefined {
  const [has, wants] = [unitOfName(from), unitOfName(to)];
  if (!has || !wants || has === wants || UNITS[has].quantity !== UNITS[wants].quantity) return undefined;
  return `convert(${text}, "${has}", "${wants}")`;
}

function unitOfName(name: string): keyof typeof UNITS | undefined {
  return ENDINGS.find(([ending]) => ending.test(name))?.[1];
}

/** Whether a value of a type can be used where something is wanted, for all that is known of it. */
export function fitsIn(type: Type, { types }: Wanted): boolean {
  return fitAny(type, types) === 'fits';
}
