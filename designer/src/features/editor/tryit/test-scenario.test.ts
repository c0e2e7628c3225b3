import { compile } from '@slipway/shared/engine';
import { EXAMPLES, givenOf } from '@slipway/shared/examples';
import { differences } from '@slipway/shared/examples/play/judge.ts';
import { playProgram } from '@slipway/shared/examples/play/play.ts';
import { readWorkflow } from '@slipway/shared/workflow';
import { expect, test } from 'vitest';
import { play } from './play.ts';
import { testOf, triedTest, usualExpectation } from './test-scenario.ts';

const silent = () => ({ kind: 'silent' }) as const;

function programOf(
  graph: unknown,
  given: ReturnType<typeof givenOf>,
  variables: Readonly<Record<string, unknown>> = {},
) {
  const read = readWorkflow(graph);
  const compiled = read.ok ? compile(read.workflow, { ...given, variables }) : undefined;
  return compiled?.ok ? compiled.program : expect.unreachable('no program');
}

// All of them take ten seconds; the first ones of each example are as different as the rest.
const stories = EXAMPLES.flatMap((example) => example.scenarios.slice(0, 2).map((scenario) => ({ example, scenario })));

test('stories of the gallery can be loaded, walked, and saved as the same test again', () => {
  const broken = stories.flatMap(({ example, scenario }) => {
    const given = givenOf(example);
    const program = programOf(example.workflow, given, scenario.variables);
    const beside = (example.beside ?? []).map((id) => {
      const other = EXAMPLES.find(({ workflow }) => workflow.id === id);
      return programOf(other?.workflow, other ? givenOf(other) : {});
    });
    const tried = triedTest(program, scenario, beside);
    const played = play(program, tried, silent, beside);
    const again = testOf(played, tried, scenario.name);
    const came = playProgram(program, again, beside);
    const found = differences({ ...again, expect: scenario.expect }, came);
    const own = differences({ ...again, expect: usualExpectation(came) }, came);
    return found.length + own.length > 0 ? [`${example.workflow.id}: ${scenario.name}: ${[...found, ...own][0]}`] : [];
  });
  expect(broken).toEqual([]);
}, 30_000);

test('answers of a test become rules that can be changed', () => {
  const found = stories.find(({ scenario }) => scenario.steps.some((step) => step.answer));
  if (!found) return expect.unreachable();
  const program = programOf(found.example.workflow, givenOf(found.example), found.scenario.variables);
  const tried = triedTest(program, found.scenario);
  expect(Object.keys(tried.answers)).not.toEqual([]);
  expect(tried.acts?.some((act) => act.step.answer)).toBe(false);
});
