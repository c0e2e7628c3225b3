import type { Problem } from '../problem/index.ts';
import { type AccessStep, access } from './access.ts';
import { compileCall } from './call.ts';
import { Fault } from './fault.ts';
import { compileMacro } from './macro.ts';
import { negate, operate } from './operate.ts';
import { expressionProblem, nearestName } from './problems.ts';
import { Run, type Step } from './run.ts';
import type { Node } from './syntax.ts';
import { typeName } from './value.ts';

/** Turns a tree into closures, collecting what it reads and what is wrong with it. */
export class Compiler {
  readonly problems: Problem[] = [];
  readonly roots = new Set<string>();
  readonly paths = new Set<string>();
  /** Variables of the macros around the present place; the position is the slot in `run.locals`. */
  readonly locals: string[] = [];
  readonly source: string;
  readonly #variables: readonly string[] | undefined;

  constructor(source: string, variables: readonly string[] | undefined) {
    this.source = source;
    this.#variables = variables;
  }

  compile(node: Node): Step {
    switch (node.kind) {
      case 'literal':
        return () => node.value;
      case 'name':
      case 'member':
      case 'index':
        return this.access(node, false);
      case 'has':
        return has(this.access(node.of, false));
      case 'call':
        return compileCall(node, this);
      case 'macro':
        return compileMacro(node, this);
      case 'list':
        return list(node.items.map((item) => this.compile(item)));
      case 'map':
        return map(node.entries.map(([key, value]) => [this.compile(key), this.compile(value)] as const));
      case 'choose':
        return choose(this.compile(node.test), this.compile(node.yes), this.compile(node.no));
      case 'and':
      case 'or':
        return logic(
          node.terms.map((term) => this.compile(term)),
          node.kind === 'or',
        );
      case 'not':
        return not(this.compile(node.of));
      case 'negate': {
        const of = this.compile(node.of);
        return (run) => negate(of(run));
      }
      case 'chain':
        return this.#chain(node);
    }
  }

  /** A path such as `subject.stops[0].eta`. With `silent` what it reads is not written down. */
  access(node: Node, silent: boolean): Step {
    const steps: AccessStep[] = [];
    let base = node;
    while (base.kind === 'member' || base.kind === 'index') {
      const key = base.kind === 'member' ? base.key : this.#key(base.key);
      steps.unshift({ key, optional: base.optional });
      base = base.of;
    }
    if (base.kind !== 'name') return access(this.compile(base), steps, 'the value');
    const { name } = base;
    const slot = this.locals.lastIndexOf(name);
    if (slot >= 0) return access((run) => run.locals[slot], steps, name);
    if (!silent) this.#read(name, steps, base.at);
    return access((run) => (Object.hasOwn(run.scope, name) ? run.scope[name] : undefined), steps, name);
  }

  /** The dotted path of a node that names one without computing, for functions that read only some of its fields. */
  staticPath(node: Node): string | undefined {
    if (node.kind === 'name') return this.locals.includes(node.name) ? undefined : node.name;
    const of = node.kind === 'member' ? this.staticPath(node.of) : undefined;
    return of !== undefined && node.kind === 'member' ? `${of}.${node.key}` : undefined;
  }

  /** Writes down that a field of a top-level name is read, which stands in the text by its id alone. */
  reads(root: string, field: string): void {
    this.roots.add(root);
    this.paths.add(`${root}.${field}`);
  }

