import { expect, test } from 'vitest';
import { Lanes } from './lanes.ts';

test('a full lane parks its work, holds up no other lane, and goes on when a place is free', async () => {
  const lanes = new Lanes(1);
  const first = Promise.withResolvers<void>();
  const done: string[] = [];
  const work = (name: string) => async () => {
    done.push(name);
  };
  const running = lanes.enter('dead', 'a', () => first.promise);
  await lanes.enter('dead', 'b', work('b'));
  await lanes.enter('dead', 'b', work('b again'));
  await lanes.enter('well', 'c', work('c'));
  expect(done).toEqual(['c']);
  first.resolve();
  await running;
  await expect.poll(() => done).toEqual(['c', 'b again']);
});
