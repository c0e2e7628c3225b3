import { expect, test } from 'vitest';
import type { Scenario } from './scenario.ts';
import { mergeTests, type WorkflowTests } from './tests.ts';

const scenario = (name: string, subject = 'shipment:1'): Scenario => ({
  name,
  start: '2026-03-02T08:00:00.000Z',
  subject,
  steps: [{ at: '0' }],
  expect: { runs: [], exceptions: [], actions: [] },
});
const tests = (...scenarios: Scenario[]): WorkflowTests => ({ scenarios });

test('tests of two people come together: what one of them did not touch follows the other', () => {
  const base = tests(scenario('same'), scenario('theirs changed'), scenario('they removed'), scenario('I removed'));
  const mine = tests(scenario('same'), scenario('theirs changed'), scenario('they removed'), scenario('mine new'));
  const theirs = tests(
    scenario('same'),
    scenario('theirs changed', 'shipment:2'),
    scenario('I removed'),
    scenario('theirs new'),
  );
  const merged = mergeTests(base, mine, theirs);
  expect(merged.scenarios.map(({ name, subject }) => `${name} ${subject}`)).toEqual([
    'same shipment:1',
    'theirs changed shipment:2',
    'mine new shipment:1',
    'theirs new shipment:1',
  ]);
});

test('what both changed is mine', () => {
  const merged = mergeTests(
    tests(scenario('a')),
    tests(scenario('a', 'shipment:3')),
    tests(scenario('a', 'shipment:2')),
  );
  expect(merged.scenarios).toEqual([scenario('a', 'shipment:3')]);
});
