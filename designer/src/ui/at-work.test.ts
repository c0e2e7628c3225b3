import { expect, it } from 'vitest';
import { isAtWork } from './at-work.ts';

it('a button that works keeps the focus; one that may not be pressed is switched off, also while it works', () => {
  expect(isAtWork({ 'data-loading': true }, true)).toBe(true);
  expect(isAtWork({ 'data-loading': true, 'data-disabled': true }, true)).toBe(false);
  expect(isAtWork({ 'data-disabled': true }, true)).toBe(false);
  expect(isAtWork({ 'data-loading': false }, true)).toBe(false);
  expect(isAtWork({ 'data-loading': true }, false)).toBe(false);
});
