import { expect, test } from 'vitest';
import { intentAnywhere, intentOnCanvas } from './keys.ts';

const key = (name: string, held: 'ctrl' | 'alt' | 'shift' | 'ctrl shift' | '' = '') => ({
  key: name,
  ctrlKey: held.includes('ctrl'),
  metaKey: false,
  altKey: held === 'alt',
  shiftKey: held.includes('shift'),
});

test('letters, arrows and Delete work on the canvas, whatever their case', () => {
  expect(['n', 'N', 'c', 'w', 'Delete', 'Enter', ' '].map((name) => intentOnCanvas(key(name))?.do)).toEqual([
    ...['add', 'add', 'connect', 'wire', 'remove', 'inspect', 'extend'],
  ]);
  expect(intentOnCanvas(key('ArrowDown'))).toEqual({ do: 'walk', key: 'ArrowDown', adding: false });
  expect(intentOnCanvas(key('ArrowDown', 'shift'))).toMatchObject({ do: 'walk', adding: true });
  expect([key('g'), key('G', 'shift'), key('F2')].map((e) => intentOnCanvas(e)?.do)).toEqual([
    'group',
    'regroup',
    'name',
  ]);
  expect(intentOnCanvas(key('ArrowDown', 'alt'))).toEqual({ do: 'nudge', by: [0, 8] });
});

test('undo and redo work anywhere in the editor, with either key', () => {
  expect(intentAnywhere(key('z', 'ctrl'))).toEqual({ do: 'undo' });
  expect([key('z', 'ctrl shift'), key('y', 'ctrl')].map((one) => intentAnywhere(one)?.do)).toEqual(['redo', 'redo']);
  expect(intentAnywhere(key('n'))).toBeUndefined();
});

test('keys of the browser stay with it', () => {
  for (const one of [key('n', 'ctrl'), key('c', 'ctrl'), key('f', 'ctrl'), key('F5'), key('Tab'), key('toString')])
    expect(intentOnCanvas(one)).toBeUndefined();
});
