import example from '@slipway/shared/examples/delivery-overdue.json';
import { expect, test } from 'vitest';
import { chaptersOf, stretchesOf } from './sentences.ts';

const { workflow } = example;
const [first, ...rest] = workflow.nodes;

test('the words in which two sentences differ are told apart from those that they share', () => {
  const { before, after } = stretchesOf('Waits at most 2 h for it', 'Waits at most 45 min for it');
  expect(before).toEqual([{ text: 'Waits at most ' }, { text: '2 h', only: 'before' }, { text: ' for it' }]);
  expect(after).toEqual([{ text: 'Waits at most ' }, { text: '45 min', only: 'after' }, { text: ' for it' }]);
});

test('a comma behind a word does not make it another word', () => {
  const { before, after } = stretchesOf('gold or platinum', 'gold or platinum, and by road');
  expect(before).toEqual([{ text: 'gold or platinum' }]);
  expect(after).toEqual([{ text: 'gold or platinum' }, { text: ', and by road', only: 'after' }]);
});

test('paragraphs about the same step stand side by side, whatever else came between', () => {
  const after = { ...workflow, nodes: [{ ...first, title: 'Until it is there' }, ...rest.slice(0, -1)] };
  const chapters = chaptersOf(workflow, after, 'de') ?? [];
  const pairs = chapters.flatMap((chapter) => chapter.pairs);
  const changed = pairs.filter((pair) => !pair.same && pair.before && pair.after);
  expect(changed.map(({ node }) => node)).toContain(first?.id);
  expect(pairs.filter(({ after: now }) => now === null).map(({ node }) => node)).toContain(rest.at(-1)?.id);
  expect(chapters[0]?.heading).toBe('Worum es geht');
});

test('what is no workflow yet cannot be told in words', () => {
  expect(chaptersOf(workflow, { nodes: 3 }, 'en')).toBeNull();
});
