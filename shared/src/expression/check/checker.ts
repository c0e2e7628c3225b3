import { nearestName } from '../problems.ts';
import type { Link, Node } from '../syntax.ts';
import { callType } from './call.ts';
import { fieldOf } from './field.ts';
import { fitAny, neverEqual, operation } from './fit.ts';
import type { Report } from './report.ts';
import {
  ANYTHING,
  BOOLEAN,
  DURATION,
  join,
  joinAll,
  listOf,
  NUMBER,
  nameType,
  TEXT,
  type Type,
  typeOfValue,
} from './type.ts';

/** The types of the top-level names. A name that is not in it is told by the compiler. */
export type TypeScope = Readonly<Record<string, Type>>;

/** Works out the type of every part of an expression and reports what does not go together. */
export class Checker {
  readonly scope: TypeScope;
  readonly report: Report;
  readonly #locals: { readonly name: string; readonly type: Type }[] = [];

  constructor(scope: TypeScope, report: Report) {
    this.scope = scope;
    this.report = report;
  }

  type(node: Node): Type {
    switch (node.kind) {
      case 'literal':
        return typeOfValue(node.value);
      case 'name':
        return this.#name(node.name);
      case 'member':
        return fieldOf(this.type(node.of), node.key, node.of.at, this.report);
      case 'index':
        return this.#index(node);
      case 'has':
        this.type(node.of);
        return BOOLEAN;
      case 'call':
        return callType(node, this);
      case 'macro':
        return this.#macro(node);
      case 'list':
        return listOf(joinAll(node.items.map((item) => this.type(item))));
      case 'map':
        return this.#map(node);
      case 'choose':
        return this.#choose(node);
      case 'and':
      case 'or':
        return this.#logic(node);
      case 'not':
        this.#boolean(node.of, '!');
        return BOOLEAN;
      case 'negate':
        return this.#negate(node);
      case 'chain':
        return this.#chain(node);
    }
  }

