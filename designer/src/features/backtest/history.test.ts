import type { BacktestItem, BacktestSources } from '@slipway/shared/api';
import { expect, test } from 'vitest';
import { choiceOf, daysBetween, FIRST_CHOICE, historyOf, missing, readOffsets, requestOf } from './history.ts';

const NOW = Date.parse('2026-11-19T15:00:00.000Z');
const stored = (to: string): BacktestSources => ({
  stored: { records: 9, from: '2024-01-01T00:00:00.000Z', to },
  topics: [],
  mappings: [],
});

test('the last days are those before now, in a replay those before its newest record', () => {
  expect(historyOf(FIRST_CHOICE, undefined, NOW)).toEqual({ kind: 'stored', from: '2026-10-20T15:00:00.000Z' });
  expect(historyOf(FIRST_CHOICE, stored('2024-03-01T00:00:00.000Z'), NOW)).toEqual({
    kind: 'stored',
    from: '2024-01-31T00:00:00.000Z',
  });
});

test('from a day to a day takes both of them whole', () => {
  const choice = { ...FIRST_CHOICE, span: 'between', from: '2026-11-01', to: '2026-11-02' } as const;
  expect(historyOf(choice, undefined, NOW)).toEqual({
    kind: 'stored',
    from: '2026-11-01T00:00:00.000Z',
    to: '2026-11-03T00:00:00.000Z',
  });
  expect(historyOf({ ...choice, kind: 'topic', source: 'tms' }, undefined, NOW)).toEqual({
    kind: 'topic',
    source: 'tms',
    from: { at: '2026-11-01T00:00:00.000Z' },
    to: { at: '2026-11-03T00:00:00.000Z' },
  });
});

test('the last hours are as many as are said, and stay what they were when they are played again', () => {
  const choice = { ...FIRST_CHOICE, span: 'last', last: { count: 6, unit: 'hours' } } as const;
  const history = historyOf(choice, undefined, NOW);
  expect(history).toEqual({ kind: 'stored', from: '2026-11-19T09:00:00.000Z' });
  const item = { history: { ...history, to: null, offsets: null }, after: {}, before: null, nightly: {} };
  expect(historyOf(choiceOf(item as unknown as BacktestItem), undefined, NOW)).toEqual(history);
  expect(missing({ ...choice, last: { count: 0, unit: 'days' } })).toBe('last');
});

test('a topic is read between offsets of its partitions', () => {
  const topic = { ...FIRST_CHOICE, kind: 'topic', source: 'tms', span: 'offsets' } as const;
  const choice = { ...topic, offsets: { from: '0:1200, 1:980', to: '' } };
  expect(historyOf(choice, undefined, NOW)).toEqual({
    kind: 'topic',
    source: 'tms',
    from: { offsets: { 0: 1200, 1: 980 } },
  });
  const offsets = { from: { 0: 1200, 1: 980 }, to: null };
  const history = { kind: 'topic', from: null, to: null, source: 'tms', file: null, offsets };
  const item = { history, after: {}, before: null, nightly: {} };
  expect(choiceOf(item as unknown as BacktestItem)).toMatchObject({ span: 'offsets', offsets: choice.offsets });
  expect(readOffsets('0:1 0:2')).toBeUndefined();
  expect(missing({ ...choice, offsets: { from: '12', to: '' } })).toBe('offsets');
  expect(missing(choice)).toBeUndefined();
});

test('everything has no ends, and a file none but its own', () => {
  expect(historyOf({ ...FIRST_CHOICE, span: 'all' }, undefined, NOW)).toEqual({ kind: 'stored' });
  const upload = { id: 'u1', name: 'a.csv' };
  expect(historyOf({ ...FIRST_CHOICE, kind: 'upload', upload }, undefined, NOW)).toEqual({
    kind: 'upload',
    upload: 'u1',
  });
});

test('what is missing is named', () => {
  expect(missing(FIRST_CHOICE)).toBeUndefined();
  expect(missing({ ...FIRST_CHOICE, kind: 'topic' })).toBe('source');
  expect(missing({ ...FIRST_CHOICE, kind: 'upload' })).toBe('upload');
  expect(missing({ ...FIRST_CHOICE, span: 'between', from: '2026-02-02', to: '2026-02-01' })).toBe('range');
});

test('an earlier backtest is asked for again as it was', () => {
  const item = {
    history: {
      kind: 'stored',
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-11-03T00:00:00.000Z',
      source: null,
      file: null,
      offsets: null,
      words: '',
    },
    variables: { days: 5 },
    replies: { ask: { afterMs: 1_000, code: 'target-refused' } },
    after: { version: null, draft: true, hash: 'x' },
    before: { version: 3, live: false, hash: 'y' },
    answers: 'simulated',
    nightly: { at: '03:30', zone: 'UTC' },
  } as unknown as BacktestItem;
  const choice = choiceOf(item);
  expect(choice).toMatchObject({ after: 'draft', before: 3, span: 'between', from: '2026-11-01', to: '2026-11-02' });
  const asked = requestOf({ choice, after: { draft: {} }, sources: undefined, nowMs: NOW, zone: 'Europe/Vienna' });
  expect(asked).toEqual({
    after: { draft: {} },
    before: { version: 3 },
    history: { kind: 'stored', from: '2026-11-01T00:00:00.000Z', to: '2026-11-03T00:00:00.000Z' },
    answers: 'simulated',
    nightlyAt: '03:30',
    zone: 'Europe/Vienna',
    variables: { days: 5 },
    replies: { ask: { afterMs: 1_000, code: 'target-refused' } },
  });
  // What is played as recorded has no use for them.
  const recorded = { ...choice, answers: 'recorded' } as const;
  const again = requestOf({ choice: recorded, after: { draft: {} }, sources: undefined, nowMs: NOW, zone: 'UTC' });
  expect(again).not.toHaveProperty('replies');
});

test('a length is told in whole days, at least one', () => {
  expect(daysBetween('2026-10-20T00:00:00Z', '2026-11-19T00:00:00Z')).toBe(30);
  expect(daysBetween('2026-10-20T00:00:00Z', '2026-10-20T01:00:00Z')).toBe(1);
});
