import { expect, test } from 'vitest';
import { Together } from './together.ts';

test('what is asked for at the same time is done together, in order', async () => {
  const groups: number[][] = [];
  const together = new Together<number, string>(async (requests) => {
    groups.push([...requests]);
    return requests.map((request) => `done ${request}`);
  });
  expect(await Promise.all([1, 2, 3].map((each) => together.ask(each)))).toEqual(['done 1', 'done 2', 'done 3']);
  expect(groups).toEqual([[1, 2, 3]]);
});

test('when a group fails, each of it gets its own answer or error', async () => {
  const together = new Together<number, number>(async (requests) => {
    if (requests.includes(2)) throw new Error('two');
    return requests;
  });
  const outcomes = await Promise.allSettled([1, 2, 3].map((each) => together.ask(each)));
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await together.ask(4)).toBe(4);
});
