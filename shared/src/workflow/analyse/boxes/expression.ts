import type { Comparison } from '../../../condition/part.ts';
import type { Source } from '../../../condition/source.ts';
import { Compiler } from '../../../expression/compile.ts';
import { Fault } from '../../../expression/fault.ts';
import { operate } from '../../../expression/operate.ts';
import { parseExpression } from '../../../expression/parser.ts';
import { Run } from '../../../expression/run.ts';
import type { BinaryOp, Node } from '../../../expression/syntax.ts';
import type { Box, Holds } from './box.ts';
import { all, any, FALSE, type Formula, not, TRUE } from './formula.ts';
import type { Space } from './space.ts';
import type { Marks } from './values.ts';

/**
 * A computed fact that is compared with true or false, as a formula of what the expression compares itself. An expression
 * that fails is neither true nor false, so both are asked for by themselves. Undefined where it is no yes or no.
 */
export function formulaOfExpression(space: Space, leaf: Comparison): Formula | undefined {
  const [, cel, segments] = JSON.parse(leaf.left.key) as [string, string, readonly unknown[]];
  const { operator, value, fixed } = leaf;
  if (!fixed || typeof value !== 'boolean' || segments.length > 0) return undefined;
  if (operator !== 'equal' && operator !== 'notEqual') return undefined;
  const parsed = parseExpression(cel);
  if (!parsed.ok) return undefined;
  const formula = new Reader(space, cel).truth(parsed.node, value);
  return operator === 'equal' ? formula : not(formula);
}

/** The box of a computed fact: that of a field, where the expression is nothing else. */
export function boxOfExpression(space: Space, source: Source): Box {
  const [, cel, segments] = JSON.parse(source.key) as [string, string, readonly unknown[]];
  const parsed = parseExpression(cel);
  if (!parsed.ok || segments.length > 0) return space.expression(source.key, cel, source.reads);
  return new Reader(space, cel).box(parsed.node, cel);
}

const COMPARING: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);
const TURNED: Readonly<Record<string, BinaryOp>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
};
/** How two values of an expression may stand to each other; `none`: they have no order, `null`: neither is there. */
const STANDINGS = ['less', 'same', 'more', 'none', 'null', 'fails'] as const;
const TRUE_OF: Readonly<Record<string, readonly string[]>> = {
  '==': ['same', 'null'],
  '!=': ['less', 'more', 'none'],
  '<': ['less'],
  '<=': ['less', 'same'],
  '>': ['more'],
  '>=': ['more', 'same'],
};
const FALSE_OF: Readonly<Record<string, readonly string[]>> = {
  '==': ['less', 'more', 'none'],
  '!=': ['same', 'null'],
  '<': ['same', 'more'],
  '<=': ['more'],
  '>': ['less', 'same'],
  '>=': ['less'],
};

class Reader {
  readonly #space: Space;
  readonly #source: string;

  constructor(space: Space, source: string) {
    this.#space = space;
    this.#source = source;
  }

  /** When a node is `wanted`, true or false. */
  truth(node: Node, wanted: boolean): Formula {
    switch (node.kind) {
      case 'literal':
        return node.value === wanted ? TRUE : FALSE;
      case 'not':
        return this.truth(node.of, !wanted);
      case 'and':
      case 'or': {
        const parts = node.terms.map((term) => this.truth(term, wanted));
        return (node.kind === 'and') === wanted ? all(parts) : any(parts);
      }
      case 'choose': {
        const way = (test: boolean, then: Node) => all([this.truth(node.test, test), this.truth(then, wanted)]);
        return any([way(true, node.yes), way(false, node.no)]);
      }
      case 'has': {
        const path = pathOf(node.of);
        if (!path) return this.#value(node, wanted);
        // A field that is null is there.
        const holds: Holds = (value) => (value !== undefined) === wanted;
        return asked(this.#space.expressionField(path).atom(`has ${wanted}`, holds, points([undefined, null])));
      }
      case 'chain': {
        const last = node.rest.at(-1);
        if (last && COMPARING.has(last.op)) return this.#comparison(node, last.op, last.operand, wanted);
        return this.#value(node, wanted);
      }
      default:
        return this.#value(node, wanted);
    }
  }

  #comparison(node: Extract<Node, { kind: 'chain' }>, op: BinaryOp, right: Node, wanted: boolean): Formula {
    const rest = node.rest.slice(0, -1);
    const left: Node = rest.length === 0 ? node.first : { ...node, rest };
    const fixed = constantOf(right);
    const [before, after] = this.#sides(node, op, right);
    if (fixed) return this.#against(this.box(left, before), op, fixed.value, wanted);
    const other = constantOf(left);
    const turned = TURNED[op];
    if (other && turned) return this.#against(this.box(right, after), turned, other.value, wanted);
    const key = `${keyOf(left)} ${keyOf(right)}`;
    const box = this.#space.pair(key, `${before} and ${after}`, [...readsOf(left), ...readsOf(right)], STANDINGS);
    const fits = (wanted ? TRUE_OF : FALSE_OF)[op] ?? [];
    return asked(box.atom(`${op} ${wanted}`, (value) => fits.includes(String(value))));
  }

