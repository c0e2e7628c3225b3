import { expect, it } from 'vitest';
import { intentInOutline } from './outline-keys.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const key = (name: string, more: Partial<typeof plain> = {}) => intentInOutline({ ...plain, ...more, key: name });

it('arrows walk, with Shift they pick along, and letters mean what they mean on the canvas', () => {
  expect(key('ArrowDown')).toEqual({ do: 'move', to: 'next', adding: false });
  expect(key('ArrowUp', { shiftKey: true })).toEqual({ do: 'move', to: 'previous', adding: true });
  expect(key('n')).toEqual({ do: 'add' });
  expect(key('G', { shiftKey: true })).toEqual({ do: 'regroup' });
  expect(key('F10', { shiftKey: true })).toEqual({ do: 'menu' });
});

it('what belongs to the browser, the system or the clipboard is left to them', () => {
  expect(key('c', { ctrlKey: true })).toBeUndefined();
  expect(key('ArrowLeft', { altKey: true })).toBeUndefined();
  expect(key('Z', { ctrlKey: true, shiftKey: true })).toEqual({ do: 'redo' });
  expect(key('a', { metaKey: true })).toEqual({ do: 'all' });
  expect(key('toString')).toBeUndefined();
});
