import { describeCondition } from '../../condition/index.ts';
import type { Shape } from '../../condition/part.ts';
import { isObject } from '../../json/object.ts';
import type { Problem } from '../../problem/index.ts';
import { type Among, type Answer, all, any, exampleOf, type Formula, not, Space, solve } from './boxes/index.ts';
import type { Place } from './place.ts';
import { doubt } from './tell.ts';

/** Groups with more parts are not searched for parts that say nothing. */
const PARTS_MAX = 40;

/** What a condition comes to by itself, whatever leads to it. */
export interface Verdict {
  readonly problems: readonly Problem[];
  readonly always: boolean | undefined;
}

/** A condition that always or never holds, or of which a part says nothing beside the others. */
export function judgeCondition(place: Place): Verdict {
  const space = new Space(place.typeOf);
  const formula = space.formula(place.shape);
  const { node, path } = place;
  const about = `“${node.title}”: “${describeCondition(place.json)}”`;
  if (solve([formula]).kind === 'never') {
    const free = new Space();
    const byTypes = solve([free.formula(place.shape)]).kind === 'holds';
    const problem = byTypes
      ? doubt({
          code: 'condition-against-types',
          message: `${about} can never hold for the events that this step looks at.`,
          path,
          node,
          example: nearest(space, place.shape),
        })
      : doubt({
          code: 'condition-always-false',
          message: `${about} can never hold: its parts exclude each other.`,
          path,
          node,
          example: nearest(space, place.shape),
        });
    return { problems: [problem], always: false };
  }
  const against = solve([not(formula)]);
  if (against.kind === 'never') {
    const problem = doubt({
      code: 'condition-always-true',
      message: `${about} always holds, so it decides nothing.`,
      path,
      node,
      example: exampleIn(solve([formula])),
    });
    return { problems: isEmpty(place.shape) ? [] : [problem], always: true };
  }
  const redundant = redundantParts(space, place);
  if (redundant.length > 0) return { problems: redundant, always: undefined };
  return { problems: onlyKnown(formula, place), always: undefined };
}

/** A condition without parts is told of when it is compiled. */
function isEmpty(shape: Shape): boolean {
  return (shape.kind === 'all' || shape.kind === 'any') && shape.parts.every(isEmpty);
}

/** An input of which as many parts hold as can hold together, from the first one on. */
function nearest(space: Space, shape: Shape) {
  const parts = shape.kind === 'all' ? shape.parts.map((part) => space.formula(part)) : [];
  for (let count = parts.length - 1; count > 0; count -= 1) {
    const answer = solve(parts.slice(0, count));
    if (answer.kind === 'holds') return exampleOf(answer.choice);
  }
  return exampleIn(solve([not(space.formula(shape))]));
}

function exampleIn(answer: Answer) {
  return answer.kind === 'holds' ? exampleOf(answer.choice) : undefined;
}

/** Parts of lists that never make a difference, because of the parts beside them. */
function redundantParts(space: Space, { json, shape, path, node }: Place): Problem[] {
  const found: Problem[] = [];
  const open: (readonly [unknown, Shape, string])[] = [[json, shape, path]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [part, of, at] = next;
    if (!isObject(part)) continue;
    if (of.kind === 'not' && part.not !== undefined) open.push([part.not, of.part, `${at}/not`]);
    if (of.kind !== 'all' && of.kind !== 'any') continue;
    const inner = part[of.kind];
    if (!Array.isArray(inner) || inner.length !== of.parts.length) continue;
    for (const [index, each] of of.parts.entries()) open.push([inner[index], each, `${at}/${of.kind}/${index}`]);
    for (const { index, example, why } of redundantIn(space, of, inner))
      found.push(
        doubt({
          code: 'condition-part-redundant',
          message: `“${node.title}”: “${describeCondition(inner[index])}” makes no difference: ${why}.`,
          path: `${at}/${of.kind}/${index}`,
          node,
          example,
        }),
      );
  }
  return found;
}

function redundantIn(space: Space, of: Extract<Shape, { kind: 'all' | 'any' }>, json: readonly unknown[]) {
  if (of.parts.length < 2 || of.parts.length > PARTS_MAX) return [];
  const formulas = of.parts.map((each) => space.formula(each));
  const left = new Set(formulas.keys());
  // Of two parts that say the same the later one is told of.
  return [...formulas.entries()].reverse().flatMap(([index, formula]) => {
    if (of.kind === 'all' && isGuard(json[index])) return [];
    const others = [...left].filter((each) => each !== index).map((each) => formulas[each] as Formula);
    const rest = of.kind === 'all' ? others : others.map(not);
    if (solve([...rest, of.kind === 'all' ? not(formula) : formula]).kind !== 'never') return [];
    left.delete(index);
    const example = exampleIn(solve(of.kind === 'all' ? [all(others)] : [any(others)]));
    return [{ index, example, why: whyRedundant(of.kind, formula) }];
  });
}

function whyRedundant(kind: 'all' | 'any', formula: Formula): string {
  if (kind === 'all')
    return solve([not(formula)]).kind === 'never' ? 'it always holds' : 'it holds whenever the parts beside it hold';
  return solve([formula]).kind === 'never' ? 'it can never hold' : 'wherever it holds, a part beside it holds too';
}

/** “Is known” beside a comparison is written for the reader, and does no harm. */
function isGuard(json: unknown): boolean {
  return isObject(json) && (json.operator === 'isKnown' || json.operator === 'isMissing');
}

/** A condition that every value of its fields fulfils: it asks for nothing but that they are there. */
function onlyKnown(formula: Formula, { node, path, json }: Place): Problem[] {
  const usual: Among = (box, cell) => box.isUsual(cell.value);
  if (solve([not(formula)], usual).kind !== 'never' || solve([formula], usual).kind !== 'holds') return [];
  const message = `“${node.title}”: “${describeCondition(json)}” holds for every value: it asks only whether there is one.`;
  return [doubt({ code: 'condition-only-known', message, path, node, example: exampleIn(solve([formula])) })];
}
