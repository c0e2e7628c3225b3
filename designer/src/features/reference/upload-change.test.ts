import { expect, test } from 'vitest';
import { changeOf, nameOf } from './upload-change.ts';

test('a file proposes a name that steps can say', () => {
  expect(['Free days 2026.csv', '2026 rates.tsv', 'übersicht.csv', '100.csv'].map(nameOf)).toEqual([
    'free-days-2026',
    'rates',
    'bersicht',
    '',
  ]);
});

test('only what was said otherwise is sent with the file', () => {
  const text = 'port,days\nNLRTM,5\n';
  expect(changeOf({ text, said: { key: undefined, types: {} }, note: ' ', base: 0 })).toEqual({
    csv: { text },
    base: 0,
  });
  expect(changeOf({ text, said: { key: ['port'], types: { days: 'text' } }, note: ' New rates ', base: 3 })).toEqual({
    csv: { text, key: ['port'], columns: [{ name: 'days', type: 'text' }] },
    base: 3,
    note: 'New rates',
  });
});
