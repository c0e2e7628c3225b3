import { expect, it } from 'vitest';
import type { Command, CommandGroup } from './command.ts';
import { ranked } from './rank.ts';

const command = (id: string, group: CommandGroup, title: string, more: Partial<Command> = {}): Command => ({
  id,
  group,
  title,
  run: () => {},
  ...more,
});
const all = [
  command('add', 'step', 'Add a step'),
  command('undo', 'edit', 'Undo: Added Deadline'),
  command('redo', 'edit', 'Do again', { refused: 'Nothing to do again' }),
  command('backtest', 'workflow', 'Backtest against what is live', { words: 'history simulate' }),
  command('inbox', 'go', 'Go to Exceptions'),
  command('dark', 'app', 'Theme: Dark', { words: 'night colours' }),
];
const ids = (search: string, recent: readonly string[] = []) =>
  ranked(all, search, recent).map(({ group, commands }) => [group, ...commands.map(({ id }) => id)]);

it('without a search what was done last comes first, then every group', () => {
  expect(ids('', ['dark', 'gone', 'redo'])).toEqual([
    ['recent', 'dark'],
    ['step', 'add'],
    ['edit', 'undo', 'redo'],
    ['workflow', 'backtest'],
    ['go', 'inbox'],
  ]);
});

it('every word of a search has to be somewhere, in the title rather than in the further words', () => {
  expect(ids('history')).toEqual([['workflow', 'backtest']]);
  expect(ids('add')).toEqual([
    ['step', 'add'],
    ['edit', 'undo'],
  ]);
  expect(ids('theme night')).toEqual([['app', 'dark']]);
  expect(ids('theme inbox')).toEqual([]);
});

it('letters may be parted, from word beginning to word beginning', () => {
  expect(ids('bkt')).toEqual([['workflow', 'backtest']]);
  expect(ids('gte')).toEqual([['go', 'inbox']]);
  expect(ids('xs')).toEqual([]);
});

it('what cannot be done now stays to be seen, behind what can', () => {
  expect(ids('do')).toEqual([['edit', 'undo', 'redo']]);
});
