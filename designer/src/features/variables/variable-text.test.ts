import type { Variable } from '@slipway/shared/api';
import { expect, test } from 'vitest';
import { readValue, typeOf, withValue } from './variable-text.ts';

const variable = (name: string, more: Partial<Variable> = {}): Variable => ({
  name,
  set: false,
  usedBy: [],
  problems: [],
  ...more,
});
const days = variable('days', { set: true, value: 3 });
const desk = variable('desk', { set: true, value: 'ops@example.com' });
const grace = variable('grace', {
  usedBy: [{ workflow: 'w', name: 'W', type: 'number', default: 2, description: null }],
});

test('a change sends every value that is set, and none that is only a default', () => {
  expect(withValue([days, desk, grace], 'days', 4)).toEqual({ days: 4, desk: 'ops@example.com' });
  expect(withValue([days, desk, grace], 'grace', 5)).toEqual({ days: 3, desk: 'ops@example.com', grace: 5 });
});

test('a value that is taken back is left out', () => {
  expect(withValue([days, desk], 'days', undefined)).toEqual({ desk: 'ops@example.com' });
});

test('a value that is empty on purpose stays so', () => {
  expect(withValue([variable('none', { set: true, value: null })], 'x', false)).toEqual({ none: null, x: false });
});

test('the type is what workflows declare, before what the value happens to be', () => {
  expect(typeOf({ ...grace, set: true, value: 'two' })).toBe('number');
  expect(typeOf(desk)).toBe('string');
  expect(typeOf(variable('x'))).toBeUndefined();
});

test('a text is read as its type or not at all', () => {
  expect(readValue('4.5', 'number')).toBe(4.5);
  expect(readValue('four', 'number')).toBeUndefined();
  expect(readValue('', 'number')).toBeUndefined();
  expect(readValue('0', 'boolean')).toBeUndefined();
  expect(readValue('', 'string')).toBe('');
});
