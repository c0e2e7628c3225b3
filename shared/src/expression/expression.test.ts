import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileExpression, FUNCTIONS, type Result, signature, toJson } from './index.ts';

const scope = {
  event: {
    type: 'telematics.reading',
    time: '2026-03-01T10:00:00.000Z',
    data: { value: 9, note: 'door open', codes: ['A', 'B'] },
  },
  subject: {
    eta: '2026-03-01T12:45:00.000Z',
    commitment: { deliverBy: '2026-03-01T12:00:00.000Z' },
    customer: { tier: 'gold', vat: null },
    holder: null,
    stops: [
      { site: 'HAM', dwell: 30 },
      { site: 'BRE', dwell: 90 },
    ],
  },
  now: '2026-03-01T11:00:00.000Z',
};

function evaluate(source: string): Result {
  const compiled = compileExpression(source);
  if (!compiled.ok) throw new Error(`${source}: ${JSON.stringify(compiled.problems)}`);
  return compiled.expression.evaluate(scope);
}

function gives(source: string): unknown {
  const result = evaluate(source);
  if (!result.ok) throw new Error(`${source}: ${result.reason}`);
  return toJson(result.value);
}

function faultOf(source: string): { reason: string; missing: boolean } {
  const result = evaluate(source);
  if (result.ok) throw new Error(`${source} gives ${JSON.stringify(toJson(result.value))}`);
  return { reason: result.reason, missing: result.missing };
}

function codes(source: string, variables?: readonly string[]): string[] {
  const compiled = compileExpression(source, { variables });
  return compiled.ok ? [] : compiled.problems.map((problem) => problem.code);
}

describe('numbers', () => {
  test('are all doubles', () => {
    expect(['1.5 * 2', '7 / 2', '7 % 4', '-2 - 3', '0x10 + 1', '2 == 2.0', '1 + 2 * 3 - 4'].map(gives)).toEqual([
      3,
      3.5,
      3,
      -5,
      17,
      true,
      3,
    ]);
  });

  test('are never infinite nor mixed with anything else', () => {
    for (const source of ['event.data.value / 0', 'event.data.value % 0', '1e308 * event.data.value * 1e10']) {
      expect(faultOf(source).missing, source).toBe(false);
    }
    for (const source of [
      'event.data.value + "1"',
      'event.data.value < "10"',
      'subject.holder < 5',
      'true + event.data.value',
      '!event.data.value',
    ]) {
      expect(faultOf(source).missing, source).toBe(false);
    }
  });
});

describe('instants and durations', () => {
  test('add, subtract and compare', () => {
    expect(gives('subject.eta - subject.commitment.deliverBy')).toBe('PT45M');
    expect(gives('subject.eta - subject.commitment.deliverBy > duration("30m")')).toBe(true);
    expect(gives('subject.eta > subject.commitment.deliverBy + duration("1h")')).toBe(false);
    expect(gives('now - duration("1d")')).toBe('2026-02-28T11:00:00.000Z');
    expect(gives('duration("1h") + duration("PT30M") == duration("90m")')).toBe(true);
    expect(gives('duration("1h") * 1.5')).toBe('PT1H30M');
    expect(gives('duration("3h") / duration("2h")')).toBe(1.5);
    expect(gives('-duration("3h")')).toBe('-PT3H');
    expect(gives('[minutes(duration("90s")), hours(duration("30m")), days(duration("36h"))]')).toEqual([1.5, 0.5, 1.5]);
  });

  test('know calendars and zones', () => {
    expect(gives('addDays("2026-03-28T11:00:00.000Z", 1, "Europe/Berlin")')).toBe('2026-03-29T10:00:00.000Z');
    expect(gives('endOfDay(now, "Asia/Kolkata")')).toBe('2026-03-01T18:29:59.999Z');
    expect(gives('startOfDay(now)')).toBe('2026-03-01T00:00:00.000Z');
    expect(gives('timestamp("2026-03-01T10:00:00+02:00")')).toBe('2026-03-01T08:00:00.000Z');
    expect(gives('hourOfDay(now, "Europe/Berlin")')).toBe(12);
    expect(gives('dayOfWeek(now)')).toBe(7);
    expect(gives('formatTime(now, "Europe/Berlin")')).toBe('2026-03-01 12:00');
    expect(gives('etaSlipMinutes(subject)')).toBe(45);
    expect(faultOf('startOfDay(now, event.type)').reason).toContain('time zone');
    expect(faultOf('etaSlipMinutes(event)')).toMatchObject({ missing: true });
  });

  test('of a text that is no instant do not exist', () => {
    expect(faultOf('event.data.note + duration("1h")').missing).toBe(false);
    expect(faultOf('addDays(event.data.note, 1)').reason).toContain('instant');
  });
});