  report(
    code: string,
    message: string,
    replacement?: { readonly at: number; readonly old: string; readonly name: string },
  ) {
    this.problems.push(expressionProblem(code, message, replacement && this.#replace(replacement)));
  }

  /** Runs a part that has no variables once. What fails now would always fail. */
  constant(step: Step, at: number): Step {
    let value: unknown;
    try {
      value = step(new Run({}));
    } catch (error) {
      value = new Fault(error instanceof Error ? error.message : 'The expression fails');
    }
    if (value instanceof Fault) this.report('expression-always-fails', `${value.reason} (character ${at + 1}).`);
    return () => value;
  }

  #chain(node: Extract<Node, { kind: 'chain' }>): Step {
    const first = this.compile(node.first);
    const rest = node.rest.map((link) => ({ op: link.op, operand: this.compile(link.operand) }));
    const step: Step = (run) => {
      let value = first(run);
      for (const { op, operand } of rest) value = operate(op, value, operand(run), run);
      return value;
    };
    const constant = node.first.kind === 'literal' && node.rest.every((link) => link.operand.kind === 'literal');
    return constant ? this.constant(step, node.at) : step;
  }

  #key(node: Node): string | number | Step {
    if (node.kind === 'literal' && (typeof node.value === 'string' || typeof node.value === 'number'))
      return node.value;
    return this.compile(node);
  }

  #read(name: string, steps: readonly AccessStep[], at: number): void {
    if (this.#variables && !this.#variables.includes(name)) {
      const near = nearestName(name, this.#variables);
      this.report(
        'expression-unknown-variable',
        `There is nothing called “${name}” here${near ? `; did you mean “${near}”?` : '.'}`,
        near === undefined ? undefined : { at, old: name, name: near },
      );
    }
    this.roots.add(name);
    // A path is told with dots between its names: one whose own name has dots would be read as several.
    const end = steps.findIndex((step) => typeof step.key !== 'string' || step.key.includes('.'));
    const keys = steps.slice(0, end < 0 ? steps.length : end).map((step) => step.key);
    this.paths.add([name, ...keys].join('.'));
  }

  #replace({ at, old, name }: { readonly at: number; readonly old: string; readonly name: string }) {
    // A method's tree begins at its receiver, so the name itself stands somewhere behind.
    const start = this.source.indexOf(old, at);
    if (start < 0) return undefined;
    const value = this.source.slice(0, start) + name + this.source.slice(start + old.length);
    return { title: `Use ${name}`, patch: [{ op: 'replace' as const, path: '', value }] };
  }
}

function has(of: Step): Step {
  return (run) => {
    const value = of(run);
    return value instanceof Fault ? (value.missing ? false : value) : true;
  };
}

function list(items: readonly Step[]): Step {
  return (run) => {
    const values: unknown[] = [];
    for (const item of items) {
      const value = item(run);
      if (value instanceof Fault) return value;
      values.push(value);
    }
    return values;
  };
}

function map(entries: readonly (readonly [Step, Step])[]): Step {
  return (run) => {
    const fields: [string, unknown][] = [];
    for (const [keyStep, valueStep] of entries) {
      const key = keyStep(run);
      if (key instanceof Fault) return key;
      if (typeof key !== 'string') return new Fault(`A field's name is a text, not ${typeName(key)}`);
      const value = valueStep(run);
      if (value instanceof Fault) return value;
      fields.push([key, value]);
    }
    // fromEntries defines own fields, so that a computed `__proto__` is a field like any other.
    return Object.fromEntries(fields);
  };
}

function choose(test: Step, yes: Step, no: Step): Step {
  return (run) => {
    const value = test(run);
    if (value === true) return yes(run);
    if (value === false) return no(run);
    return value instanceof Fault ? value : new Fault(`? : needs true or false, not ${typeName(value)}`);
  };
}

/** `&&` and `||` as CEL has them: what one side settles, the other cannot spoil, whichever comes first. */
function logic(terms: readonly Step[], decisive: boolean): Step {
  return (run) => {
    let fault: Fault | undefined;
    for (const term of terms) {
      const value = term(run);
      if (value === decisive) return decisive;
      if (value === !decisive) continue;
      const op = decisive ? '||' : '&&';
      fault ??= value instanceof Fault ? value : new Fault(`${op} needs true or false, not ${typeName(value)}`);
    }
    return fault ?? !decisive;
  };
}

function not(of: Step): Step {
  return (run) => {
    const value = of(run);
    if (typeof value === 'boolean') return !value;
    return value instanceof Fault ? value : new Fault(`! needs true or false, not ${typeName(value)}`);
  };
}
