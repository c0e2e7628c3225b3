import type { Compiler } from './compile.ts';
import { Fault } from './fault.ts';
import type { Run, Step } from './run.ts';
import type { Node } from './syntax.ts';
import { isMap, typeName } from './value.ts';

type Macro = Extract<Node, { kind: 'macro' }>;

/** `list.all(x, …)` and its kin: the only repetition in the language, so each round is paid for. */
export function compileMacro(node: Macro, compiler: Compiler): Step {
  const of = compiler.compile(node.of);
  const slot = compiler.locals.length;
  compiler.locals.push(node.variable);
  const bodies = node.bodies.map((body) => compiler.compile(body));
  compiler.locals.pop();
  const cost = 1 + node.bodies.reduce((sum, body) => sum + weight(body), 0);
  const [body, transform] = bodies;
  if (!body) return () => new Fault('The expression has problems');
  const rounds = (run: Run, each: (item: unknown, value: unknown) => Fault | true | undefined): Fault | undefined => {
    const over = of(run);
    if (over instanceof Fault) return over;
    const items: readonly unknown[] | undefined = Array.isArray(over)
      ? over
      : isMap(over)
        ? Object.keys(over)
        : undefined;
    if (!items) return new Fault(`${node.name}(…) goes through a list or an object, not ${typeName(over)}`);
    for (const item of items) {
      run.spend(cost);
      run.locals[slot] = item;
      const stop = each(item, body(run));
      if (stop !== undefined) return stop === true ? undefined : stop;
    }
    return undefined;
  };
  switch (node.name) {
    case 'all':
    case 'exists':
      return quantifier(rounds, node.name === 'exists', node.name);
    case 'exists_one':
      return (run) => {
        let found = 0;
        const fault = rounds(run, (_, value) => {
          if (value === true) found += 1;
          return typeof value === 'boolean' ? undefined : asFault(value, node.name);
        });
        return fault ?? found === 1;
      };
    case 'filter':
      return (run) => {
        const kept: unknown[] = [];
        const fault = rounds(run, (item, value) => {
          if (value === true) kept.push(item);
          return typeof value === 'boolean' ? undefined : asFault(value, node.name);
        });
        return fault ?? kept;
      };
    case 'map':
      return transform ? mapSome(rounds, transform) : mapAll(rounds);
  }
}

type Rounds = (run: Run, each: (item: unknown, value: unknown) => Fault | true | undefined) => Fault | undefined;

/** As with `&&` and `||`, a value that settles the question wins over one that is missing. */
function quantifier(rounds: Rounds, decisive: boolean, name: string): Step {
  return (run) => {
    let settled = false;
    let doubt: Fault | undefined;
    const fault = rounds(run, (_, value) => {
      settled = value === decisive;
      if (typeof value !== 'boolean') doubt ??= asFault(value, name);
      return settled ? true : undefined;
    });
    if (fault) return fault;
    return settled ? decisive : (doubt ?? !decisive);
  };
}

function mapAll(rounds: Rounds): Step {
  return (run) => {
    const made: unknown[] = [];
    const fault = rounds(run, (_, value) => {
      if (value instanceof Fault) return value;
      made.push(value);
      return undefined;
    });
    return fault ?? made;
  };
}

function mapSome(rounds: Rounds, transform: Step): Step {
  return (run) => {
    const made: unknown[] = [];
    const fault = rounds(run, (_, value) => {
      if (typeof value !== 'boolean') return asFault(value, 'map');
      if (!value) return undefined;
      const result = transform(run);
      if (result instanceof Fault) return result;
      made.push(result);
      return undefined;
    });
    return fault ?? made;
  };
}

function asFault(value: unknown, name: string): Fault {
  return value instanceof Fault
    ? value
    : new Fault(`The condition of ${name}(…) is true or false, not ${typeName(value)}`);
}

/** How many parts a body has: the price of one round. */
function weight(node: Node): number {
  return 1 + children(node).reduce((sum, child) => sum + weight(child), 0);
}

function children(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'member':
    case 'has':
    case 'not':
    case 'negate':
      return [node.of];
    case 'index':
      return [node.of, node.key];
    case 'call':
      return node.args;
    case 'macro':
      return [node.of, ...node.bodies];
    case 'list':
      return node.items;
    case 'map':
      return node.entries.flat();
    case 'choose':
      return [node.test, node.yes, node.no];
    case 'and':
    case 'or':
      return node.terms;
    case 'chain':
      return [node.first, ...node.rest.map((link) => link.operand)];
  }
}
