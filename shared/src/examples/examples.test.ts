import { describe, expect, it } from 'vitest';
import { canonicalText, readWorkflow, validate, type Workflow } from '../workflow/index.ts';
import { differences, EXAMPLES, exampleSchema, givenOf, playScenario, scenarioSchema } from './index.ts';

function workflowOf(id: string): Workflow {
  const read = readWorkflow(EXAMPLES.find(({ workflow }) => workflow.id === id)?.workflow);
  return read.ok ? read.workflow : expect.unreachable();
}

describe.each(EXAMPLES.map((example) => [example.workflow.id, example] as const))('the example %s', (id, example) => {
  const workflow = workflowOf(id);
  const beside = (example.beside ?? []).map(workflowOf);
  const compiledWith = givenOf(example);

  it('has neither errors nor warnings, and is saved as it stands', () => {
    expect(exampleSchema.safeParse(example).error).toBeUndefined();
    expect(validate(workflow)).toEqual([]);
    expect(JSON.parse(canonicalText(workflow))).toEqual(example.workflow);
    expect(example.workflow.name).toBe(example.title);
  });

  it.each(example.scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, given) => {
    const scenario = scenarioSchema.parse(given);
    expect(differences(scenario, playScenario(workflow, scenario, beside, compiledWith))).toEqual([]);
  });

  it('is tried on every way through it', () => {
    const played = example.scenarios.map((scenario) =>
      playScenario(workflow, scenarioSchema.parse(scenario), beside, compiledWith),
    );
    const left = new Set(played.flatMap(({ path }) => path));
    expect(workflow.edges.map((edge) => edge.from).filter((from) => !left.has(from))).toEqual([]);
  });
});

it('shows every workflow under its own id', () => {
  const ids = EXAMPLES.map(({ workflow }) => workflow.id);
  expect(new Set(ids).size).toBe(ids.length);
});
