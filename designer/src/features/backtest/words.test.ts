import { expect, test } from 'vitest';
import { didWords, historyWords, hoursText, laneOf, rangeWords, sideNames } from './words.ts';

const did = { kind: 'nothing', text: null, runs: 0, cases: 0, actions: 0, at: null } as const;
const history = { kind: 'stored', from: null, to: null, source: null, file: null, offsets: null, words: '' } as const;

test('a draft is named by the version that it was begun upon', () => {
  const live = { version: 12, live: true, hash: 'x' };
  const draft = { version: null, draft: true, hash: 'y' };
  const mine = { base: 15, etag: 'e', updatedAt: '', stale: false };
  expect(sideNames({ before: live, after: draft }, mine)).toEqual({ before: 'v12 live', after: 'v15 draft' });
  expect(sideNames({ before: null, after: draft }, null)).toEqual({ before: null, after: 'Draft' });
  expect(sideNames({ before: { ...live, live: false }, after: { ...draft, version: 16 } }, mine)).toEqual({
    before: 'v12',
    after: 'v16',
  });
});

test('a version that differs in its variables alone is named by them', () => {
  const live = { version: 1, live: true, hash: 'x' };
  const same = { version: 1, draft: false, hash: 'x' };
  const { before, after } = sideNames({ before: live, after: same, variables: { days: 5, desk: 'b' } }, null);
  expect([before, after]).toEqual(['v1 live', 'v1 with days = 5 and desk = "b"']);
});

test('what was done is said in the words of the author, else in ours', () => {
  expect(didWords({ ...did, kind: 'ended', text: 'Rerouted, on time' })).toBe('Rerouted, on time');
  expect(didWords({ ...did, kind: 'acted', actions: 2 })).toBe('2 actions');
  expect(didWords(did)).toBe('Nothing');
});

test('a range names its days and its length', () => {
  expect(rangeWords({ from: '2026-10-20T00:00:00Z', to: '2026-11-19T00:00:00Z' })).toBe('20 Oct to 19 Nov, 30 days');
  expect(rangeWords({ from: '2025-12-31T00:00:00Z', to: '2026-01-01T00:00:00Z' })).toBe(
    '31 Dec 2025 to 1 Jan 2026, 1 day',
  );
  expect(rangeWords({ from: '2025-12-31T02:00:00Z', to: '2025-12-31T08:00:00Z' })).toBe('31 Dec to 31 Dec, 6 hours');
  expect(rangeWords({ from: null, to: null })).toBe('Everything');
});

test('a history without ends is told by what was found in it', () => {
  const found = { from: '2026-10-20T00:00:00Z', to: '2026-10-27T00:00:00Z' };
  expect(historyWords({ history }, found)).toBe('20 Oct to 27 Oct, 7 days');
  expect(historyWords({ history: { ...history, kind: 'upload', file: 'may.csv' } }, found)).toBe('may.csv');
  expect(historyWords({ history: { ...history, kind: 'topic', source: 'tms' } }, null)).toBe('tms, Everything');
  const offsets = { from: { 0: 1200, 1: 980 }, to: null };
  expect(historyWords({ history: { ...history, kind: 'topic', source: 'tms', offsets } }, null)).toBe(
    'tms, offsets 0:1200, 1:980 to last',
  );
});

test('a lane with one end is that end', () => {
  expect(laneOf({ origin: 'Antwerp', destination: 'Linz' })).toBe('Antwerp → Linz');
  expect(laneOf({ origin: null, destination: 'Linz' })).toBe('Linz');
  expect(laneOf({ origin: null, destination: null })).toBeNull();
});

test('hours have a digit behind the point until they are many', () => {
  expect(hoursText(9.64)).toBe('9.6');
  expect(hoursText(1497.6)).toBe('1,498');
});
