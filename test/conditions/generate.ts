import type { Random } from '../support/random.ts';

type Json = Readonly<Record<string, unknown>>;

const PRIMITIVES: readonly unknown[] = [
  ...[0, -0, 1, -1, 5, 5.5, 9, 10, 1e21, -3.25, '5', '5.5', '9', '10', '-1', '0x5', ' 5', '1e1', '', 'a', 'ab', 'abc'],
  ...[
    '5 apples',
    'Infinity',
    'NaN',
    'null',
    'true',
    'toString',
    '2026-03-01T10:00:00.000Z',
    '2026-03-02T10:00:00.000Z',
  ],
  ...[true, false, null],
];
const FACTS = ['x', 'y', 'z', 'list', 'absent', 'toString'] as const;
const PATHS = ['$.a', 'a', '$.b.a', 'c.b', '$.a[0]', 'c[1]', '$.c[0].a', 'a.toString', '$.b.length', 'nope'] as const;
const COMPARING = [
  'equal',
  'notEqual',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
] as const;
const HOLDING = ['contains', 'doesNotContain'] as const;
const LISTED = ['in', 'notIn'] as const;
const NAMES = ['one', 'two', 'three'] as const;

/** Random conditions in json-rules-engine's JSON, the named ones that they refer to, and facts to ask them about. */
export class Generator {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Named conditions: each may use those behind it, so that none uses itself. */
  named(): Record<string, Json> {
    return Object.fromEntries(
      NAMES.map((name, at) => [name, { all: [this.condition(2, NAMES.slice(at + 1))] }] as const),
    );
  }

  condition(depth: number, names: readonly string[] = NAMES): Json {
    const roll = this.#random.next();
    const first = this.#maybe(0.15) ? { priority: this.#one([1, 2, 7, '3']) } : {};
    if (depth === 0 || roll < 0.45) return { ...this.#leaf(), ...first };
    if (roll < 0.55) return { not: this.condition(depth - 1, names), ...first };
    if (roll < 0.65 && names.length > 0) return { condition: this.#one(names) };
    const parts = Array.from({ length: this.#random.between(0, 4) }, () => this.condition(depth - 1, names));
    return { [roll < 0.83 ? 'all' : 'any']: parts, ...first };
  }

  /** Half of them plain, as events are; half of them odd. */
  facts(): Json {
    if (this.#maybe(0.5)) {
      const [x, y, a, c] = [this.#primitive(), this.#primitive(), this.#primitive(), this.#primitive()];
      return { x, y, list: this.#list(), z: { a, b: { a: c } }, ...(this.#maybe(0.5) ? { toString: y } : {}) };
    }
    const given: Record<string, unknown> = { list: this.#list() };
    for (const name of ['x', 'y'] as const)
      if (this.#maybe(0.9)) given[name] = this.#maybe(0.4) ? this.#object(2) : this.#value();
    if (this.#maybe(0.9)) given.z = this.#object(2);
    return given;
  }

  #leaf(): Json {
    const of = this.#place();
    const roll = this.#random.next();
    if (roll < 0.4) return { ...of, operator: this.#one(COMPARING), value: this.#right() };
    if (roll < 0.5) return { ...of, operator: this.#one(HOLDING), value: this.#right() };
    if (roll < 0.7) return { ...of, operator: this.#one(LISTED), value: this.#holder(of) };
    return this.#decorated(of);
  }

  /** Decorators in any order, with a list on the side where the innermost of them, or the operator, needs one. */
  #decorated(of: Json): Json {
    const roll = this.#random.next();
    const not = this.#maybe(0.4) ? 'not:' : '';
    const bare = this.#maybe(0.7) ? this.#one(COMPARING) : this.#one(HOLDING);
    if (roll < 0.2) return { ...of, operator: `not:${bare}`, value: this.#right() };
    if (roll < 0.3) return { ...of, operator: `not:${this.#one(LISTED)}`, value: this.#list() };
    if (roll < 0.55) {
      return {
        ...this.#listPlace(),
        operator: `${not}${this.#one(['someFact', 'everyFact'])}:${not}${bare}`,
        value: this.#right(),
      };
    }
    if (roll < 0.75)
      return { ...of, operator: `${not}${this.#one(['someValue', 'everyValue'])}:${bare}`, value: this.#list() };
    if (roll < 0.85) return { ...of, operator: `${not}swap:${bare}`, value: this.#right() };
    if (roll < 0.9) return { ...this.#listPlace(), operator: `someFact:${this.#one(LISTED)}`, value: this.#list() };
    if (roll < 0.95) return { fact: 'list', operator: `swap:${this.#one(LISTED)}`, value: this.#primitive() };
    return { ...this.#listPlace(), operator: 'everyFact:someValue:equal', value: this.#list() };
  }

  /** A fact that is a list as a rule. */
  #listPlace(): Json {
    return this.#maybe(0.7) ? { fact: 'list' } : { fact: 'z', path: '$.c[*]' };
  }

  /** Mostly one of few fields, so that many rules of an index look at the same one. */
  #place(): Json {
    if (this.#maybe(0.6)) return this.#one([{ fact: 'x' }, { fact: 'y' }, { fact: 'z', path: '$.a' }]);
    const fact = this.#one(FACTS);
    const path = this.#random.next() < (fact === 'z' ? 0.9 : 0.5) ? { path: this.#one(PATHS) } : {};
    return { fact, ...path };
  }

  #right(): unknown {
    return this.#maybe(0.2) ? this.#place() : this.#value();
  }

  /** What “in” looks in: a list, now and then a text or a fact, hardly ever what json-rules-engine cannot run. */
  #holder(of: Json): unknown {
    const roll = this.#random.next();
    if (roll < 0.85) return this.#list();
    if (roll < 0.93 && of.fact !== 'toString') return this.#one(['abc', '5910null', '']);
    if (roll < 0.96) return { fact: 'list' };
    return this.#maybe(0.5) ? this.#place() : this.#primitive();
  }

  #value(): unknown {
    const roll = this.#random.next();
    if (roll < 0.75) return this.#primitive();
    return roll < 0.95 ? this.#list() : [this.#list(), this.#primitive()];
  }

  #object(depth: number): Json {
    const fields: Record<string, unknown> = {};
    for (const name of ['a', 'b', 'c'])
      if (this.#maybe(0.7)) fields[name] = depth > 0 && this.#maybe(0.4) ? this.#object(depth - 1) : this.#value();
    return fields;
  }

  #list(): readonly unknown[] {
    return Array.from({ length: this.#random.between(0, 5) }, () => this.#primitive());
  }

  #primitive(): unknown {
    return this.#one(PRIMITIVES);
  }

  #maybe(share: number): boolean {
    return this.#random.next() < share;
  }

  #one<T>(all: readonly T[]): T {
    return all[this.#random.between(0, all.length)] as T;
  }
}
