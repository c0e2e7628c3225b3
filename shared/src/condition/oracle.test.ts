import fc from 'fast-check';
import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { expect, test } from 'vitest';
import { type Condition, compileCondition } from './index.ts';

// json-rules-engine itself says what a condition means. Its default path resolver runs code from a path, so it gets
// one that walks dotted own keys; the paths generated here are all of that kind.
function walk(value: object, path: string): unknown {
  let at: unknown = value;
  for (const key of path.replace(/^\$\./, '').split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return at;
}

const primitive = fc.constantFrom<unknown>(
  0,
  -1,
  5,
  9,
  10,
  5.5,
  '5',
  '9',
  '10',
  '',
  'a',
  'ab',
  '5 apples',
  '2026-03-01T10:00:00.000Z',
  '2026-03-02T10:00:00.000Z',
  true,
  false,
  null,
);
const list = fc.array(primitive, { maxLength: 4 });
const value: fc.Arbitrary<unknown> = fc.oneof({ weight: 5, arbitrary: primitive }, { weight: 2, arbitrary: list });
// Facts come from JSON, which makes no object without a prototype.
const fields = (values: fc.Arbitrary<unknown>) =>
  fc.dictionary(fc.constantFrom('a', 'b', 'c'), values, { noNullPrototype: true });
const object = fields(fc.oneof(value, fields(value)));
const facts = fc.record({ x: fc.oneof(value, object), y: fc.oneof(value, object), z: object }, { requiredKeys: [] });
const reference = fc.record(
  {
    fact: fc.constantFrom('x', 'y', 'z', 'toString', 'absent'),
    path: fc.constantFrom('$.a', 'a', '$.b.a', 'c.b', 'a.toString'),
  },
  { requiredKeys: ['fact'] },
);
const bare = fc.constantFrom(
  'equal',
  'notEqual',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
  'contains',
  'doesNotContain',
);
const listOperator = fc.constantFrom('in', 'notIn');
const decorated = fc
  .tuple(
    fc.array(fc.constantFrom('someFact', 'everyFact', 'someValue', 'everyValue', 'swap', 'not'), { maxLength: 2 }),
    fc.oneof(bare, listOperator),
  )
  .map(([decorators, operator]) => [...decorators, operator].join(':'));

const leaf = fc
  .oneof(
    fc.tuple(reference, bare, fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: reference })),
    fc.tuple(
      reference,
      listOperator,
      fc.oneof(
        { weight: 3, arbitrary: list },
        { weight: 1, arbitrary: fc.constantFrom('abc', '5910null') },
        { weight: 1, arbitrary: reference },
      ),
    ),
    fc.tuple(reference, decorated, fc.oneof(list, value, reference)),
  )
  .map(([of, operator, right]) => ({ ...of, operator, value: right }));

const { condition } = fc.letrec<{ condition: Condition }>((tie) => {
  const priority = fc.record({ priority: fc.constantFrom(1, 2, 7) }, { requiredKeys: [] });
  const many = fc.array(tie('condition'), { maxLength: 3 });
  return {
    condition: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.tuple(leaf, priority).map(([each, first]) => ({ ...each, ...first })),
      fc.tuple(many, priority).map(([all, first]) => ({ all, ...first })),
      fc.tuple(many, priority).map(([any, first]) => ({ any, ...first })),
      tie('condition').map((not) => ({ not })),
      fc.constant({ condition: 'named' }),
    ),
  };
});

/** The engine writes into what it is given. */
function copy(json: unknown): TopLevelCondition {
  return JSON.parse(JSON.stringify(json)) as TopLevelCondition;
}

async function oracle(json: Condition, named: Condition, given: Record<string, unknown>): Promise<boolean | undefined> {
  const engine = new Engine([], { allowUndefinedFacts: true, pathResolver: walk });
  try {
    engine.setCondition('named', copy({ all: [named] }));
    engine.addRule({ conditions: copy({ all: [json] }), event: { type: 'hit' } });
    const { events } = await engine.run(given);
    return events.length === 1;
  } catch (error) {
    // A list operator on what has no indexOf: json-rules-engine gives the whole run up, we make that leaf false.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

test('every condition means what json-rules-engine means by it', { timeout: 60_000 }, async () => {
  const seen = { true: 0, false: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(condition, leaf, facts, async (json, named, given) => {
      const compiled = compileCondition(json, { named: { named } });
      if (!compiled.ok) {
        // Only literals that json-rules-engine could never run are refused.
        const errors = compiled.problems.filter((problem) => problem.severity === 'error');
        expect(new Set(errors.map((problem) => problem.message.replace(/^In “named”: /, '')))).toEqual(
          new Set(['in and notIn take a list.']),
        );
        return;
      }
      const expected = await oracle(json, named, given);
      if (expected === undefined) {
        seen.refused += 1;
        return;
      }
      seen[`${expected}`] += 1;
      expect(compiled.condition.test(given)).toBe(expected);
      expect(compiled.condition.explain(given).result).toBe(expected);
    }),
    { numRuns: 3_000 },
  );
  // The property would hold of nothing if the generator made only one kind of case.
  expect(Math.min(seen.true, seen.false)).toBeGreaterThan(500);
  expect(seen.refused).toBeLessThan(1_000);
});
