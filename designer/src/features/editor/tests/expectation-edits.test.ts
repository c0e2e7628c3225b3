import { compareOutcome } from '@slipway/shared/examples/play/judge.ts';
import type { Outcome } from '@slipway/shared/examples/play/outcome.ts';
import type { Scenario } from '@slipway/shared/examples/scenario.ts';
import { expect, test } from 'vitest';
import { usualExpectation } from '../tryit/test-scenario.ts';
import { expectationOf, ticked, wantedOf, withoutTest, withTest } from './expectation-edits.ts';
import { firstOther } from './parting.ts';
import { differencesInWords, uniqueName } from './test-words.ts';

const came = {
  runs: [
    { node: 'late', status: 'ended', outcome: 'Recovered', at: '0', until: '+1h' },
    { node: 'late', status: 'open', at: '+2h' },
  ],
  exceptions: [],
  actions: [{ node: 'ask', operation: 'request', state: 'done' as const, at: '0', input: { to: 'a' } }],
  emitted: [],
  path: ['late.out', 'ask.done'],
};
const scenario = (expectation: Scenario['expect'], name = 'A'): Scenario => ({
  name,
  start: '2026-03-02T08:00:00.000Z',
  subject: 'shipment:1',
  steps: [{ at: '0' }],
  expect: expectation,
});
const result = (changed: Pick<Partial<Outcome>, 'runs'> & { readonly path?: string[] }, test: Scenario) => {
  const outcome = { ...came, ...changed };
  return { name: test.name, differences: compareOutcome(test, outcome), failure: undefined, path: outcome.path };
};
const graph = { nodes: [{ id: 'late', kind: 'trigger', title: 'ETA slips', config: {} }] };

test('as it is saved first, a test expects exactly what happened', () => {
  const whole = scenario(expectationOf(came, wantedOf(usualExpectation(came))));
  expect(compareOutcome(whole, came)).toEqual([]);
  expect(compareOutcome(whole, { ...came, runs: came.runs.slice(0, 1) })).not.toEqual([]);
  expect(compareOutcome(whole, { ...came, path: ['late.out'] })).not.toEqual([]);
});

test('what is ticked off may be otherwise: a field, an item, the way', () => {
  let wanted = wantedOf(usualExpectation(came));
  wanted = ticked(wanted, 'runs', 0, new Set(['node', 'status', 'outcome']));
  wanted = ticked(wanted, 'runs', 1, new Set());
  const loosened = scenario(expectationOf(came, { ...wanted, way: 'through' }));
  expect(loosened.expect.loose).toEqual(['runs']);
  const first = { ...came.runs[0], at: '+3h', until: '+4h', node: 'late', status: 'ended' };
  expect(compareOutcome(loosened, { ...came, runs: [first], path: ['late.out', 'other.out', 'ask.done'] })).toEqual([]);
  expect(compareOutcome(loosened, { ...came, path: ['late.out'] })).toEqual([{ kind: 'through', port: 'ask.done' }]);
});

test('what differed is said in words, counts first', () => {
  const whole = scenario(expectationOf(came, wantedOf(usualExpectation(came))));
  expect(differencesInWords(whole, result({ runs: came.runs.slice(0, 1) }, whole), graph)).toEqual([
    'expected 2 runs, got 1',
  ]);
  const slow = [{ ...came.runs[0], node: 'late', status: 'failed' }, came.runs[1] ?? expect.unreachable()];
  expect(differencesInWords(whole, result({ runs: slow, path: ['late.out', 'ask.failed'] }, whole), graph)).toEqual([
    'run of ETA slips: state is failed, expected ended',
    'goes by ask › failed, expected ask › done',
  ]);
});

test('a test of the same name is replaced where it stands', () => {
  const tests = { scenarios: [scenario({ runs: [], exceptions: [], actions: [] }), scenario(came, 'B')] };
  const next = withTest(tests, scenario(came, 'A'));
  expect(next.scenarios.map(({ name, expect: { runs } }) => [name, runs.length])).toEqual([
    ['A', 2],
    ['B', 2],
  ]);
  expect(withoutTest(next, 'A').scenarios.map(({ name }) => name)).toEqual(['B']);
  expect(uniqueName('A', new Set(['A', 'A (2)']))).toBe('A (3)');
});

test('two ways part at their first other port', () => {
  expect([
    firstOther(['a', 'b'], ['a', 'b']),
    firstOther(['a'], ['a', 'b']),
    firstOther(['a', 'c'], ['a', 'b']),
  ]).toEqual([undefined, 1, 1]);
});
