import { EXAMPLES } from '@slipway/shared/examples';
import example from '@slipway/shared/examples/delivery-overdue.json';
import { expect, test } from 'vitest';
import { paperOf, tableOf } from './paper.ts';

test('every step of the gallery stands on paper with its words, in both languages', () => {
  for (const { workflow } of EXAMPLES)
    for (const language of ['en', 'de'] as const)
      for (const { node, words, settings, table } of paperOf(workflow, language).steps) {
        expect(words[0], `${node.id} in ${language}`).toBeTruthy();
        expect(settings.length + (table?.rows.length ?? 0), node.id).toBeGreaterThan(0);
      }
});

test('steps stand in the order of their numbers, and say their name once', () => {
  const { steps, chapters } = paperOf(example.workflow, 'en');
  expect(steps.map(({ number }) => number)).toEqual(steps.map(({ number }) => number).toSorted((a, b) => a - b));
  expect(steps[0]?.words[0]?.startsWith(`${steps[0].number} `)).toBe(false);
  expect(chapters[0]?.heading).toBe('What it is about');
});

test('a decision table stands as a table, its answers behind its inputs', () => {
  const table = tableOf({
    inputs: [{ id: 'tier', label: 'Tier' }],
    outputs: [{ id: 'hours', label: '' }],
    rows: [{ id: 'r1', when: ['"gold"'], give: ['2'] }],
  });
  expect(table).toEqual({
    columns: [
      { label: 'Tier', answer: false },
      { label: 'hours', answer: true },
    ],
    rows: [{ id: 'r1', cells: ['"gold"', '2'] }],
  });
});

test('a draft that is no workflow yet is printed as far as it goes', () => {
  const { steps, chapters } = paperOf({ nodes: [{ id: 'a', kind: 'teleport', title: 'A' }] }, 'de');
  expect([steps.map(({ node }) => node.id), chapters]).toEqual([['a'], []]);
});
