import { expect, test } from 'vitest';
import { Ahead } from './ahead.ts';

const answers = (value: string) => () => Promise.resolve(value);
const now = answers('read now');

test('what was read ahead is taken once, and read anew by the next who asks', async () => {
  const ahead = new Ahead<string>();
  ahead.begin('late', answers('read ahead'));
  expect(await ahead.take('late', now)).toBe('read ahead');
  expect(await ahead.take('late', now)).toBe('read now');
});

test('whoever asks for something else reads that', async () => {
  const ahead = new Ahead<string>();
  ahead.begin('late', answers('read ahead'));
  expect(await ahead.take('warm', now)).toBe('read now');
});

test('what was read long ago is read anew', async () => {
  let atMs = 0;
  const ahead = new Ahead<string>(() => atMs);
  ahead.begin('late', answers('read ahead'));
  atMs = 10_000;
  expect(await ahead.take('late', now)).toBe('read now');
});

test('what cannot be read ahead is told to whoever takes it', async () => {
  const ahead = new Ahead<string>();
  ahead.begin('late', () => Promise.reject(new Error('away')));
  await expect(ahead.take('late', now)).rejects.toThrow('away');
});
