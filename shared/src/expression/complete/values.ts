import { UNITS } from '../../unit/index.ts';
import { ANYTHING, checkTyped, type Type, type TypeScope, type Wanted } from '../check/index.ts';
import { compileExpression } from '../expression.ts';
import type { Parameter } from '../functions/define.ts';
import { findFunction } from '../functions/index.ts';
import type { Scope } from '../run.ts';
import type { CaretPlace } from './place.ts';

/** What a value at the caret is for: its type where that is known, and values that could be written out. */
export interface Expected {
  readonly type: Type;
  readonly literals: readonly (string | number | boolean)[];
}

interface Around {
  readonly place: CaretPlace;
  readonly scope: TypeScope;
  readonly wanted: Wanted | undefined;
  readonly sample: Scope | undefined;
}

/** What is expected at the caret: the other side of a comparison, an argument of a function, or what the place wants. */
export function expectedAt({ place, scope, wanted, sample }: Around): Expected {
  if (place.compared !== undefined) return comparedWith(place.compared, scope, sample);
  const parameter = parameterOf(place);
  if (parameter) return { type: typeOf(parameter.types), literals: literalsOf(parameter, scope) };
  if (place.before.length > 0) return { type: ANYTHING, literals: [] };
  const booleans = wanted?.types.length === 1 && wanted.types[0] === 'boolean' ? [true, false] : [];
  return { type: typeOf(wanted?.types ?? []), literals: [...(wanted?.values ?? []), ...booleans] };
}

function comparedWith(text: string, scope: TypeScope, sample: Scope | undefined): Expected {
  const type = checkTyped(text, scope).type ?? ANYTHING;
  if (type.values) return { type, literals: type.values.filter((value) => value !== '') };
  if (type.kind === 'boolean') return { type, literals: [true, false] };
  const compiled = sample ? compileExpression(text) : undefined;
  const shown = sample && compiled?.ok ? compiled.expression.evaluate(sample) : undefined;
  const value = shown?.ok ? shown.value : undefined;
  return { type, literals: typeof value === 'string' || typeof value === 'number' ? [value] : [] };
}

function parameterOf({ call }: CaretPlace): Parameter | undefined {
  const spec = call && findFunction(call.name);
  if (!spec || !call) return undefined;
  const last = spec.parameters.at(-1);
  return spec.parameters[call.argument] ?? (last?.repeated ? last : undefined);
}

function literalsOf({ names, check, types }: Parameter, scope: TypeScope): readonly (string | boolean)[] {
  if (names) return Object.keys(scope[names]?.fields ?? {});
  if (types.length === 1 && types[0] === 'boolean') return [true, false];
  return check ? KNOWN_TEXTS.filter((text) => check(text) === undefined) : [];
}

/** Texts that some functions take and that nobody knows by heart: units, and the zone that a clock is read in. */
const KNOWN_TEXTS: readonly string[] = [
  ...Object.keys(UNITS),
  ...['UTC', 'Europe/Berlin', 'Europe/Vienna', 'Europe/London', 'America/New_York', 'Asia/Shanghai', 'Asia/Singapore'],
];

function typeOf(types: readonly string[]): Type {
  const [only, more] = types;
  if (only === undefined || more !== undefined || only === 'any') return ANYTHING;
  return { kind: only } as Type;
}

/** A value as an expression writes it. */
export function literalText(value: string | number | boolean): string {
  return JSON.stringify(value);
}
