import { expect, test } from 'vitest';
import { AskedMenu } from './asked-menu.ts';

test('a menu that was asked for opens at its head', () => {
  const asked = new AskedMenu();
  expect(asked.press()).toBe(true);
  expect(asked.arrive()).toBe(0);
});

test('keys that are faster than the menu are not lost', () => {
  const asked = new AskedMenu();
  asked.press();
  expect([asked.type('ArrowDown'), asked.type('ArrowDown')]).toEqual([true, true]);
  expect(asked.arrive()).toBe(2);
});

test('a second press takes the first one back, a third asks again from the head', () => {
  const asked = new AskedMenu();
  asked.press();
  asked.type('ArrowDown');
  expect(asked.press()).toBe(false);
  expect(asked.arrive()).toBeUndefined();
  expect(asked.press()).toBe(true);
  expect(asked.arrive()).toBe(0);
});

test('Escape takes it back', () => {
  const asked = new AskedMenu();
  asked.press();
  expect(asked.type('Escape')).toBe(true);
  expect(asked.arrive()).toBeUndefined();
});

test('keys belong to the page while no menu is wanted, and others always', () => {
  const asked = new AskedMenu();
  expect([asked.type('ArrowDown'), asked.type('Escape')]).toEqual([false, false]);
  asked.press();
  expect([asked.type('Tab'), asked.type('j')]).toEqual([false, false]);
  expect(asked.arrive()).toBe(0);
});

test('a menu opens once for each time that it is asked for', () => {
  const asked = new AskedMenu();
  asked.press();
  asked.arrive();
  expect(asked.arrive()).toBeUndefined();
  asked.press();
  asked.forget();
  expect(asked.arrive()).toBeUndefined();
});
