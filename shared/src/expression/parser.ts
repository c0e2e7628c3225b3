import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { LIMITS } from '../limits/index.ts';
import type { Problem } from '../problem/index.ts';
import { expressionProblem } from './problems.ts';
import { type BinaryOp, FORBIDDEN_KEYS, type Link, type MacroName, macroNames, type Node } from './syntax.ts';

// The one door to the CEL parser. Only its syntax tree is taken: its evaluator has 64-bit integers, a backtracking
// `matches` and no step budget.
const cel = new Environment({
  unlistedVariablesAreDyn: true,
  enableOptionalTypes: true,
  homogeneousAggregateLiterals: false,
  limits: {
    maxDepth: LIMITS.expressionDepth * 2,
    maxAstNodes: LIMITS.expressionCharacters,
    maxListElements: 1_000,
    maxMapEntries: 1_000,
    maxCallArguments: 32,
  },
});

export type Parsed = { readonly ok: true; readonly node: Node } | { readonly ok: false; readonly problems: Problem[] };

/** Reads CEL text into our own tree. Never throws on text that a user may write. */
export function parseExpression(source: string): Parsed {
  if (source.length > LIMITS.expressionCharacters) {
    return refuse('expression-too-long', `The expression is longer than ${LIMITS.expressionCharacters} characters.`);
  }
  if (source.trim() === '') return refuse('expression-syntax', 'The expression is empty.');
  try {
    return { ok: true, node: translate(cel.parse(source).ast, 0) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problems: [error.problem] };
    if (error instanceof ParseError) {
      if (error.code === 'limit_exceeded') return refuse('expression-too-deep', tooDeep);
      const at = error.range?.start;
      return refuse('expression-syntax', `${error.summary}${at === undefined ? '' : ` (character ${at + 1})`}.`);
    }
    // The parser recurses: nesting that its own limits do not count ends here.
    if (error instanceof RangeError) return refuse('expression-too-deep', tooDeep);
    throw error;
  }
}

const tooDeep = `The expression is nested deeper than ${LIMITS.expressionDepth} levels. Split it into several steps.`;

function refuse(code: string, message: string): Parsed {
  return { ok: false, problems: [expressionProblem(code, message)] };
}

class Refusal extends Error {
  readonly problem: Problem;
  constructor(code: string, message: string) {
    super(message);
    this.problem = expressionProblem(code, message);
  }
}

function translate(ast: ASTNode, depth: number): Node {
  if (depth > LIMITS.expressionDepth) throw new Refusal('expression-too-deep', tooDeep);
  const at = ast.start;
  const inner = (child: ASTNode): Node => translate(child, depth + 1);
  switch (ast.op) {
    case 'value':
      return { kind: 'literal', value: literal(ast.args, at), at };
    case 'id':
      return { kind: 'name', name: ast.args, at };
    case '.':
    case '.?':
      return { kind: 'member', of: inner(ast.args[0]), key: field(ast.args[1], at), optional: ast.op === '.?', at };
    case '[]':
    case '[?]': {
      const key = inner(ast.args[1]);
      if (key.kind === 'literal' && typeof key.value === 'string') field(key.value, at);
      return { kind: 'index', of: inner(ast.args[0]), key, optional: ast.op === '[?]', at };
    }
    case 'call': {
      const [name, args] = ast.args;
      if (name !== 'has') return { kind: 'call', name, args: args.map(inner), at };
      const of = args[0] && inner(args[0]);
      if (args.length !== 1 || (of?.kind !== 'member' && of?.kind !== 'index')) {
        throw new Refusal('expression-arguments', 'has(…) takes one field, such as has(subject.eta).');
      }
      return { kind: 'has', of, at };
    }
    case 'rcall': {
      const [name, receiver, args] = ast.args;
      const of = inner(receiver);
      const macro = macroNames.find((known) => known === name);
      return macro
        ? macroNode(macro, of, args.map(inner), at)
        : { kind: 'call', name, args: [of, ...args.map(inner)], at };
    }
    case 'list':
      return { kind: 'list', items: ast.args.map(inner), at };
    case 'map':
      return { kind: 'map', entries: ast.args.map(([key, value]) => [inner(key), inner(value)] as const), at };
    case '?:':
      return { kind: 'choose', test: inner(ast.args[0]), yes: inner(ast.args[1]), no: inner(ast.args[2]), at };
    case '||':
    case '&&':
      return { kind: ast.op === '||' ? 'or' : 'and', terms: spine(ast, (node) => node.op === ast.op).map(inner), at };
    case '!_':
      return { kind: 'not', of: inner(ast.args), at };
    case '-_':
      return { kind: 'negate', of: inner(ast.args), at };
    default:
      return chain(ast, depth);
  }
}

type Binary = Extract<ASTNode, { op: BinaryOp }>;

function isBinary(ast: ASTNode): ast is Binary {
  return BINARY.has(ast.op);
}
const BINARY: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', 'in']);

/** The operands of `a && b && c`, whose tree leans left as deep as it is long. */
function spine(ast: ASTNode, same: (node: ASTNode) => boolean): ASTNode[] {
  const terms: ASTNode[] = [];
  let node = ast;
  while (same(node) && (node.op === '&&' || node.op === '||')) {
    terms.push(node.args[1]);
    node = node.args[0];
  }
  return [...terms, node].reverse();
}

function chain(ast: Binary, depth: number): Node {
  const rest: Link[] = [];
  let node: ASTNode = ast;
  while (isBinary(node)) {
    rest.push({ op: node.op, operand: translate(node.args[1], depth + 1), at: node.start });
    node = node.args[0];
  }
  return { kind: 'chain', first: translate(node, depth + 1), rest: rest.reverse(), at: ast.start };
}

function macroNode(name: MacroName, of: Node, args: readonly Node[], at: number): Node {
  const [variable, ...bodies] = args;
  const most = name === 'map' ? 2 : 1;
  if (variable?.kind !== 'name' || bodies.length < 1 || bodies.length > most) {
    throw new Refusal(
      'expression-arguments',
      `${name}(…) takes a name and a condition, such as list.${name}(x, x > 1).`,
    );
  }
  return { kind: 'macro', name, of, variable: variable.name, bodies, at };
}

function field(key: string, at: number): string {
  if (!FORBIDDEN_KEYS.has(key)) return key;
  throw new Refusal('expression-forbidden-name', `“${key}” is not a field (character ${at + 1}).`);
}

function literal(value: Extract<ASTNode, { op: 'value' }>['args'], at: number): string | number | boolean | null {
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
    throw new Refusal('expression-number', `The number ${value} cannot be held exactly (character ${at + 1}).`);
  }
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  throw new Refusal(
    'expression-syntax',
    `Bytes and unsigned numbers are not part of the language (character ${at + 1}).`,
  );
}
