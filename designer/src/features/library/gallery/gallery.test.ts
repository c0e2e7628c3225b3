import type { ExampleItem, Story } from '@slipway/shared/api';
import { expect, test } from 'vitest';
import { galleryGroups, groupedExamples, rowTitle, searchedExamples } from './groups.ts';
import { outcomeWords } from './outcome-words.ts';

const example = (id: string, catalogue: string[], more: Partial<ExampleItem> = {}): ExampleItem => ({
  id,
  name: id,
  summary: '',
  needs: '',
  tags: [],
  catalogue,
  stories: [],
  graph: { nodes: [{ id: 'ask', title: 'Ask the TMS' }] },
  ...more,
});

test('examples stand by what they watch for first, the rest at the end', () => {
  const groups = groupedExamples([example('x', []), example('theft', ['E14', 'E13']), example('eta', ['E01'])]);
  expect(groups.map(({ group, examples }) => [group, ...examples.map(({ id }) => id)])).toEqual([
    ['promise', 'eta'],
    ['way', 'theft'],
    ['other', 'x'],
  ]);
});

test('every row of the catalogue has a title and a group of its own', () => {
  const rows = Array.from({ length: 36 }, (_, at) => `E${String(at + 1).padStart(2, '0')}`);
  expect(rows.filter((row) => rowTitle(row) === row)).toEqual([]);
  const grouped = groupedExamples(rows.map((row) => example(row, [row])));
  expect(grouped.map(({ group }) => group)).toEqual(galleryGroups.slice(0, -1));
});

test('a search finds every word in whatever is said of an example, also in what it watches for', () => {
  const all = [example('a', ['E23'], { needs: 'Holds of a broker' }), example('b', ['E15'], { tags: ['cold chain'] })];
  const found = (search: string) => searchedExamples(all, search).map(({ id }) => id);
  expect([found('customs BROKER'), found('cold temperature'), found('cold customs'), found(' ')]).toEqual([
    ['a'],
    ['b'],
    [],
    ['a', 'b'],
  ]);
});

test('what comes of a story is said in words, the same thing once', () => {
  const cases = { type: 'eta-slip', severity: 'high', state: 'auto-cleared' } as const;
  const story: Story = {
    name: 's',
    shows: [],
    expected: {
      runs: ['Rerouted', 'open'],
      cases: [cases, cases],
      actions: [{ node: 'ask', state: 'done' }],
      emitted: ['carrier.late'],
    },
  };
  expect(outcomeWords(story, example('e', []).graph)).toEqual([
    'case eta slip: cleared by itself, 2 times',
    'Ask the TMS: done',
    'tells carrier.late',
    'run: Rerouted',
    'run: open',
  ]);
  const silent = { ...story, expected: { runs: [], cases: [], actions: [], emitted: [] } };
  expect(outcomeWords(silent, {})).toEqual(['Nothing happens.']);
});
