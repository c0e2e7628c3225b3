import { expect, it } from 'vitest';
import { compileCondition } from '../../condition/index.ts';
import { EXAMPLES, playScenario } from '../../examples/index.ts';
import { factsOf } from '../analyse/boxes/index.ts';
import { readWorkflow } from '../read.ts';
import { pairsOf, proposeTests } from './index.ts';

const leaf = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });

function pairs(json: unknown) {
  const compiled = compileCondition(json);
  if (!compiled.ok) return expect.unreachable();
  const { shape, test } = compiled.condition;
  return pairsOf(shape).map((pair) => {
    if (!('holds' in pair)) return pair.kind;
    const [holds, fails] = [factsOf(pair.holds), factsOf(pair.fails)];
    expect([test(holds ?? {}), test(fails ?? {})]).toEqual([true, false]);
    return pair.kind;
  });
}

it('each comparison of a condition has a pair of inputs in which it alone decides', () => {
  const json = {
    any: [{ all: [leaf('a', 'equal', 1), leaf('b', 'greaterThan', 2)] }, { not: leaf('c', 'isKnown', true) }],
  };
  expect(pairs(json)).toEqual(['unique', 'unique', 'unique']);
});

it('comparisons that change together decide where the others have no say, and one that changes nothing has no pair', () => {
  expect(pairs({ any: [leaf('a', 'equal', 1), leaf('a', 'equal', 2)] })).toEqual(['unique', 'unique']);
  expect(pairs({ all: [leaf('a', 'greaterThan', 5), leaf('a', 'greaterThan', 3)] })).toEqual(['unique', 'impossible']);
});

it('scenarios are proposed with what really comes of them', () => {
  const read = readWorkflow(EXAMPLES.find(({ workflow }) => workflow.id === 'customs-hold')?.workflow);
  const workflow = read.ok ? read.workflow : expect.unreachable();
  const { scenarios, comparisons } = proposeTests(workflow);
  expect(comparisons.length).toBeGreaterThan(0);
  expect(scenarios.length).toBeGreaterThan(0);
  for (const scenario of scenarios) expect(playScenario(workflow, scenario).path).toEqual(scenario.expect.path);
});