describe('what is missing', () => {
  test('is said to be missing, however long the path', () => {
    for (const source of [
      'subject.nope',
      'subject.nope.deep.path',
      'nowhere',
      'subject.holder.name',
      'subject.stops[9].site',
      'subject.nope + 1',
      'size(subject.nope)',
      'now > subject.nope',
      '[subject.nope]',
      '{"a": subject.nope}',
    ]) {
      expect(faultOf(source).missing, source).toBe(true);
    }
  });

  test('equals null and nothing else', () => {
    expect(
      [
        'subject.nope == null',
        'subject.nope != "gold"',
        'subject.nope == 0',
        'subject.nope in ["x"]',
        'subject.holder == null',
        'null == 0',
        'null == false',
      ].map(gives),
    ).toEqual([true, true, false, false, true, false, false]);
  });

  test('can be asked for and replaced', () => {
    expect(
      ['has(subject.eta)', 'has(subject.nope)', 'has(subject.nope.deep)', 'has(subject.customer.vat)'].map(gives),
    ).toEqual([true, false, false, true]);
    expect(
      [
        'coalesce(subject.nope, subject.holder, "x")',
        'subject.?nope',
        'subject.nope.?deep',
        'subject.?nope.orValue(1)',
        'coalesce(subject.nope)',
      ].map(gives),
    ).toEqual(['x', null, null, 1, null]);
  });

  test('does not spoil what the other side settles', () => {
    expect(
      [
        'subject.nope || true',
        'true || subject.nope',
        'subject.nope && false',
        'has(subject.nope) && subject.nope > 1',
      ].map(gives),
    ).toEqual([true, true, false, false]);
    expect(faultOf('subject.nope && true').missing).toBe(true);
    expect(gives('subject.stops.exists(s, s.nope > 1 || s.dwell == 90)')).toBe(true);
  });
});

describe('lists, objects and texts', () => {
  test('are gone through by macros', () => {
    expect(gives('subject.stops.filter(s, s.dwell > 60).map(s, s.site)')).toEqual(['BRE']);
    expect(gives('subject.stops.map(s, s.dwell > 60, s.site + "!")')).toEqual(['BRE!']);
    expect(['all', 'exists', 'exists_one'].map((macro) => gives(`subject.stops.${macro}(s, s.dwell > 60)`))).toEqual([
      false,
      true,
      true,
    ]);
    expect(gives('[1, 2].map(x, [10, 20].map(y, x * y))')).toEqual([
      [10, 20],
      [20, 40],
    ]);
    expect(gives('{"b": 1, "a": 2}.map(key, key)')).toEqual(['b', 'a']);
    expect(gives('[1].map(event, event + 1)')).toEqual([2]);
    expect(['[].all(x, x)', '[].exists(x, x)'].map(gives)).toEqual([true, false]);
    expect(faultOf('subject.stops.filter(s, s.dwell)').missing).toBe(false);
    expect(faultOf('event.type.all(c, true)').missing).toBe(false);
  });

  test('compare by content', () => {
    expect(
      [
        '[1, {"a": [2]}] == [1, {"a": [2]}]',
        '{"a": 1, "b": 2} == {"b": 2, "a": 1}',
        '[1] == [1, 2]',
        '"1" == 1',
        '[1] in [[1]]',
        '"a" in {"a": 1}',
      ].map(gives),
    ).toEqual([true, true, false, false, true, true]);
  });

  test('have functions, written either way round', () => {
    const cases: [string, unknown][] = [
      ['event.type.startsWith("tele")', true],
      ['startsWith(event.type, "tele")', true],
      ['event.type.endsWith("x")', false],
      ['contains(event.data.codes, "B") && "abc".contains("b")', true],
      ['"a-b".split("-") + ["c"]', ['a', 'b', 'c']],
      ['join(["a", 1, true, null], "-")', 'a-1-true-'],
      ['replace("a.b.c", ".", "")', 'abc'],
      ['substring("MSKU1234567", 0, 4)', 'MSKU'],
      ['trim("  x ").upper() + lower("Y")', 'Xy'],
      ['matches("MSKU1234567", "^[A-Z]{4}[0-9]{7}$")', true],
      ['size("abc") + size([1]) + size({"a": 1})', 5],
      ['[round(2.345, 2), round(-2.5), floor(-1.5), ceil(1.2), abs(-3)]', [2.35, -3, -2, 2, 3]],
      ['[min(3, 1), max([1, 5]), sum([1, 2]), sum([]), avg([1, 2])]', [1, 5, 3, 0, 1.5]],
      ['max(now, subject.eta)', '2026-03-01T12:45:00.000Z'],
      ['sum([duration("1h"), duration("30m")])', 'PT1H30M'],
      ['[double(" 1.5"), int("42"), int(-1.9), int(true)]', [1.5, 42, -1, 1]],
      ['[string(1.5), string(true), string(duration("1h"))]', ['1.5', 'true', 'PT1H']],
      ['[bool("true"), bool(false)]', [true, false]],
      ['round(distanceKm([9.99, 53.55], {"lat": 52.52, "lon": 13.405}))', 255],
      ['round(haversine(53.55, 9.99, 52.52, 13.405) / 1000)', 255],
      ['celsius(212, "FAH")', 100],
      ['event["data"]["value"] == event.data.value', true],
      ['event.data.value > 5 ? "warm" : "cold"', 'warm'],
    ];
    for (const [source, value] of cases) expect(gives(source), source).toEqual(value);
  });

  test('that a function cannot take are a fault with a reason', () => {
    expect(faultOf('lower(event.data.value)').reason).toBe('lower(…) needs a text for “text”, not a number');
    for (const source of [
      'double(event.type)',
      'min([])',
      'min(1, event.type)',
      'sum(["a"])',
      'haversine(91, 0, 0, event.data.value)',
      'substring(event.type, 3, 1)',
      'replace(event.type, "", "x")',
      'celsius(event.data.value, "K")',
    ]) {
      expect(faultOf(source).reason, source).not.toBe('');
    }
  });
});

