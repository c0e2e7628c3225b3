import type { BinaryOp } from '../syntax.ts';
import type { ValueType } from '../value.ts';
import {
  ANYTHING,
  BOOLEAN,
  DURATION,
  INSTANT,
  isPlain,
  isText,
  join,
  listOf,
  NUMBER,
  TEXT,
  type Type,
} from './type.ts';

/** Whether a value of a type can be used somewhere: it can, it most likely cannot, or it never can. */
export type Fit = 'fits' | 'hardly' | 'never';

/** Whether a value of a type is one of the types that a place takes. */
export function fitAny(type: Type, wanted: readonly ValueType[]): Fit {
  const fits = wanted.map((each) => fit(type, each));
  if (fits.includes('fits')) return 'fits';
  return fits.includes('hardly') || type.likely ? 'hardly' : 'never';
}

function fit(type: Type, wanted: ValueType): Fit {
  if (type.kind === 'any' || wanted === 'any') return 'fits';
  if (wanted === 'text') return isText(type) ? 'fits' : 'never';
  if (wanted === 'instant' && type.kind === 'text') return type.values ? never(isPlain(type)) : hardly(isPlain(type));
  return type.kind === wanted ? 'fits' : 'never';
}

const never = (no: boolean): Fit => (no ? 'never' : 'fits');
const hardly = (no: boolean): Fit => (no ? 'hardly' : 'fits');

/** What a binary operator makes of two types, and whether it can take them at all. */
export function operation(op: BinaryOp, left: Type, right: Type): { readonly fit: Fit; readonly gives: Type } {
  const [fit, gives] = rule(op, left, right);
  return { fit: fit === 'never' && (left.likely || right.likely) ? 'hardly' : fit, gives };
}

function rule(op: BinaryOp, a: Type, b: Type): readonly [Fit, Type] {
  switch (op) {
    case '==':
    case '!=':
      return ['fits', BOOLEAN];
    case 'in':
      return [b.kind === 'any' || b.kind === 'list' || b.kind === 'map' ? 'fits' : 'never', BOOLEAN];
    case '<':
    case '<=':
    case '>':
    case '>=':
      return [comparable(a, b), BOOLEAN];
    default:
      return arithmetic(op, a, b);
  }
}

function comparable(a: Type, b: Type): Fit {
  if (a.kind === 'any' || b.kind === 'any') return ordered(a) && ordered(b) ? 'fits' : 'never';
  if (isText(a) && isText(b)) {
    const mixed = (a.kind === 'instant' && isPlain(b)) || (b.kind === 'instant' && isPlain(a));
    return hardly(mixed);
  }
  return a.kind === b.kind && ordered(a) ? 'fits' : 'never';
}

function ordered({ kind }: Type): boolean {
  return kind === 'any' || kind === 'number' || kind === 'text' || kind === 'instant' || kind === 'duration';
}

function arithmetic(op: '+' | '-' | '*' | '/' | '%', a: Type, b: Type): readonly [Fit, Type] {
  if (a.kind === 'any' || b.kind === 'any') return unknown(op, a.kind === 'any' ? b : a, a.kind === b.kind);
  const pair = `${a.kind} ${b.kind}`;
  if (pair === 'number number') return ['fits', NUMBER];
  if (op === '+' || op === '-') {
    if (pair === 'duration duration') return ['fits', DURATION];
    if (isText(a) && b.kind === 'duration') return [shiftable(a), INSTANT];
    if (op === '+' && a.kind === 'duration' && isText(b)) return [shiftable(b), INSTANT];
    if (op === '-' && isText(a) && isText(b)) return [worse(shiftable(a), shiftable(b)), DURATION];
    if (op === '+' && isText(a) && isText(b)) return ['fits', TEXT];
    if (op === '+' && pair === 'list list') return ['fits', listOf(join(a.item ?? ANYTHING, b.item ?? ANYTHING))];
  }
  if (op === '*' && (pair === 'duration number' || pair === 'number duration')) return ['fits', DURATION];
  if (op === '/' && pair === 'duration number') return ['fits', DURATION];
  if (op === '/' && pair === 'duration duration') return ['fits', NUMBER];
  return ['never', ANYTHING];
}

/** One side is known: it may already be something that the operator never takes. */
function unknown(op: '+' | '-' | '*' | '/' | '%', known: Type, both: boolean): readonly [Fit, Type] {
  if (both) return ['fits', ANYTHING];
  const takes: Readonly<Record<typeof op, readonly string[]>> = {
    '+': ['number', 'text', 'instant', 'duration', 'list'],
    '-': ['number', 'text', 'instant', 'duration'],
    '*': ['number', 'duration'],
    '/': ['number', 'duration'],
    '%': ['number'],
  };
  return [never(!takes[op].includes(known.kind)), ANYTHING];
}

function shiftable(type: Type): Fit {
  return type.kind === 'instant' ? 'fits' : type.values ? never(isPlain(type)) : hardly(isPlain(type));
}

function worse(a: Fit, b: Fit): Fit {
  return a === 'never' || b === 'never' ? 'never' : a === 'hardly' || b === 'hardly' ? 'hardly' : 'fits';
}

/** Why two values can never be equal, if that is certain from their types: of different types, or of different words. */
export function neverEqual(a: Type, b: Type): 'types' | 'values' | undefined {
  if ([a, b].some(({ kind, likely }) => kind === 'any' || kind === 'null' || likely)) return undefined;
  if (a.kind !== b.kind) {
    if (!isText(a) || !isText(b)) return 'types';
    return isPlain(a) || isPlain(b) ? 'types' : undefined;
  }
  if (a.values && b.values && !a.values.some((value) => b.values?.includes(value))) return 'values';
  return undefined;
}
