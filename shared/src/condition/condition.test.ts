import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { compileCondition, conditionSchema, describeCondition } from './index.ts';

const facts = {
  event: { type: 'telematics.reading', data: { value: 9, note: 'door open' } },
  type: 'telematics.reading',
  subject: {
    eta: '2026-03-01T12:45:00.000Z',
    commitment: { deliverBy: '2026-03-01T12:00:00.000Z' },
    customer: { tier: 'gold' },
    stops: [{ site: 'HAM', done: true }, { site: 'BRE', done: false }, {}],
    lastPositionAt: '2026-03-01T08:00:00.000Z',
    holder: null,
  },
  vars: { slipMinutes: 30 },
  now: '2026-03-01T11:00:00.000Z',
};

function holds(json: unknown, named = {}): boolean {
  const compiled = compileCondition(json, { named });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const result = compiled.condition.test(facts);
  expect(compiled.condition.explain(facts).result).toBe(result);
  return result;
}

function codes(json: unknown, named = {}): string[] {
  const compiled = compileCondition(json, { named });
  return compiled.ok ? [] : compiled.problems.map((problem) => problem.code);
}

const leaf = (path: string, operator: string, value?: unknown) => ({ fact: 'subject', path, operator, value });

describe('a comparison', () => {
  test('reads a field with or without the leading $', () => {
    expect(
      holds({ all: [leaf('$.customer.tier', 'equal', 'gold'), leaf('customer.tier', 'in', ['gold', 'platinum'])] }),
    ).toBe(true);
  });

  test('may compare one fact with another', () => {
    expect(holds(leaf('$.eta', 'greaterThan', { fact: 'subject', path: '$.commitment.deliverBy' }))).toBe(true);
    expect(
      holds({ fact: 'vars', path: 'slipMinutes', operator: 'lessThan', value: { fact: 'event', path: 'data.value' } }),
    ).toBe(false);
  });

  test('through [*] sees a list, and numbered positions see one entry', () => {
    expect(holds(leaf('$.stops[*].site', 'contains', 'BRE'))).toBe(true);
    expect(holds(leaf('$.stops[1].site', 'equal', 'BRE'))).toBe(true);
    expect(holds(leaf('$.stops[*].done', 'someFact:equal', true))).toBe(true);
    expect(holds(leaf('$.stops[*].done', 'everyFact:equal', true))).toBe(false);
    expect(holds(leaf('$.stops[9].site', 'isMissing'))).toBe(true);
  });

  test('of a missing field follows json-rules-engine with allowUndefinedFacts', () => {
    expect(holds(leaf('$.nope', 'notEqual', 'x'))).toBe(true);
    expect(holds(leaf('$.nope', 'notIn', ['x']))).toBe(true);
    expect(holds(leaf('$.nope', 'doesNotContain', 'x'))).toBe(false);
    expect(holds({ not: leaf('$.nope', 'contains', 'x') })).toBe(true);
    expect(holds(leaf('$.nope', 'lessThan', 5))).toBe(false);
    expect(holds({ fact: 'nowhere', operator: 'equal', value: 1 })).toBe(false);
  });

  test('keeps the traps of the format', () => {
    expect(holds({ any: [] })).toBe(true);
    expect(holds({ fact: 'type', path: '$.ignored.on.a.text', operator: 'equal', value: 'telematics.reading' })).toBe(
      true,
    );
  });

  test('knows the operators of the field', () => {
    expect(holds({ fact: 'event', path: 'data.value', operator: 'between', value: [2, 9] })).toBe(true);
    expect(holds({ fact: 'event', path: 'data.value', operator: 'between', value: [2, 8] })).toBe(false);
    expect(holds({ fact: 'event', path: 'data.note', operator: 'matches', value: '^door\\b' })).toBe(true);
    expect(holds({ fact: 'type', operator: 'startsWith', value: 'telematics.' })).toBe(true);
    expect(holds(leaf('$.lastPositionAt', 'olderThan', '2h'))).toBe(true);
    expect(holds(leaf('$.lastPositionAt', 'olderThan', 'PT3H'))).toBe(false);
    expect(holds(leaf('$.holder', 'isKnown'))).toBe(false);
    expect(holds(leaf('$.holder', 'isMissing'))).toBe(true);
    expect(holds(leaf('$.eta', 'isKnown', false))).toBe(false);
  });
});

