import { expect, test } from 'vitest';
import { wayBack } from './way-back.ts';

test('after signing in one is back where one wanted to be', () => {
  expect(wayBack('/prod/exceptions/ex_1?state=all')).toBe('/prod/exceptions/ex_1?state=all');
  expect(wayBack(undefined)).toBe('/');
});

test.each(['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)', ''])(
  'no link leads elsewhere through signing in: %j',
  (wanted) => {
    expect(wayBack(wanted)).toBe('/');
  },
);
