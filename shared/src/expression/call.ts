import { LIMITS } from '../limits/index.ts';
import type { Compiler } from './compile.ts';
import { Fault } from './fault.ts';
import type { FunctionSpec } from './functions/define.ts';
import { FUNCTIONS, findFunction, signature } from './functions/index.ts';
import { compilePattern } from './pattern.ts';
import { nearestName } from './problems.ts';
import type { Step } from './run.ts';
import { macroNames, type Node } from './syntax.ts';
import { hasType, typeName } from './value.ts';

type Call = Extract<Node, { kind: 'call' }>;

const failed: Step = () => new Fault('The expression has problems');

/** A call of one of our functions. Every name and number of arguments is checked now, types when it runs. */
export function compileCall(node: Call, compiler: Compiler): Step {
  const spec = findFunction(node.name);
  if (!spec) {
    unknownFunction(node, compiler);
    for (const arg of node.args) compiler.compile(arg);
    return failed;
  }
  const least = spec.parameters.filter((parameter) => !parameter.optional).length;
  const most = spec.parameters.some((parameter) => parameter.repeated) ? 32 : spec.parameters.length;
  if (node.args.length < least || node.args.length > most) {
    compiler.report('expression-arguments', `Write ${signature(node.name, spec)} (character ${node.at + 1}).`);
    return failed;
  }
  if (node.name === 'matches') return compileMatches(node, compiler);
  const args = node.args.map((arg, i) => argument(arg, spec, i, compiler));
  const step = invoke(node.name, spec, args);
  // What is named by its id is known only when the workflow runs.
  const constant = node.args.every((arg, i) => arg.kind === 'literal' && !spec.parameters[i]?.names);
  return constant ? compiler.constant(step, node.at) : step;
}

function argument(arg: Node, spec: FunctionSpec, position: number, compiler: Compiler): Step {
  const names = spec.parameters[position]?.names;
  if (names && arg.kind === 'literal' && typeof arg.value === 'string') compiler.reads(names, arg.value);
  const path = position === 0 && spec.reads ? compiler.staticPath(arg) : undefined;
  if (path === undefined) return compiler.compile(arg);
  for (const field of spec.reads ?? []) {
    const node = field
      .split('.')
      .reduce<Node>((of, key) => ({ kind: 'member', of, key, optional: false, at: arg.at }), arg);
    compiler.access(node, false);
  }
  return compiler.access(arg, true);
}

function invoke(name: string, spec: FunctionSpec, args: readonly Step[]): Step {
  return (run) => {
    run.spend(1);
    const values: unknown[] = [];
    for (const [i, arg] of args.entries()) {
      const value = arg(run);
      if (value instanceof Fault && !spec.lenient) return value;
      if (!(value instanceof Fault)) {
        const parameter = spec.parameters[i] ?? spec.parameters.at(-1);
        if (parameter && !parameter.types.some((type) => hasType(value, type))) {
          const wanted = parameter.types.map((type) => wording[type]).join(' or ');
          return new Fault(`${name}(…) needs ${wanted} for “${parameter.name}”, not ${typeName(value)}`);
        }
      }
      values.push(value);
    }
    const result = spec.run(values, run);
    return typeof result === 'number' && !Number.isFinite(result) ? new Fault('The number is too large') : result;
  };
}

const wording = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  instant: 'an instant (2026-03-01T10:00:00.000Z)',
  duration: 'a duration',
  list: 'a list',
  map: 'an object',
  any: 'a value',
} as const;

function compileMatches(node: Call, compiler: Compiler): Step {
  const [text, literal] = node.args;
  if (!text || literal?.kind !== 'literal' || typeof literal.value !== 'string') {
    compiler.report('expression-dynamic-pattern', 'The pattern of matches(…) must be written out, not computed.');
    return failed;
  }
  const of = compiler.compile(text);
  const pattern = compilePattern(literal.value);
  if (typeof pattern === 'string') {
    compiler.report('expression-bad-pattern', pattern);
    return failed;
  }
  return (run) => {
    const value = of(run);
    if (value instanceof Fault) return value;
    if (typeof value !== 'string') return new Fault(`matches(…) needs a text, not ${typeName(value)}`);
    if (value.length > LIMITS.textCharacters) return new Fault('The text is too long for matches(…)');
    run.spend(1 + Math.ceil((value.length * pattern.size) / 2_000));
    return pattern.test(value);
  };
}

function unknownFunction(node: Call, compiler: Compiler): void {
  if (macroNames.some((name) => name === node.name)) {
    compiler.report('expression-arguments', `${node.name} works on a list: list.${node.name}(x, …).`);
    return;
  }
  const near = nearestName(node.name, [...Object.keys(FUNCTIONS), ...macroNames, 'has']);
  compiler.report(
    'expression-unknown-function',
    `There is no function “${node.name}”${near ? `; did you mean “${near}”?` : '.'}`,
    near === undefined ? undefined : { at: node.at, old: node.name, name: near },
  );
}