describe('a computed fact', () => {
  const expr = (cel: string, operator = 'equal', value: unknown = true) => ({
    fact: 'expr',
    params: { cel },
    operator,
    value,
  });

  test('gives what the format has no arithmetic for', () => {
    expect(holds(expr('subject.eta - subject.commitment.deliverBy > duration("30m")'))).toBe(true);
    expect(holds(expr('etaSlipMinutes(subject)', 'greaterThan', { fact: 'vars', path: 'slipMinutes' }))).toBe(true);
    expect(
      holds({
        ...leaf('$.eta', 'equal', { fact: 'expr', params: { cel: 'subject.commitment.deliverBy + duration("45m")' } }),
      }),
    ).toBe(true);
  });

  test('that is a duration compares by its length', () => {
    const slip = 'subject.eta - subject.commitment.deliverBy';
    expect(holds(expr(slip, 'greaterThan', 'PT30M'))).toBe(true);
    expect(holds(expr(slip, 'greaterThan', '1h'))).toBe(false);
    expect(holds(expr(slip, 'between', ['30m', '1h']))).toBe(true);
  });

  test('that fails is missing, and the trace says why', () => {
    const compiled = compileCondition(expr('1 / event.data.zero'));
    expect(compiled.ok && compiled.condition.explain(facts)).toMatchObject({
      result: false,
      missing: true,
      reason: 'There is no field “zero”',
    });
  });

  test('reports its problems at the expression', () => {
    const compiled = compileCondition({ all: [expr('subject.eta > sizee(subject)')] });
    expect(compiled.ok ? [] : compiled.problems).toMatchObject([
      {
        code: 'expression-unknown-function',
        path: '/all/0/params/cel',
        fix: { patch: [{ path: '/all/0/params/cel', value: 'subject.eta > size(subject)' }] },
      },
    ]);
  });
});

describe('named conditions', () => {
  test('stand for what they name', () => {
    const named = {
      late: leaf('$.eta', 'greaterThan', { fact: 'subject', path: 'commitment.deliverBy' }),
      both: { all: [{ condition: 'late' }, { condition: 'late' }] },
    };
    expect(holds({ condition: 'both' }, named)).toBe(true);
    expect(holds({ not: { condition: 'both' } }, named)).toBe(false);
  });

  test('that are unknown, wrong or use themselves are refused where they are used', () => {
    expect(codes({ condition: 'x' })).toEqual(['condition-unknown-name']);
    expect(codes({ condition: 'toString' })).toEqual(['condition-unknown-name']);
    expect(codes({ any: [{ condition: 'a' }] }, { a: { not: { condition: 'b' } }, b: { condition: 'a' } })).toEqual([
      'condition-cycle',
    ]);
    const wrong = compileCondition({ any: [{ condition: 'a' }, { condition: 'a' }] }, { named: { a: { fact: 'x' } } });
    expect(wrong.ok ? [] : wrong.problems).toMatchObject([{ code: 'condition-shape', path: '/any/0/condition' }]);
  });

  test('cannot multiply without bound', () => {
    const named: Record<string, unknown> = { n0: leaf('$.eta', 'isKnown') };
    for (let i = 1; i < 40; i += 1) named[`n${i}`] = { all: [{ condition: `n${i - 1}` }, { condition: `n${i - 1}` }] };
    expect(codes({ condition: 'n39' }, named)).toContain('condition-too-deep');
    expect(codes({ condition: 'n12' }, named)).toEqual(['condition-too-large']);
  });
});

