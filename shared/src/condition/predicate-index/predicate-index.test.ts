import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CompiledCondition, compileCondition, type Facts, PredicateIndex } from '../index.ts';

function compiled(json: unknown): CompiledCondition {
  const result = compileCondition(json);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.condition;
}

function matches(index: PredicateIndex, facts: Facts): number[] {
  const into = new Uint32Array(index.size);
  return [...into.subarray(0, index.matches(facts, into))];
}

const indexOf = (...conditions: unknown[]) =>
  new PredicateIndex(conditions.map((json) => ({ condition: compiled(json) })));
const x = (operator: string, value?: unknown) => ({ fact: 'x', operator, value });

describe('an index answers as its closures do', () => {
  const primitive = fc.constantFrom<unknown>(
    ...[0, -0, 1, 5, 5.5, 9, 10, -1, 1e21, '5', '5.5', '9', '10', '0x5', ' 5', '', 'a', 'ab', '5 apples', '1h', '5m'],
    ...['2026-03-01T10:00:00.000Z', '2026-03-02T10:00:00.000Z', true, false, null],
  );
  const list = fc.array(primitive, { maxLength: 3 });
  const anything = fc.oneof({ weight: 6, arbitrary: primitive }, { weight: 1, arbitrary: list });
  const object = fc.dictionary(fc.constantFrom('a', 'b'), anything, { noNullPrototype: true });
  const place = fc.constantFrom(
    ...[{ fact: 'x' }, { fact: 'y' }, { fact: 'y', path: 'a' }, { fact: 'y', path: '$.a.b' }, { fact: 'z', path: 'b' }],
    ...[{ fact: 'y', path: '$.a[*]' }, { fact: 'y', path: 'map' }, { fact: 'toString' }, { fact: 'absent' }],
    ...['y.a', 'x', 'duration(x)', 'y.a + 1'].map((cel) => ({ fact: 'expr', params: { cel } })),
  );
  const ordering = fc.constantFrom('lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive');
  const equality = fc.constantFrom('equal', 'notEqual', 'not:equal', 'contains', 'someFact:equal', 'swap:equal');
  const leaf = fc
    .oneof(
      fc.tuple(place, equality, anything),
      fc.tuple(place, ordering, anything),
      fc.tuple(
        place,
        ordering.map((operator) => `not:${operator}`),
        primitive,
      ),
      fc.tuple(place, fc.constantFrom('in', 'notIn', 'not:in'), list),
      fc.tuple(place, fc.constantFrom('in'), fc.constant('a5')),
      fc.tuple(place, fc.constantFrom('between', 'not:between'), fc.constantFrom<unknown>([1, 5.5], ['5', 'a'])),
      fc.tuple(place, fc.constantFrom('isKnown', 'isMissing', 'not:isKnown'), fc.boolean()),
      fc.tuple(place, fc.constantFrom('equal', 'greaterThan'), place),
    )
    .map(([of, operator, value]) => ({ ...of, operator, value }));
  const { condition } = fc.letrec<{ condition: unknown }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.array(tie('condition'), { maxLength: 4 }).map((all) => ({ all })),
      fc.array(tie('condition'), { maxLength: 4 }).map((any) => ({ any })),
      tie('condition').map((not) => ({ not })),
    ),
  }));
  const types = fc.option(fc.array(fc.constantFrom('a.b', 'a.*', 'b.c', '*'), { minLength: 1, maxLength: 2 }), {
    nil: undefined,
  });
  const rule = fc.record({ condition, types });
  const facts = fc.record(
    { x: anything, y: fc.oneof(object, anything), z: object, type: fc.constantFrom('a.b', 'a.c', 'b.c', 'd') },
    { requiredKeys: [] },
  );

  test('whatever rules and facts are', () => {
    let matched = 0;
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 40 }), fc.array(facts, { minLength: 4, maxLength: 8 }), (rules, all) => {
        const indexed = rules.map((each) => ({ types: each.types, condition: compiled(each.condition) }));
        const index = new PredicateIndex(indexed);
        for (const given of all) {
          const expected = indexed.flatMap((each, at) => {
            const type = given.type ?? '';
            const listens = each.types?.some((one) =>
              one.endsWith('*') ? 'type' in given && type.startsWith(one.slice(0, -1)) : one === type,
            );
            return listens !== false && each.condition.test(given) ? [at] : [];
          });
          matched += expected.length;
          expect(matches(index, given)).toEqual(expected);
        }
      }),
      { numRuns: 400 },
    );
    expect(matched).toBeGreaterThan(1_000);
  });
});

test('a rule without a condition always matches, and no rules never do', () => {
  expect(matches(new PredicateIndex([{}, { types: ['a'] }]), {})).toEqual([0]);
  expect(matches(new PredicateIndex([{}, { types: ['a'] }]), { type: 'a' })).toEqual([0, 1]);
  expect(matches(new PredicateIndex([]), {})).toEqual([]);
});

