import { expect, test } from 'vitest';
import { LIMITS } from '../limits/index.ts';
import { compileExpression, compilePattern, compileTemplate } from './index.ts';

const scope = {
  event: {
    note: '${secrets.X} {{secrets.X}}',
    items: [1, 2],
    key: 'constructor',
    userPattern: '(a+)+$',
    text: 'a'.repeat(9_000),
  },
  long: Array.from({ length: 3_000 }, (_, i) => i),
  x: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaa!',
};

function outcome(source: string): string {
  const begun = Date.now();
  const compiled = compileExpression(source);
  const result = compiled.ok ? compiled.expression.evaluate(scope) : undefined;
  // The event loop may be held for 250 ms at most; the margin is for a busy machine.
  expect(Date.now() - begun, source.slice(0, 80)).toBeLessThan(250);
  if (!compiled.ok) return compiled.problems[0]?.code ?? '';
  return result?.ok ? `value ${JSON.stringify(result.value)}` : `fault ${result?.reason}`;
}

test.each([
  'event.constructor.constructor("return process")()',
  'event.constructor.constructor("return process")',
  'event.items.map.constructor("return process.pid")()',
  '$..[?(@.constructor[( @.getPrototypeOf(@).constructor("return 1")() )])]',
  '`${process.env.PATH}`',
  'globalThis.process.mainModule.require("child_process")',
  '(async()=>{}).constructor("return 1")()',
  '$eval("1+1")',
  'this.constructor',
  'event.__proto__',
  'event["__proto__"]["x"]',
  'event.items["constructor"]',
  'event.?__proto__',
  '"".constructor',
  'event.prototype.x',
  'constructor.constructor',
  'pad("", 1e9)',
  'for i in 1..3000, j in 1..3000 return i*j',
  '1/0, 0/0, -1 mod 0',
])('%s is refused when it is written', (source) => {
  expect(outcome(source)).toMatch(/^expression-/);
});

test.each([
  'event[event.key]',
  'event["con" + "structor"]',
  'event.items["len" + "gth"]',
  'toString',
  'hasOwnProperty',
  '__proto__x',
  'globalThis',
  'process.env.PATH',
  'event.toString',
  'event.missing.deep.path',
  'event.items.length',
  'x.length',
  'event["__pro" + "to__"]',
])('%s finds nothing', (source) => {
  expect(outcome(source)).toMatch(/^fault There is no|^fault A list has positions/);
});