describe('what cannot be run is a problem with a pointer', () => {
  test.each([
    ['not an object', 7, 'condition-shape'],
    ['null', null, 'condition-shape'],
    ['two kinds at once', { all: [], any: [] }, 'condition-ambiguous'],
    ['a list under not', { not: [] }, 'condition-shape'],
    ['no list under all', { all: {} }, 'condition-shape'],
    ['an unknown operator', leaf('$.eta', 'equals', 1), 'condition-operator'],
    ['an unknown decorator', leaf('$.eta', 'none:equal', 1), 'condition-operator'],
    ['no value', { fact: 'subject', operator: 'in' }, 'condition-value-missing'],
    ['a filter in the path', leaf('$..[?(@.constructor)]', 'equal', 1), 'condition-path'],
    ['a script in the path', leaf('$.stops[(@.length-1)]', 'equal', 1), 'condition-path'],
    ['a search in depth', leaf('$..site', 'equal', 1), 'condition-path'],
    ['a prototype in the path', leaf('$.__proto__.x', 'equal', 1), 'condition-path'],
    ['a constructor in the path', leaf('$.constructor', 'equal', 1), 'condition-path'],
    ['a trailing dot', leaf('$.eta.', 'equal', 1), 'condition-path'],
    ['a number as path', { fact: 'subject', path: 5, operator: 'equal', value: 1 }, 'condition-path'],
    ['a list operator without a list', leaf('$.eta', 'in', 5), 'condition-value'],
    ['a range upside down', leaf('$.eta', 'between', [2, 1]), 'condition-value'],
    ['a pattern from data', leaf('$.eta', 'matches', { fact: 'event', path: '$.data.pattern' }), 'condition-value'],
    ['a huge pattern', leaf('$.eta', 'matches', '((a{1000}){1000}){10}'), 'condition-value'],
    ['a look-behind', leaf('$.eta', 'matches', '(?<=a)b'), 'condition-value'],
    ['no duration', leaf('$.eta', 'olderThan', 'soon'), 'condition-value'],
    ['an expr without expression', { fact: 'expr', operator: 'equal', value: 1 }, 'condition-expression-missing'],
    [
      'code in an expression',
      { fact: 'expr', params: { cel: 'event.constructor' }, operator: 'equal', value: 1 },
      'expression-forbidden-name',
    ],
  ])('%s', (_, json, code) => {
    expect(codes(json)).toEqual([code]);
  });

  test('and nothing is nested too deep or too large', () => {
    let deep: unknown = leaf('$.eta', 'isKnown');
    for (let i = 0; i < 5_000; i += 1) deep = { not: deep };
    expect(codes(deep)).toEqual(['condition-too-deep']);
    expect(codes({ all: Array.from({ length: 2_000 }, () => leaf('$.eta', 'isKnown')) })).toEqual([
      'condition-too-large',
    ]);
  });
});

test('odd data never makes a condition throw', () => {
  const odd: unknown[] = [
    { toString: 1, valueOf: 2 },
    [],
    [[[]]],
    {},
    '',
    'x',
    0,
    -0,
    true,
    null,
    undefined,
    [5],
    ['5'],
    { indexOf: 1 },
  ];
  for (const operator of [
    'lessThan',
    'greaterThanInclusive',
    'in',
    'notIn',
    'contains',
    'everyValue:equal',
    'swap:in',
    'between',
    'startsWith',
    'olderThan',
  ]) {
    const compiled = compileCondition({ fact: 'a', operator, value: { fact: 'b' } });
    if (!compiled.ok) throw new Error(operator);
    for (const a of odd) {
      for (const b of odd) {
        const trace = compiled.condition.explain({ a, b });
        expect(compiled.condition.test({ a, b })).toBe(trace.result);
      }
    }
  }
});

test('a comparison that cannot be made is false, also behind not', () => {
  expect(holds({ fact: 'type', operator: 'not:in', value: { fact: 'vars' } })).toBe(false);
  expect(holds({ fact: 'type', operator: 'in', value: { fact: 'vars' } })).toBe(false);
  expect(holds({ fact: 'type', operator: 'not:in', value: [] })).toBe(true);
});

