import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileExpression } from './index.ts';

// Where our profile does not differ (doubles, texts, booleans, lists), the CEL library says what an expression means.
const cel = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });

const { number, text, truth } = fc.letrec<{ number: string; text: string; truth: string }>((tie) => {
  const join = (op: string, type: 'number' | 'text' | 'truth') =>
    fc.tuple(tie(type), tie(type)).map(([a, b]) => `(${a} ${op} ${b})`);
  const texts = fc.array(tie('text'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`);
  return {
    number: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.constantFrom('0.0', '1.5', '2.0', '-3.25', 'n'),
      join('+', 'number'),
      join('-', 'number'),
      join('*', 'number'),
      fc.tuple(tie('truth'), tie('number'), tie('number')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    ),
    text: fc.oneof({ maxDepth: 4, depthSize: 'small' }, fc.constantFrom('"a"', '"ab"', '""', 't'), join('+', 'text')),
    truth: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.constantFrom('true', 'false', 'yes'),
      join('&&', 'truth'),
      join('||', 'truth'),
      tie('truth').map((a) => `!${a}`),
      ...['<', '<=', '>', '>=', '==', '!='].flatMap((op) => [join(op, 'number'), join(op, 'text')]),
      fc.tuple(tie('text'), texts).map(([a, list]) => `(${a} in ${list})`),
      fc.tuple(tie('text'), tie('text')).map(([a, b]) => `${a}.startsWith(${b})`),
      fc.tuple(tie('text'), tie('text')).map(([a, b]) => `${a}.contains(${b})`),
      fc.tuple(texts, tie('text')).map(([list, a]) => `${list}.exists(x, x == ${a})`),
      fc.tuple(texts, tie('text')).map(([list, a]) => `${list}.all(x, x != ${a})`),
      fc.tuple(texts, tie('text')).map(([list, a]) => `(${list}.filter(x, x > ${a}) == ${list})`),
    ),
  };
});

test('doubles, texts, booleans and lists mean what CEL means', () => {
  const scope = { n: 4.5, t: 'abc', yes: true };
  const seen = { compared: 0, refused: 0 };
  fc.assert(
    fc.property(fc.oneof(number, text, truth), (source) => {
      const compiled = compileExpression(source);
      if (!compiled.ok) {
        // Nested deeper than we allow.
        seen.refused += 1;
        expect(compiled.problems[0]?.code).toBe('expression-too-deep');
        return;
      }
      seen.compared += 1;
      expect(compiled.expression.evaluate(scope)).toEqual({ ok: true, value: cel.evaluate(source, scope) });
    }),
    { numRuns: 2_000 },
  );
  expect(seen.compared).toBeGreaterThan(1_500);
});