  #name(name: string): Type {
    const local = this.#locals.findLast((each) => each.name === name);
    if (local) return local.type;
    return (Object.hasOwn(this.scope, name) ? this.scope[name] : undefined) ?? ANYTHING;
  }

  #index(node: Extract<Node, { kind: 'index' }>): Type {
    const of = this.type(node.of);
    const key = this.type(node.key);
    if (node.key.kind === 'literal' && typeof node.key.value === 'string') {
      return fieldOf(of, node.key.value, node.of.at, this.report);
    }
    if (of.kind === 'list') return of.item ?? ANYTHING;
    return of.kind === 'map' && key.kind === 'text' ? (of.rest ?? joinAll(Object.values(of.fields ?? {}))) : ANYTHING;
  }

  #macro(node: Extract<Node, { kind: 'macro' }>): Type {
    const over = this.type(node.of);
    if (fitAny(over, ['list', 'map']) !== 'fits') {
      this.report.fails(
        'expression-wrong-type',
        `${node.name}(…) goes through a list or an object, not ${nameType(over)}`,
        node.of.at,
      );
    }
    const item = over.kind === 'list' ? (over.item ?? ANYTHING) : over.kind === 'map' ? TEXT : ANYTHING;
    this.#locals.push({ name: node.variable, type: item });
    // A list may be empty, so that nothing in the body is sure to be evaluated.
    const types = this.report.perhaps(() =>
      node.bodies.map((body, i) => {
        const tests = node.name !== 'map' || (node.bodies.length === 2 && i === 0);
        return tests ? this.#boolean(body, `${node.name}(…)`) : this.type(body);
      }),
    );
    this.#locals.pop();
    if (node.name === 'map') return listOf(types.at(-1) ?? ANYTHING);
    return node.name === 'filter' ? listOf(item) : BOOLEAN;
  }

  #map(node: Extract<Node, { kind: 'map' }>): Type {
    const fields: [string, Type][] = [];
    let computed = false;
    for (const [key, value] of node.entries) {
      const type = this.type(value);
      this.type(key);
      if (key.kind === 'literal' && typeof key.value === 'string') fields.push([key.value, type]);
      else computed = true;
    }
    return { kind: 'map', fields: Object.fromEntries(fields), ...(computed && { rest: ANYTHING }) };
  }

  #choose(node: Extract<Node, { kind: 'choose' }>): Type {
    this.#boolean(node.test, '? :');
    return this.report.perhaps(() => join(this.type(node.yes), this.type(node.no)));
  }

  #logic(node: Extract<Node, { kind: 'and' | 'or' }>): Type {
    // What one side settles, the other cannot spoil, whichever comes first.
    this.report.perhaps(() => {
      for (const term of node.terms) this.#boolean(term, node.kind === 'or' ? '||' : '&&');
    });
    return BOOLEAN;
  }

  #boolean(node: Node, where: string): Type {
    const type = this.type(node);
    const fit = fitAny(type, ['boolean']);
    const message = `${where} needs true or false, not ${nameType(type)}`;
    if (fit === 'never') this.report.fails('expression-wrong-type', message, node.at);
    else if (fit === 'hardly') this.report.warns('expression-wrong-type', message, node.at);
    return BOOLEAN;
  }

  #negate(node: Extract<Node, { kind: 'not' | 'negate' }>): Type {
    const type = this.type(node.of);
    if (fitAny(type, ['number', 'duration']) === 'never') {
      this.report.fails('expression-wrong-type', `- needs a number or a duration, not ${nameType(type)}`, node.at);
    }
    return type.kind === 'duration' ? DURATION : type.kind === 'number' ? NUMBER : ANYTHING;
  }

  #chain(node: Extract<Node, { kind: 'chain' }>): Type {
    let left = this.type(node.first);
    for (const link of node.rest) {
      const right = this.type(link.operand);
      left = this.#binary(left, link, right);
    }
    return left;
  }

  #binary(left: Type, { op, operand, at }: Link, right: Type): Type {
    if (op === '==' || op === '!=') this.#equality(op, left, right, operand, at);
    if (op === 'in' && right.kind === 'list') this.#member(left, right, at);
    const { fit, gives } = operation(op, left, right);
    if (fit === 'fits') return gives;
    const text = op === '<' || op === '<=' || op === '>' || op === '>=';
    const hint =
      op === '+' && (left.kind === 'text' || right.kind === 'text') ? '; string(…) makes a text of a number' : '';
    const message =
      fit === 'hardly' && text && left.kind !== 'number'
        ? `${nameType(left)} is compared with ${nameType(right)}, letter by letter`
        : `${op} cannot take ${nameType(left)} and ${nameType(right)}${hint}`;
    if (fit === 'never') this.report.fails('expression-wrong-type', upper(message), at);
    else this.report.warns('expression-wrong-type', upper(message), at);
    return gives;
  }

  #equality(op: '==' | '!=', left: Type, right: Type, operand: Node, at: number): void {
    const why = neverEqual(left, right);
    if (why === undefined) return;
    const always = op === '==' ? 'never' : 'always';
    if (why === 'types') {
      const message = `${nameType(left)} is never the same as ${nameType(right)}: this is ${always} true`;
      this.report.warns('expression-never-equal', upper(message), at);
      return;
    }
    const [asked] = right.values ?? [];
    const near = asked === undefined ? undefined : nearestName(asked, left.values ?? []);
    const known = (left.values ?? []).slice(0, 12).join(', ');
    const message = `“${asked?.slice(0, 40)}” is none of ${known}: this is ${always} true`;
    const literal = operand.kind === 'literal' && asked !== undefined && near !== undefined;
    this.report.warns('expression-never-equal', message, at, literal ? { old: asked, name: near } : undefined);
  }

  #member(left: Type, list: Type, at: number): void {
    if (!list.item || neverEqual(left, list.item) === undefined) return;
    this.report.warns('expression-never-equal', `${upper(nameType(left))} is never in this list`, at);
  }
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