test('the traps of the format are warnings', () => {
  const compiled = compileCondition({
    all: [
      { any: [] },
      leaf('$.eta', 'lessThan', '10'),
      { ...leaf('$.eta', 'equal', 1), params: {}, 'x-mine': 1, vaule: 2 },
    ],
  });
  expect(compiled.ok && compiled.warnings.map((warning) => [warning.code, warning.path])).toEqual([
    ['condition-empty', '/all/0/any'],
    ['condition-text-order', '/all/1/value'],
    ['condition-unknown-key', '/all/2'],
    ['condition-params-unused', '/all/2/params'],
  ]);
});

test('what a missing fact does is told where nothing guards it', () => {
  const told = (json: unknown) => {
    const compiled = compileCondition(json);
    return compiled.ok ? compiled.warnings.map(({ code, severity }) => `${severity} ${code}`) : [];
  };
  expect(told(leaf('$.tags', 'doesNotContain', 'x'))).toEqual(['warning condition-no-list']);
  expect(told(leaf('$.tags', 'not:contains', 'x'))).toEqual(['warning condition-no-list']);
  expect(told(leaf('$.stage', 'notEqual', 'x'))).toEqual(['info condition-missing-holds']);
  expect(
    told({ all: [leaf('$.stage', 'notIn', ['x']), { any: [leaf('stage', 'isKnown'), leaf('eta', 'isKnown')] }] }),
  ).toEqual(['info condition-missing-holds']);
  expect(told({ all: [leaf('$.stage', 'notEqual', 'x'), leaf('stage', 'isKnown')] })).toEqual([]);
  expect(told({ all: [leaf('stage', 'isMissing', false), { any: [leaf('$.stage', 'notIn', ['x'])] }] })).toEqual([]);
});

test('an order that checks only its left side, and a path on a text, are told', () => {
  const told = (json: unknown) => {
    const compiled = compileCondition(json);
    return compiled.ok ? compiled.warnings.map(({ code, path }) => [code, path]) : [];
  };
  expect(told(leaf('$.eta', 'lessThan', null))).toEqual([['condition-order-value', '/value']]);
  expect(told(leaf('$.eta', 'not:greaterThan', [5]))).toEqual([['condition-order-value', '/value']]);
  expect(told(leaf('$.eta', 'someValue:greaterThan', [5]))).toEqual([]);
  expect(told({ fact: 'type', path: '$.a', operator: 'equal', value: 'x' })).toEqual([
    ['condition-path-ignored', '/path'],
  ]);
  expect(told({ fact: 'type', path: '$', operator: 'equal', value: 'x' })).toEqual([]);
});

test('a group that has a name is told by it', () => {
  const compiled = compileCondition({ all: [leaf('eta', 'isKnown')], name: 'estimated' });
  expect(compiled.ok && compiled.condition.explain(facts)).toMatchObject({
    kind: 'all',
    result: true,
    text: 'estimated',
  });
});

test('a condition says what it reads', () => {
  const compiled = compileCondition({
    any: [
      leaf('$.stops[*].site', 'contains', { fact: 'event', path: '$.data.site' }),
      { fact: 'now', operator: 'greaterThan', value: { fact: 'expr', params: { cel: 'etaSlipMinutes(subject)' } } },
    ],
  });
  expect(compiled.ok && compiled.condition.facts).toEqual([
    'subject.stops',
    'event.data.site',
    'now',
    'subject.commitment.deliverBy',
    'subject.eta',
  ]);
});

