import { expect, test } from 'vitest';
import { fetchFurtherMessages } from '../messages/t.ts';
import { testDifference } from './test-difference.ts';

test.each([
  [
    'runs[0].outcome is "Done: late", expected "Delivered late"',
    'Runs: outcome is Done: late, expected Delivered late',
  ],
  ['exceptions[1].severity is missing, expected "high"', 'Cases 2: severity is nothing, expected high'],
  ['actions[0].input.to is ["a","b"], expected ["a"]', 'Actions: input.to is ["a","b"], expected ["a"]'],
  ['actions[2] is missing: {"node":"tell"}', 'Actions 3 is missing'],
  ['runs has one too many: {"status":"open"}', 'Runs: one too many'],
  ['no token leaves by ask.done', 'no token leaves by ask.done'],
  ['the event is no event', 'the event is no event'],
])('a plan says “%s” in words', async (line, words) => {
  await fetchFurtherMessages();
  expect(testDifference(line)).toBe(words);
});
