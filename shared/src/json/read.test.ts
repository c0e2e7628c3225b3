import { utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFailure } from '../failure/index.ts';
import { LIMITS } from '../limits/index.ts';
import { readJson } from './index.ts';

function codeOf(input: string | Uint8Array): string {
  try {
    readJson(input);
  } catch (error) {
    if (isFailure(error)) return error.code;
    throw error;
  }
  return 'none';
}

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

test('what is too large is refused by its bytes, before anything is read', () => {
  expect(codeOf(`"${'a'.repeat(10 * 1024 * 1024)}"`)).toBe('too-large');
  expect(codeOf(new Uint8Array(LIMITS.eventBytes + 1))).toBe('too-large');
  expect(codeOf(`"${'a'.repeat(LIMITS.eventBytes - 2)}"`)).toBe('none');
  // 100,000 characters of three bytes each.
  expect(codeOf(`"${'€'.repeat(100_000)}"`)).toBe('too-large');
  expect(codeOf(`"${'€'.repeat(80_000)}"`)).toBe('none');
});

test('bytes that are not UTF-8 are refused, whatever else they are', () => {
  expect(codeOf(bytes('22ff22'))).toBe('invalid-utf8');
  expect(codeOf(bytes('fffe7b007d00'))).toBe('invalid-utf8');
  expect(codeOf(bytes('7b007d00'))).toBe('invalid-utf8');
  expect(codeOf(bytes('efbbbf7b7d'))).toBe('invalid-utf8');
  expect(codeOf(bytes('22eda08022'))).toBe('invalid-utf8');
  expect(codeOf(bytes('22c0af22'))).toBe('invalid-utf8');
  expect(readJson(bytes('22c3a922'))).toBe('é');
});

test('depth is counted before parsing, and brackets in texts do not count', () => {
  expect(codeOf('['.repeat(5000) + ']'.repeat(5000))).toBe('too-deep');
  expect(codeOf(`${'{"a":'.repeat(65)}1${'}'.repeat(65)}`)).toBe('too-deep');
  expect(codeOf('['.repeat(64) + ']'.repeat(64))).toBe('none');
  expect(codeOf('['.repeat(100_000))).toBe('too-deep');
  expect(readJson(`["${'['.repeat(100)}", "\\"${'{'.repeat(100)}"]`)).toHaveLength(2);
});

test('an object with too many keys is refused', () => {
  const wide = (count: number) => `{${Array.from({ length: count }, (_, i) => `"k${i}":1`).join(',')}}`;
  expect(codeOf(wide(LIMITS.jsonKeys + 1))).toBe('too-many-keys');
  expect(codeOf(wide(LIMITS.jsonKeys))).toBe('none');
});

test('a key named twice in one object is refused in every spelling', () => {
  expect(codeOf('{"qty":1,"qty":9}')).toBe('duplicate-key');
  expect(codeOf('{"qty":1,"q\\u0074y":9}')).toBe('duplicate-key');
  expect(codeOf('{"a":[{"b":1},{"b":1,"c":{"b":2},"b":3}]}')).toBe('duplicate-key');
  expect(codeOf('{"\\ud800":1,"\\udfff":2}')).toBe('duplicate-key');
  const many = Array.from({ length: 50 }, (_, i) => `"k${i}":1`).join(',');
  expect(codeOf(`{${many},"k7":2}`)).toBe('duplicate-key');
  expect(codeOf(`[{${many}},{${many}},{"a":{${many}},${many}}]`)).toBe('none');
  expect(readJson('{"a":{"b":1},"b":[{"b":1},{"b":"b"}],"":0}')).toEqual({
    a: { b: 1 },
    b: [{ b: 1 }, { b: 'b' }],
    '': 0,
  });
});

test('a key that reaches a prototype is refused in every spelling', () => {
  for (const text of [
    '{"shipmentId":"S1","__proto__":{"isAdmin":true}}',
    '{"shipmentId":"S1","constructor":{"prototype":{"x":1}}}',
    '{"a":[{"\\u005f_proto__":1}]}',
    '{"proto\\u0074ype":1}',
    '{ "__proto__" : 1 }',
  ]) {
    expect(codeOf(text), text).toBe('forbidden-key');
  }
  expect(codeOf('{"name":"__proto__","list":["constructor"]}')).toBe('none');
  expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
});

test('a number that a double does not hold is refused', () => {
  for (const number of [
    '9007199254740993',
    '-9007199254740992',
    '1e999',
    '-1e999',
    '1e20',
    '1e-999',
    '9007199254740992.5',
  ]) {
    expect(codeOf(`{"id":${number}}`), number).toBe('number-precision');
  }
  for (const number of ['9007199254740991', '-9007199254740991', '0', '-0', '1e15', '0.1', '0e5', '59.94', '1E-7']) {
    expect(codeOf(`[${number}]`), number).toBe('none');
  }
  expect(codeOf('{"id":"9007199254740993"}')).toBe('none');
});

test('what is not JSON is refused without quoting it', () => {
  const texts = [
    '{"qty":NaN}',
    '{"a":1,}',
    "{'a':1}",
    '',
    '{',
    '"',
    '"\\',
    '{"a"',
    ']',
    '}{',
    '01',
    '1-2',
    '[1e]',
    'nul',
    '{"a":1}x',
  ];
  for (const text of [...texts, '"\u0001"', '// x\n1', '{"a\\x":1}', '[Infinity]', '-']) {
    expect(codeOf(text), text).toBe('invalid-json');
  }
  expect(() => readJson('{"password":hunter2}')).not.toThrow(/hunter2/);
});

test('a NUL is refused and a lone surrogate replaced and reported', () => {
  expect(codeOf('{"note":"a\\u0000b"}')).toBe('invalid-text');
  expect(codeOf('{"a\\u0000":1}')).toBe('invalid-text');
  expect(codeOf('{"note":"\\\\u0000"}')).toBe('none');
  const places: string[] = [];
  const onNormalised = (pointer: string) => places.push(pointer);
  expect(readJson('{"note":"\\ud800","b":["\\ude00"],"k\\udc00":1}', { onNormalised })).toEqual({
    note: '\ufffd',
    b: ['\ufffd'],
    'k\ufffd': 1,
  });
  expect(places).toEqual(['/note', '/b/0', '/k\ufffd']);
  expect(readJson('"\ud800"')).toBe('\ufffd');
  expect(readJson('"\\ud83d\\ude00"')).toBe('😀');
});

test('every JSON value within the bounds is read as JSON.parse reads it', () => {
  const harmless = (text: string) => !/"(__proto__|constructor|prototype)":|\\u0000/.test(text);
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6, stringUnit: 'grapheme' }), (value) => {
      const text = JSON.stringify(value, null, 1);
      const numbers = !/\d{16,}|e[+-]?\d/.test(text);
      fc.pre(harmless(text) && numbers && text.isWellFormed() && !/\\ud[89a-f]/i.test(text));
      expect(readJson(text)).toEqual(JSON.parse(text));
      expect(readJson(utf8ToBytes(text))).toEqual(JSON.parse(text));
    }),
    { numRuns: 300 },
  );
});

test('a text mangled anywhere is read or refused with a code, and never harms', () => {
  const good = '{"a":[1,2.5e3,{"b\\n":"x\\u00e9"}],"c":null,"d":true}';
  fc.assert(
    fc.property(fc.nat(good.length), fc.string({ maxLength: 4, unit: 'binary' }), fc.nat(3), (at, junk, cut) => {
      expect(codeOf(good.slice(0, at) + junk + good.slice(at + cut))).toBeTypeOf('string');
    }),
    { numRuns: 500 },
  );
});
