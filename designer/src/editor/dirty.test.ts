import type { Draft } from '@slipway/shared/workflow/edit';
import { expect, test } from 'vitest';
import { type Against, dirtyOf } from './dirty.ts';

const draft = (titles: Readonly<Record<string, string>>): Draft => ({
  nodes: Object.entries(titles).map(([id, title]) => ({ id, kind: 'set', title, config: { values: {} } })),
  edges: [],
});
const live = draft({ a: 'A', b: 'B' });
const against = (more: Partial<Against> = {}): Against => ({
  version: 3,
  live: true,
  graph: live,
  tried: null,
  ...more,
});
const words = (since: string) => since;
const told = (now: Draft, more?: Partial<Against>) =>
  [...dirtyOf(now, against(more), words).steps].map(([id, dirt]) => `${id} ${dirt.words}`);

test('a step is marked that is another one than in the live version, or than when it was last tried', () => {
  const now = draft({ a: 'A', b: 'Other', c: 'C' });
  expect(told(now)).toEqual(['b version', 'c version']);
  expect(told(now, { tried: draft({ a: 'A', b: 'Other' }) })).toEqual(['b version', 'c both']);
  expect(told(draft({ a: 'New', b: 'B' }), { graph: null, tried: live })).toEqual(['a tried']);
  expect(told(live, { tried: live })).toEqual([]);
});

test('what looks the same is the same object, so that no card is drawn again', () => {
  const now = draft({ a: 'A', b: 'Other' });
  const first = dirtyOf(now, against(), words);
  expect(dirtyOf(draft({ a: 'A', b: 'Another' }), against(), words, first)).toBe(first);
  const more = dirtyOf(draft({ a: 'X', b: 'Another' }), against(), words, first);
  expect(more.steps.get('b')).toBe(first.steps.get('b'));
});

test('five hundred steps are compared in a few milliseconds', () => {
  const many = (changed: string) =>
    draft(
      Object.fromEntries(Array.from({ length: 500 }, (_each, at) => [`n${at}`, at === 250 ? changed : `Step ${at}`])),
    );
  const before = many('Before');
  dirtyOf(many('Warm'), against({ graph: before }), words);
  // The least of several tells the work itself, and least of what else the machine had to do.
  const times = Array.from({ length: 20 }, () => {
    const begun = performance.now();
    dirtyOf(many('After'), against({ graph: before }), words);
    return performance.now() - begun;
  });
  expect(Math.min(...times)).toBeLessThan(25);
});