test('a trace is small JSON that shows what was compared', () => {
  const compiled = compileCondition({
    all: [leaf('$.customer.tier', 'in', ['platinum']), { not: leaf('$.nope', 'equal', 1) }],
  });
  const trace = compiled.ok && compiled.condition.explain(facts);
  expect(trace).toEqual({
    kind: 'all',
    result: false,
    text: 'all of these',
    children: [
      {
        kind: 'leaf',
        result: false,
        text: 'customer tier is platinum',
        fact: 'subject',
        path: '$.customer.tier',
        operator: 'in',
        expected: ['platinum'],
        actual: 'gold',
      },
      {
        kind: 'not',
        result: true,
        text: 'not this',
        children: [
          {
            kind: 'leaf',
            result: false,
            text: 'nope is 1',
            fact: 'subject',
            path: '$.nope',
            operator: 'equal',
            expected: 1,
            missing: true,
          },
        ],
      },
    ],
  });
  expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
  const large = compileCondition({ fact: 'event', operator: 'equal', value: 1 });
  const shown =
    large.ok &&
    large.condition.explain({ event: { a: 'x'.repeat(9_000), list: Array.from({ length: 900 }, () => 'entry') } });
  expect(JSON.stringify(shown).length).toBeLessThan(1_000);
});

test('a condition reads as plain English', () => {
  const cases: [unknown, string][] = [
    [
      { all: [leaf('$.customer.tier', 'in', ['gold', 'platinum']), leaf('$.stage', 'notEqual', 'at-destination')] },
      'customer tier is gold or platinum, and stage is not at destination',
    ],
    [
      {
        fact: 'expr',
        params: { cel: 'subject.eta - subject.commitment.deliverBy > duration("30m")' },
        operator: 'equal',
        value: true,
      },
      'ETA is more than 30 min after the commitment',
    ],
    [
      {
        fact: 'expr',
        params: { cel: 'subject.eta > subject.commitment.deliverBy + duration("30m") && subject.stage != "delivered"' },
        operator: 'equal',
        value: true,
      },
      'ETA is more than 30 min after the commitment, and stage is not delivered',
    ],
    [
      {
        any: [
          { fact: 'event', path: '$.data.value', operator: 'greaterThan', value: 8 },
          { all: [leaf('eta', 'isMissing'), { condition: 'inTransit' }] },
        ],
      },
      'value is more than 8, or (ETA is not known, and “inTransit” holds)',
    ],
    [leaf('lastPositionAt', 'olderThan', 'PT2H'), 'last position at is older than 2 h'],
    [
      { not: { fact: 'previous', path: 'eta', operator: 'lessThan', value: '2026-03-01T12:45:00.000Z' } },
      'not (previous ETA is before 2026-03-01 12:45 UTC)',
    ],
    [{ fact: 'type', operator: 'startsWith', value: 'transport.' }, 'event type starts with transport.'],
    [{ all: [] }, 'always'],
    [{ fact: 5 }, '…'],
    [null, '…'],
  ];
  for (const [json, text] of cases) expect(describeCondition(json)).toBe(text);
});

test('a named condition reads by its name, with its content once where that is known', () => {
  const conditions = { late: leaf('delay', 'greaterThan', 30), loop: { all: [{ condition: 'loop' }] } };
  const say = (json: unknown, language: 'en' | 'de') => describeCondition(json, { conditions, language });
  expect(say({ condition: 'late' }, 'en')).toBe('“late” holds (delay is more than 30)');
  expect(say({ not: { condition: 'late' } }, 'de')).toMatch(/^„late“ trifft nicht zu \(.* ist größer als 30\)$/);
  expect(say({ condition: 'loop' }, 'en')).toBe('“loop” holds (“loop” holds)');
  expect(say({ condition: 'gone' }, 'en')).toBe('“gone” holds');
});

test('the schema takes the format and keeps unknown fields', () => {
  const json = {
    all: [{ ...leaf('$.eta', 'equal', null), 'x-note': 'kept' }, { not: { condition: 'a' } }],
    priority: 3,
  };
  expect(conditionSchema.parse(json)).toEqual(json);
  expect(conditionSchema.safeParse({ fact: 'now', operator: 'isKnown' }).success).toBe(true);
  expect(conditionSchema.safeParse({ all: [{ fact: 5 }] }).success).toBe(false);
  expect(JSON.stringify(z.toJSONSchema(conditionSchema))).toContain('"$ref"');
});