describe('problems', () => {
  test('name what is wrong, and mend what is misspelt', () => {
    const compiled = compileExpression('event.type.startWith("x") && evnt.data.value > 1', {
      variables: ['event', 'subject'],
    });
    expect(compiled.ok ? [] : compiled.problems.map((problem) => [problem.code, problem.fix?.patch])).toEqual([
      [
        'expression-unknown-function',
        [{ op: 'replace', path: '', value: 'event.type.startsWith("x") && evnt.data.value > 1' }],
      ],
      [
        'expression-unknown-variable',
        [{ op: 'replace', path: '', value: 'event.type.startWith("x") && event.data.value > 1' }],
      ],
    ]);
  });

  test.each([
    ['', 'expression-syntax'],
    ['  ', 'expression-syntax'],
    ['1 +', 'expression-syntax'],
    ['a b', 'expression-syntax'],
    ['a = 1', 'expression-syntax'],
    ['"open', 'expression-syntax'],
    ["b'bytes'", 'expression-syntax'],
    ['9007199254740993', 'expression-number'],
    ['lower()', 'expression-arguments'],
    ['lower("a", "b", "c")', 'expression-arguments'],
    ['has(1)', 'expression-arguments'],
    ['[1].all(x)', 'expression-arguments'],
    ['map([1], x, x)', 'expression-arguments'],
    ['duration("soon")', 'expression-always-fails'],
    ['1 / 0', 'expression-always-fails'],
    ['null < 5', 'expression-always-fails'],
    ['cel.bind(x, 1, x)', 'expression-unknown-function'],
    ['[1].map(__proto__, 1)', 'expression-syntax'],
  ])('%s', (source, code) => {
    expect(codes(source)).toEqual([code]);
  });

  test('know the variables of macros', () => {
    expect(codes('event.list.all(x, x > 1)', ['event'])).toEqual([]);
    expect(codes('event.list.all(x, y > 1)', ['event'])).toEqual(['expression-unknown-variable']);
    expect(codes('event.list.all(x, x > 1) && x', ['event'])).toEqual(['expression-unknown-variable']);
  });
});

test('an expression says what it reads', () => {
  const compiled = compileExpression(
    'etaSlipMinutes(subject) > vars.slip && event["data"].codes[0] == "A" && subject.stops.all(s, s.site != now)',
  );
  expect(compiled.ok && compiled.expression.roots).toEqual(['subject', 'vars', 'event', 'now']);
  expect(compiled.ok && compiled.expression.paths).toEqual([
    'subject.commitment.deliverBy',
    'subject.eta',
    'vars.slip',
    'event.data.codes',
    'subject.stops',
    'now',
  ]);
});

test('every function has help and an example that compiles', () => {
  for (const [name, spec] of Object.entries(FUNCTIONS)) {
    expect(spec.help, name).toMatch(/\.$/);
    expect(codes(spec.example), spec.example).toEqual([]);
    expect(spec.example, name).toContain(name);
  }
  expect(signature('addDays', FUNCTIONS.addDays)).toBe('addDays(instant, days, zone?)');
});

test('any text is either compiled or refused, and what is compiled never throws', () => {
  const token = fc.constantFrom(
    'event',
    'subject',
    '.data',
    '.value',
    '.eta',
    '[0]',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"a"',
    '1',
    '0.5',
    ' + ',
    ' - ',
    ' * ',
    ' / ',
    ' < ',
    ' == ',
    ' && ',
    ' || ',
    '!',
    '?',
    ':',
    ',',
    '.map(x, ',
    '.all(x, ',
    'x',
    'size(',
    'has(',
    'null',
    ' in ',
    '.?b',
    'duration("1h")',
    '`',
    '\\',
    '\n',
    'é',
    '\u0000',
  );
  const source = fc.oneof(
    fc.string(),
    fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join('')),
  );
  fc.assert(
    fc.property(source, fc.jsonValue(), (text, value) => {
      const compiled = compileExpression(text);
      if (compiled.ok) compiled.expression.evaluate({ ...scope, event: value });
      else expect(compiled.problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 3_000 },
  );
});