test('thousands of rules lie in many pages, and only what can match is asked', () => {
  const index = indexOf(
    ...Array.from({ length: 3_000 }, (_, at) => ({
      all: [x('equal', at), { fact: 'y', operator: 'lessThan', value: at }],
    })),
  );
  expect(matches(index, { x: 2_999, y: 2_998 })).toEqual([2_999]);
  expect(matches(index, { x: 2_999, y: 2_999 })).toEqual([]);
  expect(matches(index, { x: 'other', y: 0 })).toEqual([]);
});

test('alternatives that would multiply without bound stay closures', () => {
  const wide = (fact: string) => ({
    any: Array.from({ length: 10 }, (_, at) => ({ all: [{ ...x('equal', at), fact }, x('notEqual', `${at}`)] })),
  });
  const index = indexOf({ all: [wide('a'), wide('b'), wide('c')] }, x('equal', 1));
  expect(matches(index, { a: 1, b: 2, c: 3, x: 1 })).toEqual([0, 1]);
  expect(matches(index, { a: 1, b: 2, c: 11, x: 1 })).toEqual([1]);
});

test('an expression that many rules ask for is worked out once for each input', () => {
  const index = indexOf(
    ...[1, 2, 3, 4, 5, 6].map((value) => ({
      fact: 'expr',
      params: { cel: 'x.size() + 0' },
      operator: 'greaterThan',
      value,
    })),
  );
  let asked = 0;
  const facts = {
    get x() {
      asked += 1;
      return 'four';
    },
  };
  expect(matches(index, facts)).toEqual([0, 1, 2]);
  expect(asked).toBe(1);
});

test('more types of events than an index keeps rows for are answered all the same', () => {
  const index = new PredicateIndex([{ types: ['t.7*'] }, { types: ['t.71'], condition: compiled(x('equal', 1)) }]);
  for (let at = 0; at < 2_000; at += 1) {
    const expected = `t.${at}`.startsWith('t.7') ? (at === 71 ? [0, 1] : [0]) : [];
    expect(matches(index, { type: `t.${at}`, x: 1 })).toEqual(expected);
  }
  expect(matches(index, { type: 't.71', x: 2 })).toEqual([0]);
});

describe('a rule that brings facts of its own', () => {
  const limit = { fact: 'vars', path: 'limit' };
  const rules = [
    { all: [x('greaterThan', limit), { fact: 'y', operator: 'equal', value: 1 }] },
    { fact: 'expr', params: { cel: 'x + vars.limit > 12' }, operator: 'equal', value: true },
    { ...limit, operator: 'equal', value: { fact: 'x' } },
    { fact: 'x', operator: 'withinZone', value: 'port' },
    { not: { fact: 'x', operator: 'equal', value: limit } },
  ];
  const zone = (lat: number) => ({ port: { id: 'port', circle: { lat, lon: 0, radiusM: 1_000 } } });
  const indexed = rules.flatMap((json) =>
    [5, 10].map((value) => ({ condition: compiled(json), own: { vars: { limit: value }, zones: zone(value) } })),
  );
  const index = new PredicateIndex(indexed);

  test.each([
    { x: 7, y: 1 },
    { x: 11, y: 1 },
    { x: 11, y: 2 },
    { x: 5 },
    { x: 10 },
    { x: '7', y: 1 },
    { x: [7], y: 1 },
    { x: { lat: 5, lon: 0 } },
    { x: { lat: 10, lon: 0 }, y: 1 },
    {},
  ])('is asked with them: %j', (facts) => {
    const expected = indexed.flatMap(({ condition, own }, at) => (condition.test({ ...facts, ...own }) ? [at] : []));
    expect(matches(index, facts)).toEqual(expected);
  });
});

test('what asks for the unknown may hold, and so does its opposite', () => {
  const unknown = new Set(['key']);
  const key = { fact: 'key', operator: 'equal', value: 'a' };
  const asked = { fact: 'expr', params: { cel: 'key == "a" && x > 1' }, operator: 'equal', value: true };
  const index = new PredicateIndex(
    [
      { all: [x('equal', 1), key] },
      { all: [x('equal', 1), { not: key }] },
      { any: [x('equal', 2), { not: { all: [key, x('lessThan', 5)] } }] },
      asked,
      { not: asked },
      { all: [x('greaterThan', 3), key] },
    ].map((json) => ({ condition: compiled(json), unknown })),
  );
  expect(matches(index, { x: 1 })).toEqual([0, 1, 2, 3, 4]);
  expect(matches(index, { x: [9] })).toEqual([2, 3, 4, 5]);
  expect(matches(index, { x: 3 })).toEqual([2, 3, 4]);
});
