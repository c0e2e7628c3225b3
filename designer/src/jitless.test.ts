import './jitless.ts';
import { expect, test } from 'vitest';
import { config } from 'zod/v4/core';

test('schemas are told before they are made that no code may be made from text', () => {
  expect(config().jitless).toBe(true);
});
