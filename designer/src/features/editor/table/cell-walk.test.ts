import { expect, test } from 'vitest';
import { HEAD_ROW, walk } from './cell-walk.ts';

const SIZE = { rows: 3, columns: 4 };
const key = (name: string, held = '') => ({
  key: name,
  ctrlKey: held.includes('ctrl'),
  metaKey: false,
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift'),
});
const from = (row: number, column: number, name: string, held = '') => walk({ row, column }, key(name, held), SIZE);

test('arrows go to the next cell and stop at the edges', () => {
  expect(from(1, 1, 'ArrowDown')).toEqual({ row: 2, column: 1 });
  expect(from(2, 1, 'ArrowDown')).toEqual({ row: 2, column: 1 });
  expect(from(1, 3, 'ArrowRight')).toEqual({ row: 1, column: 3 });
  expect(from(1, 1, 'ArrowLeft')).toEqual({ row: 1, column: 0 });
});

test('above the first row are the heads', () => {
  expect(from(0, 2, 'ArrowUp')).toEqual({ row: HEAD_ROW, column: 2 });
  expect(from(HEAD_ROW, 2, 'ArrowUp')).toEqual({ row: HEAD_ROW, column: 2 });
});

test('Tab goes on in the next row and leaves at the end', () => {
  expect(from(0, 3, 'Tab')).toEqual({ row: 1, column: 0 });
  expect(from(1, 0, 'Tab', 'shift')).toEqual({ row: 0, column: 3 });
  expect(from(2, 3, 'Tab')).toBeUndefined();
  expect(from(HEAD_ROW, 0, 'Tab')).toEqual({ row: HEAD_ROW, column: 1 });
  expect(from(HEAD_ROW, 0, 'Tab', 'shift')).toBeUndefined();
});

test('Enter goes down, with Shift up', () => {
  expect(from(0, 2, 'Enter')).toEqual({ row: 1, column: 2 });
  expect(from(1, 2, 'Enter', 'shift')).toEqual({ row: 0, column: 2 });
});

test('Home, End and pages go far, with Ctrl over all rows', () => {
  expect(from(1, 2, 'Home')).toEqual({ row: 1, column: 0 });
  expect(from(1, 2, 'End', 'ctrl')).toEqual({ row: 2, column: 3 });
  expect(from(2, 2, 'PageUp')).toEqual({ row: 0, column: 2 });
  expect(from(1, 1, 'ArrowDown', 'ctrl')).toEqual({ row: 2, column: 1 });
});

test('other keys, and all with Alt, mean nothing here', () => {
  expect(from(1, 1, 'a')).toBeUndefined();
  expect(from(1, 1, 'ArrowDown', 'alt')).toBeUndefined();
  expect(from(1, 1, 'ArrowRight', 'shift')).toBeUndefined();
});
