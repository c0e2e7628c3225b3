import { describe, expect, it } from 'vitest';
import { canonicalText, readWorkflow, validate } from '../workflow/index.ts';
import { EXAMPLES, playScenario, scenarioSchema } from './index.ts';

describe.each(EXAMPLES.map((example) => [example.workflow.id, example] as const))('the example %s', (_id, example) => {
  const read = readWorkflow(example.workflow);
  const workflow = read.ok ? read.workflow : expect.unreachable();

  it('has neither errors nor warnings, and is saved as it stands', () => {
    expect(validate(workflow)).toEqual([]);
    expect(JSON.parse(canonicalText(workflow))).toEqual(example.workflow);
    expect(example.workflow.name).toBe(example.title);
  });

  it.each(example.scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
    const { expect: wanted } = scenarioSchema.parse(scenario);
    const { runs, exceptions, actions } = playScenario(workflow, scenarioSchema.parse(scenario));
    const told = (each: { status: string; outcome?: string | undefined }) => [each.status, each.outcome];
    expect(runs.map(told)).toEqual(wanted.runs.map(told));
    expect(exceptions).toHaveLength(wanted.exceptions.length);
    expect(exceptions).toMatchObject(wanted.exceptions);
    expect(actions).toHaveLength(wanted.actions.length);
    expect(actions).toMatchObject(wanted.actions);
  });

  it('is tried on every way through it', () => {
    const left = new Set(
      example.scenarios.flatMap((scenario) => [...playScenario(workflow, scenarioSchema.parse(scenario)).ports]),
    );
    expect(workflow.edges.map((edge) => edge.from).filter((from) => !left.has(from))).toEqual([]);
  });
});

it('shows every workflow under its own id', () => {
  const ids = EXAMPLES.map(({ workflow }) => workflow.id);
  expect(new Set(ids).size).toBe(ids.length);
});
