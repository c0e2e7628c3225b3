import type { Given, Program } from '../../engine/index.ts';
import { isFailure } from '../../failure/index.ts';
import type { Workflow } from '../../workflow/index.ts';
import type { Scenario } from '../scenario.ts';
import { differences } from './judge.ts';
import { playProgram, programOf } from './play.ts';

/** How a scenario came out: the differences from what it expects, none where it holds. */
export interface TriedScenario {
  readonly name: string;
  readonly differences: readonly string[];
}

/** How a workflow came out of its scenarios. */
export interface TriedWorkflow {
  readonly scenarios: readonly TriedScenario[];
  /** Ports that lead somewhere, as `<node>.<port>`, and those of them by which no scenario has left. */
  readonly ports: readonly string[];
  readonly untried: readonly string[];
}

/** Plays every scenario and compares it with what it expects. A scenario that cannot be played differs by its failure. */
export function tryScenarios(
  workflow: Workflow,
  scenarios: readonly Scenario[],
  beside: readonly Workflow[] = [],
  given: Given = {},
): TriedWorkflow {
  const tried = [...tryEach(workflow, scenarios, { beside, given })];
  const left = new Set(tried.flatMap(({ path }) => path));
  const ports = [...new Set(workflow.edges.map(({ from }) => from))];
  return {
    scenarios: tried.map(({ name, differences }) => ({ name, differences })),
    ports,
    untried: ports.filter((port) => !left.has(port)),
  };
}

/** The same one after the other, so that others may have their turn in between; `path` is every port that was left by. */
export function* tryEach(
  workflow: Workflow,
  scenarios: readonly Scenario[],
  { beside, given }: { readonly beside: readonly Workflow[]; readonly given: Given },
): Generator<TriedScenario & { readonly path: readonly string[] }> {
  const others = beside.map((each) => programOf(each, given));
  // Scenarios mostly share their variables, and compiling is most of the work.
  const programs = new Map<string, Program>();
  for (const scenario of scenarios) {
    const { name, variables } = scenario;
    try {
      const key = JSON.stringify(variables ?? {});
      const program = programs.get(key) ?? programOf(workflow, { ...given, variables });
      programs.set(key, program);
      const played = playProgram(program, scenario, others);
      yield { name, differences: differences(scenario, played), path: played.path };
    } catch (error) {
      if (!isFailure(error)) throw error;
      yield { name, differences: [error.detail || error.message], path: [] };
    }
  }
}
