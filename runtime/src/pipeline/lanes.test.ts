import { expect, test } from 'vitest';
import { Lanes } from './lanes.ts';

test('a full lane parks its work, holds up no other lane, and goes on when a place is free', async () => {
  const lanes = new Lanes(() => 1);
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

test('a lane that is shut parks everything, and a look after it opened begins as much as there is room for', async () => {
  let room = 0;
  const lanes = new Lanes(() => room);
  const free = Promise.withResolvers<void>();
  const begun: string[] = [];
  const work = (name: string) => async () => {
    begun.push(name);
    await free.promise;
  };
  for (const name of ['a', 'b', 'c', 'd']) await lanes.enter('shut', name, work(name));
  lanes.look('shut');
  expect(begun).toEqual([]);
  room = 1;
  lanes.look('shut');
  expect(begun).toEqual(['a']);
  room = 3;
  lanes.look('shut');
  expect(begun).toEqual(['a', 'b', 'c']);
  free.resolve();
  await expect.poll(() => begun).toEqual(['a', 'b', 'c', 'd']);
});
