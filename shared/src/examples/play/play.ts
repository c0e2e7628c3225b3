import { compile, type Given, type LiveSet, type Program } from '../../engine/index.ts';
import { Failure } from '../../failure/index.ts';
import type { Workflow } from '../../workflow/index.ts';
import type { Scenario } from '../scenario.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { Steps } from './steps.ts';
import { type Done, World } from './world.ts';

/** What came of a scenario. */
export interface Played extends Outcome {
  /** Everything that the example's own workflow did, in order. */
  readonly trace: readonly Done['step'][];
  /** Ports by which tokens of the example's own workflow left, in order, as `<node>.<port>`. */
  readonly path: readonly string[];
  /** Whom anything is known of at the end. */
  readonly subjects: readonly string[];
}

/**
 * Plays a scenario on a workflow, and on those that live beside it, as the partition loop would: timers first, then what
 * happens. Fails with `invalid-workflow`, with the code of an event that no source could send, and with
 * `invalid-request` where a step answers or decides on what is not there.
 */
export function playScenario(
  workflow: Workflow,
  scenario: Scenario,
  beside: readonly Workflow[] = [],
  given: Given = {},
): Played {
  const own = programOf(workflow, { ...given, variables: scenario.variables });
  return playProgram(
    own,
    scenario,
    beside.map((each) => programOf(each, given)),
  );
}

/** The same with programs that are compiled already. */
export function playProgram(own: Program, scenario: Scenario, beside: readonly Program[] = []): Played {
  const steps = new Steps(scenario);
  const world = new World(liveSetOf([own, ...beside]), steps.startMs);
  for (const step of scenario.steps) {
    const atMs = steps.atMs(step);
    if (atMs < world.nowMs) throw new Failure('invalid-request', 'the steps of a scenario stand in the order of time');
    world.advance(atMs);
    const { actions, exceptions } = world.ledger;
    const events = steps.eventsOf(step, { actions: actions.values(), exceptions: exceptions.values() });
    for (const event of events) world.send(event);
  }
  const { runs, exceptions, actions, emitted } = world.ledger;
  const told = { runs: runs.values(), exceptions: exceptions.values(), actions: actions.values(), emitted };
  const trace = world.trace.flatMap(({ workflow, step }) => (workflow === own.id ? [step] : []));
  return {
    ...outcomeOf(told, scenario, own.id),
    trace,
    path: trace.flatMap(({ node, ports }) => ports.map((port) => `${node}.${port}`)),
    subjects: world.subjects,
  };
}

/** Compiles a workflow with what it is given. Fails with `invalid-workflow`. */
export function programOf(workflow: Workflow, given: Given = {}): Program {
  const compiled = compile(workflow, given);
  if (!compiled.ok) throw new Failure('invalid-workflow', compiled.problems[0]?.message, { cause: compiled.problems });
  return compiled.program;
}

function liveSetOf(programs: readonly Program[]): LiveSet {
  const byId = new Map(programs.map((program) => [program.id, program]));
  return {
    id: 'scenario',
    environment: 'scenario',
    live: programs.map((program) => ({ program, paused: false })),
    pinned: (workflow) => byId.get(workflow),
  };
}