  /** A comparison with a value that is written out. */
  #against(box: Box, op: BinaryOp, value: unknown, wanted: boolean): Formula {
    const holds: Holds = (known) => {
      const missing = known === undefined ? new Fault('', true) : known;
      return operate(op, missing, value, new Run({})) === wanted;
    };
    const ordered = op !== '==' && op !== '!=';
    const mark = (marks: Marks) => {
      if (!ordered || typeof value === 'object') for (const each of [value, undefined, null]) marks.points.add(each);
      else if (typeof value === 'number') marks.numbers.add(value);
      else if (typeof value === 'string') marks.texts.add(value);
    };
    return asked(box.atom(`${op} ${JSON.stringify(value)} ${wanted}`, holds, mark));
  }

  #value(node: Node, wanted: boolean): Formula {
    return asked(
      this.box(node, this.#source.slice(node.at)).atom(
        `is ${wanted}`,
        (value) => value === wanted,
        points([true, false]),
      ),
    );
  }

  box(node: Node, text: string): Box {
    const path = pathOf(node);
    return path ? this.#space.expressionField(path) : this.#space.expression(keyOf(node), text, readsOf(node));
  }

  /** The texts of the two sides of a comparison, for people. */
  #sides(node: Node, op: BinaryOp, right: Node): readonly [string, string] {
    const before = this.#source.slice(node.at, right.at).replace(/[\s(]+$/, '');
    return [balanced(before.slice(0, -op.length).trim()), balanced(this.#source.slice(right.at).trim())];
  }
}

/** A text whose outermost bracket fell off, with it; what comes behind the bracket that ends it is not its own. */
function balanced(text: string): string {
  let depth = 0;
  for (const [at, sign] of [...text].entries()) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth < 0) return at === text.length - 1 ? text.slice(0, -1) : `(${text}`;
  }
  return text;
}

const asked = (atom: Extract<Formula, { kind: 'atom' }>['atom']): Formula => ({ kind: 'atom', atom });

const points =
  (values: readonly unknown[]) =>
  (marks: Marks): void => {
    for (const each of values) marks.points.add(each);
  };

/** The path of a node that names a field without computing. */
function pathOf(node: Node): readonly string[] | undefined {
  const path: string[] = [];
  let at = node;
  while (at.kind === 'member' && !at.optional) {
    path.unshift(at.key);
    at = at.of;
  }
  return at.kind === 'name' ? [at.name, ...path] : undefined;
}

/** The value of a node that reads nothing. Durations are left to the pairs: they are values that JSON has not. */
function constantOf(node: Node): { readonly value: unknown } | undefined {
  if (readsOf(node).length > 0 || node.kind === 'macro') return undefined;
  const value = new Compiler('', undefined).compile(node)(new Run({}));
  return value instanceof Fault || (typeof value === 'object' && value !== null) ? undefined : { value };
}

/** What two nodes have in common that are the same but for where they stand. */
function keyOf(node: Node): string {
  return JSON.stringify(node, (key, value: unknown) => (key === 'at' ? undefined : value));
}

function readsOf(node: Node): readonly string[] {
  const compiler = new Compiler('', undefined);
  compiler.compile(node);
  return [...compiler.paths];
}
