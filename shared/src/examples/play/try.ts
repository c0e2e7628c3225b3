import type { Given } from '../../engine/index.ts';
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
  const left = new Set<string>();
  const others = beside.map((each) => programOf(each, given));
  const tried = scenarios.map((scenario): TriedScenario => {
    const { name } = scenario;
    try {
      const played = playProgram(programOf(workflow, { ...given, variables: scenario.variables }), scenario, others);
      for (const port of played.path) left.add(port);
      return { name, differences: differences(scenario, played) };
    } catch (error) {
      if (!isFailure(error)) throw error;
      return { name, differences: [error.detail || error.message] };
    }
  });
  const ports = [...new Set(workflow.edges.map(({ from }) => from))];
  return { scenarios: tried, ports, untried: ports.filter((port) => !left.has(port)) };
}
