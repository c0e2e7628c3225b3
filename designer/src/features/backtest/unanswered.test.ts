import type { BacktestDetail } from '@slipway/shared/api';
import type { SideReport } from '@slipway/shared/backtest';
import { expect, test } from 'vitest';
import { unansweredWords } from './unanswered.ts';

const graph = { nodes: [{ id: 'tell', title: 'Tell the carrier' }] };
const graphs = { before: graph, after: graph } as unknown as BacktestDetail['graphs'];
const names = { before: 'v1 live', after: 'v1 draft' };
const side = (unanswered?: object) => ({ ...(unanswered ? { unanswered } : {}) }) as unknown as SideReport;

test('questions that nobody answered are told by side and step', () => {
  const both = unansweredWords({ before: side({ tell: 2 }), after: side({ tell: 1, ask: 11 }) }, graphs, names);
  expect(both).toContain('2 questions of v1 live and 12 questions of v1 draft');
  expect(both).toContain('“Tell the carrier” and “ask”');
  const one = unansweredWords({ before: side({}), after: side({ tell: 1 }) }, graphs, names);
  expect(one).toContain('1 question of v1 draft');
  expect(one).not.toContain('live');
});

test('nothing is said where all were answered, nor of a report from before they were counted', () => {
  expect(unansweredWords({ before: null, after: side({}) }, graphs, { ...names, before: null })).toBeUndefined();
  expect(unansweredWords({ before: side(), after: side() }, graphs, names)).toBeUndefined();
});
