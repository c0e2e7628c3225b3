import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, hashOf, hashText } from './index.ts';

test('equal values have one text, whatever the order of their keys', () => {
  expect(canonicalJson({ b: 1, a: [true, null, { z: 'é', y: undefined }] })).toBe('{"a":[true,null,{"z":"é"}],"b":1}');
  expect(canonicalJson({ 10: 1, 9: 2, Z: 3, a: 4, é: 5 })).toBe('{"10":1,"9":2,"Z":3,"a":4,"é":5}');
  expect(canonicalJson(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
});

test('minus zero survives', () => {
  expect(canonicalJson([-0, 0])).toBe('[-0,0]');
  expect(Object.is((JSON.parse(canonicalJson([-0])) as number[])[0], -0)).toBe(true);
});

test('what is not JSON is refused', () => {
  expect(() => canonicalJson({ a: Number.NaN })).toThrow(expect.objectContaining({ code: 'number-precision' }));
  expect(() => canonicalJson([Number.POSITIVE_INFINITY])).toThrow(
    expect.objectContaining({ code: 'number-precision' }),
  );
  let deep: unknown = 1;
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(() => canonicalJson(deep)).toThrow(expect.objectContaining({ code: 'too-deep' }));
  for (const value of [undefined, 1n, () => 1, new Date(0), new Map(), [undefined], new Array(1), Symbol('x')]) {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  }
});

test('the text reads back as the same value and does not change again', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(value);
    }),
  );
});

test('hashes are SHA-256 of the UTF-8 text', () => {
  expect(hashText('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(hashText('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
  expect(hashOf({ b: 1, a: 2 })).toBe(hashOf({ a: 2, b: 1 }));
});