test('a computed field named __proto__ is only a field', () => {
  expect(outcome('{"__pro" + "to__": {"polluted": true}}.polluted')).toMatch(/^fault/);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('only own fields of data are seen, and never the reserved names', () => {
  const compiled = compileExpression(
    '[coalesce(inherited, false), has(event.inherited), has(event[key]), has(event.own)]',
  );
  const event: unknown = Object.assign(Object.create({ inherited: 1 }), { own: 1 });
  Object.defineProperty(event, 'constructor', { value: 'shadowed', enumerable: true });
  const given = Object.assign(Object.create({ inherited: 1 }), { event, key: 'constructor' });
  expect(compiled.ok && compiled.expression.evaluate(given)).toEqual({ ok: true, value: [false, false, false, true] });
});

test('patterns are literal, small and linear', () => {
  expect(outcome('matches(x, event.userPattern)')).toBe('expression-dynamic-pattern');
  expect(outcome('x.matches("a" + "b")')).toBe('expression-dynamic-pattern');
  expect(outcome('matches(x, "((a{1000}){1000}){10}")')).toBe('expression-bad-pattern');
  expect(outcome('matches(x, "(")')).toBe('expression-bad-pattern');
  expect(outcome('matches(x, "(?=a)b")')).toBe('expression-bad-pattern');
  expect(outcome(`matches(x, "${'a{1000}'.repeat(30)}")`)).toBe('expression-bad-pattern');
  expect(outcome('matches(x, "^(a+)+$")')).toBe('value false');
  expect(outcome('matches(event.text, "([a-z]+)*[0-9]{20}")')).toBe('value false');
  expect(
    outcome(`[${Array.from({ length: 40 }, () => 'event.text').join(',')}].all(t, !matches(t, "(.*x){20}[^a]{100}"))`),
  ).toMatch(/^fault.*steps|^value true/);
  expect(typeof compilePattern('a'.repeat(300))).toBe('string');
});

test.each([
  ['nested parentheses', `${'('.repeat(1_900)}1${')'.repeat(1_900)}`, 'expression-too-deep'],
  ['far too many parentheses', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`, 'expression-too-long'],
  ['nested lists', `${'['.repeat(50)}1${']'.repeat(50)}`, 'expression-too-deep'],
  ['nested calls', `${'size('.repeat(50)}x${')'.repeat(50)}`, 'expression-too-deep'],
  ['nested conditionals', `${'true?'.repeat(300)}1${':2'.repeat(300)}`, 'expression-too-deep'],
  ['not not not', `${'!'.repeat(3_900)}true`, 'expression-too-deep'],
  ['minus minus minus', `${'-'.repeat(3_900)}1`, 'expression-too-deep'],
  ['a long path', `event${'.a'.repeat(300)}`, 'expression-too-deep'],
])('%s are too much', (_, source, code) => {
  expect(outcome(source)).toBe(code);
});

test('a long sum is no deep one', () => {
  expect(outcome(`${'x.?y == null && '.repeat(200)}true`)).toBe('value true');
  expect(outcome(`${'1 + '.repeat(990)}event.items[0]`)).toBe('value 991');
});

test('loops in loops run out of steps', () => {
  expect(outcome('long.map(i, long.map(j, i * j))')).toMatch(/steps/);
  expect(outcome('long.all(i, long.all(j, i * j >= 0))')).toMatch(/steps/);
  expect(outcome('long.exists(i, long.exists(j, i == -1)) || true')).toMatch(/steps/);
});

test('a result cannot grow without bound', () => {
  const doubled = (inner: string) => `[${inner}].map(s, s + s)[0]`;
  let growing = 'event.text';
  for (let i = 0; i < 8; i += 1) growing = doubled(growing);
  expect(outcome(growing)).toMatch(/larger|deep/);
  expect(outcome('replace(event.text, "a", "aaaaaaaaaaaaaaaaaaaa")')).toMatch(/larger/);
  expect(outcome('long.map(i, event.text)')).toMatch(/larger/);
  expect(outcome('join(long.map(i, event.text), "")')).toMatch(/larger/);
  expect(
    outcome(
      '[1].map(a,[a,a,a,a,a,a,a,a]).map(a,[a,a,a,a,a,a,a,a]).map(a,[a,a,a,a,a,a,a,a]).map(a,[a,a,a,a,a,a,a,a]).map(a,[a,a,a,a,a,a,a,a]).map(a,[a,a,a,a,a,a,a,a])',
    ),
  ).toMatch(/larger/);
  expect(outcome('long.map(i, long) == long.map(i, long + [])')).toMatch(/steps/);
});

test('case follows Unicode, not the language of the machine', () => {
  expect(outcome('lower("I\\u0130") == "i" + "i\\u0307" && upper("i") == "I"')).toBe('value true');
});

test('what a value contains is never read as a template', () => {
  const compiled = compileTemplate('Subject: ${event.note}');
  expect(compiled.ok && compiled.template.render(scope)).toEqual({
    ok: true,
    value: 'Subject: ${secrets.X} {{secrets.X}}',
    missing: [],
  });
});

test('an expression is not longer than its limit', () => {
  expect(outcome(`"${'a'.repeat(LIMITS.expressionCharacters)}"`)).toBe('expression-too-long');
  expect(outcome(`"${'a'.repeat(LIMITS.expressionCharacters - 2)}"`)).toMatch(/^value/);
});
