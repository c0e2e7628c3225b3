import { findFunction } from '../functions/index.ts';
import { nearestName } from '../problems.ts';
import type { Node } from '../syntax.ts';
import type { ValueType } from '../value.ts';
import type { Checker } from './checker.ts';
import { fitAny } from './fit.ts';
import { ANYTHING, joinAll, listOf, nameType, type Type } from './type.ts';

const WORDING: Readonly<Record<ValueType, string>> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  instant: 'an instant',
  duration: 'a duration',
  list: 'a list',
  map: 'an object',
  any: 'a value',
};

/** The type of a call; its arguments are checked against what the function takes. */
export function callType(node: Extract<Node, { kind: 'call' }>, checker: Checker): Type {
  const spec = findFunction(node.name);
  const args = node.args.map((arg, i) =>
    spec?.lenient && i > 0 ? checker.report.perhaps(() => checker.type(arg)) : checker.type(arg),
  );
  if (!spec) return ANYTHING;
  for (const [i, type] of args.entries()) {
    const parameter = spec.parameters[i] ?? spec.parameters.at(-1);
    const arg = node.args[i];
    if (!parameter || !arg) continue;
    const fit = fitAny(type, parameter.types);
    const wanted = parameter.types.map((each) => WORDING[each]).join(' or ');
    const message = `${node.name}(…) needs ${wanted} for “${parameter.name}”, not ${nameType(type)}`;
    if (fit === 'never') checker.report.fails('expression-wrong-type', message, arg.at);
    else if (fit === 'hardly') checker.report.warns('expression-wrong-type', message, arg.at);
    else if (parameter.names) named(arg, parameter.names, checker);
    else if (parameter.check && arg.kind === 'literal' && typeof arg.value === 'string') {
      const wrong = parameter.check(arg.value);
      if (wrong !== undefined) checker.report.fails('expression-wrong-value', wrong, arg.at);
    } else if (parameter.position && type.fields && !type.rest && !type.fields.lat) {
      const message = `${node.name}(…) needs lat and lon, which ${type.called ?? 'the object'} has not`;
      checker.report.warns('expression-no-position', message, arg.at);
    }
  }
  return gives(spec, args);
}

/** A zone or calendar that is named by its id must be one of the workflow. */
function named(arg: Node, fact: 'zones' | 'calendars', checker: Checker): void {
  const declared = checker.scope[fact];
  if (arg.kind !== 'literal' || typeof arg.value !== 'string' || declared?.fields === undefined) return;
  if (Object.hasOwn(declared.fields, arg.value)) return;
  const near = nearestName(arg.value, Object.keys(declared.fields));
  const what = fact === 'zones' ? 'zone' : 'calendar';
  const hint = near === undefined ? '' : `; did you mean “${near}”?`;
  checker.report.fails(
    `expression-unknown-${what}`,
    `The workflow has no ${what} “${arg.value.slice(0, 60)}”${hint}`,
    arg.at,
  );
}

function gives(spec: NonNullable<ReturnType<typeof findFunction>>, args: readonly Type[]): Type {
  const [first] = args;
  switch (spec.gives) {
    case 'argument':
      return joinAll(args);
    case 'item':
      // min(a, b) takes its values one by one too.
      return args.length === 1 && first ? (first.kind === 'list' ? (first.item ?? ANYTHING) : ANYTHING) : joinAll(args);
    case 'items':
      return first?.kind === 'list' ? listOf(first.item ?? ANYTHING) : listOf(ANYTHING);
    default:
      return spec.result === 'map' ? { kind: 'map', rest: ANYTHING } : { kind: spec.result };
  }
}
