import { parsePath } from '../../condition/path.ts';
import {
  ANYTHING,
  checkTyped,
  fieldOf,
  nearestName,
  neverEqual,
  operation,
  placeProblems,
  Report,
  type Type,
  type TypeScope,
  typeOfValue,
} from '../../expression/index.ts';
import { isObject } from '../../json/object.ts';
import type { Problem } from '../../problem/index.ts';

type Json = Readonly<Record<string, unknown>>;
const ORDERING = {
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
} as const satisfies Readonly<Record<string, '<' | '<=' | '>' | '>='>>;

/** Checks the types of a condition that compiles: its expressions, its fields, and comparisons that can never hold. */
export function checkCondition(json: unknown, scope: TypeScope): readonly Problem[] {
  const problems: Problem[] = [];
  const open: (readonly [unknown, string])[] = [[json, '']];
  for (let next = open.pop(); next; next = open.pop()) {
    const [part, pointer] = next;
    if (!isObject(part)) continue;
    for (const kind of ['all', 'any'] as const) {
      const inner = part[kind];
      if (Array.isArray(inner)) for (const [i, each] of inner.entries()) open.push([each, `${pointer}/${kind}/${i}`]);
    }
    if (part.not !== undefined) open.push([part.not, `${pointer}/not`]);
    if (typeof part.fact === 'string') problems.push(...checkLeaf(part, pointer, scope));
  }
  return problems;
}

function checkLeaf(leaf: Json, pointer: string, scope: TypeScope): readonly Problem[] {
  const left = source(leaf, pointer, scope);
  const right =
    isObject(leaf.value) && typeof leaf.value.fact === 'string'
      ? source(leaf.value, `${pointer}/value`, scope)
      : undefined;
  const found = [...left.problems, ...(right?.problems ?? [])];
  const told = comparison(leaf, left.type, right?.type, scope);
  return told === undefined ? found : [...found, { severity: 'warning', path: `${pointer}/value`, ...told }];
}

/** The type of what a fact with its path refers to. */
function source(
  reference: Json,
  pointer: string,
  scope: TypeScope,
): { readonly type: Type; readonly problems: readonly Problem[] } {
  const { fact, path, params } = reference;
  const segments = parsePath(typeof path === 'string' ? path : '');
  if (typeof segments === 'string' || typeof fact !== 'string') return { type: ANYTHING, problems: [] };
  if (fact === 'expr') {
    const cel = isObject(params) ? params.cel : undefined;
    const { type, problems } = checkTyped(typeof cel === 'string' ? cel : '', scope);
    return {
      type: segments.length === 0 ? (type ?? ANYTHING) : ANYTHING,
      problems: placeProblems(problems, `${pointer}/params/cel`),
    };
  }
  const report = new Report(typeof path === 'string' ? path : '');
  let type = (Object.hasOwn(scope, fact) ? scope[fact] : undefined) ?? ANYTHING;
  for (const segment of segments) {
    if (segment.kind === 'each') return { type: ANYTHING, problems: placeProblems(report.problems, `${pointer}/path`) };
    if (segment.kind === 'index') type = type.kind === 'list' ? (type.item ?? ANYTHING) : ANYTHING;
    else type = fieldOf(type, segment.key, 0, report);
  }
  return { type, problems: placeProblems(report.problems, `${pointer}/path`) };
}

/** Why a comparison can never hold, as far as the types tell. Decorated operators compare something else. */
function comparison(
  { operator, value }: Json,
  left: Type,
  referenced: Type | undefined,
  scope: TypeScope,
): (Pick<Problem, 'code' | 'message'> & Partial<Problem>) | undefined {
  if (typeof operator !== 'string' || left.kind === 'any' || left.likely) return zone(operator, value, scope);
  const right = referenced ?? typeOfValue(value);
  if (operator === 'equal' || operator === 'notEqual') {
    // A computed duration compares with a text that spells one.
    if (left.kind === 'duration' || neverEqual(left, right) === undefined) return undefined;
    return never(
      `The field is never equal to this value, so the comparison is always ${operator === 'equal' ? 'false' : 'true'}${oneOf(left)}`,
    );
  }
  if ((operator === 'in' || operator === 'notIn') && Array.isArray(value)) {
    const strange = value.find((each) => neverEqual(left, typeOfValue(each)) !== undefined);
    return strange === undefined ? undefined : never(`The field is never ${JSON.stringify(strange)}${oneOf(left)}`);
  }
  if ((operator === 'contains' || operator === 'doesNotContain') && left.kind !== 'list') {
    return never(`“${operator}” looks into a list, and the field is none: the comparison is always false`);
  }
  const sign = Object.hasOwn(ORDERING, operator) ? ORDERING[operator as keyof typeof ORDERING] : undefined;
  if (sign === undefined || left.kind === 'duration' || right.kind === 'null') return zone(operator, value, scope);
  return operation(sign, left, right).fit === 'fits'
    ? undefined
    : never('The field and the value have no order between them, so the comparison is always false');
}

function zone(
  operator: unknown,
  value: unknown,
  scope: TypeScope,
): (Pick<Problem, 'code' | 'message'> & Partial<Problem>) | undefined {
  if (typeof operator !== 'string' || !/Zone$/.test(operator) || typeof value !== 'string') return undefined;
  const declared = Object.keys(scope.zones?.fields ?? {});
  if (declared.includes(value)) return undefined;
  const near = nearestName(value, declared);
  const hint = near === undefined ? '.' : `; did you mean “${near}”?`;
  return {
    code: 'unknown-zone',
    severity: 'error',
    message: `The workflow has no zone “${value.slice(0, 60)}”${hint}`,
  };
}

function never(message: string): Pick<Problem, 'code' | 'message'> {
  return { code: 'condition-never-holds', message: `${message}.` };
}

function oneOf({ values }: Type): string {
  return values
    ? ` (it is one of ${values
        .filter((each) => each !== '')
        .slice(0, 12)
        .join(', ')})`
    : '';
}
