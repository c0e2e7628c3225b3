import type { Given } from '../../engine/index.ts';
import { type Played, playScenario } from '../../examples/play/index.ts';
import { type Scenario, scenarioSchema } from '../../examples/scenario.ts';
import { isFailure } from '../../failure/index.ts';
import { placesOf } from '../analyse/place.ts';
import { plainStories, withChoice } from '../diff/stories.ts';
import type { Workflow } from '../graph.ts';
import { surroundingsOf } from '../types/index.ts';
import { type Pair, pairsOf } from './pairs.ts';

/** What a workflow is played with. */
export interface Proposing {
  readonly given?: Given | undefined;
  readonly beside?: readonly Workflow[] | undefined;
  /** What it is tried with already. */
  readonly scenarios?: readonly Scenario[] | undefined;
}

/** A comparison of a condition, and what shows that it matters. */
export interface Shown {
  readonly node: string;
  /** JSON pointer of the condition in the workflow, and of the comparison in it. */
  readonly path: string;
  readonly pair: Pair;
}

export interface Proposal {
  readonly comparisons: readonly Shown[];
  /** Stories that leave by a port, or come out in a way, that none before them did; what they expect is what came of them. */
  readonly scenarios: readonly Scenario[];
  /** Wired ports by which no story leaves, those that are given and the proposed ones. */
  readonly untried: readonly string[];
}

const STORIES_MAX = 60;

/** Proposes scenarios for a workflow: for each comparison an input with which it decides yes and one with which it decides no. Each has been played. */
export function proposeTests(
  workflow: Workflow,
  { given = {}, beside = [], scenarios = [] }: Proposing = {},
): Proposal {
  const comparisons = placesOf(workflow, surroundingsOf(workflow)).flatMap(({ node, path, shape, typeOf }) =>
    pairsOf(shape, typeOf).map((pair): Shown => ({ node: node.id, path, pair })),
  );
  const play = (story: Scenario) => played(workflow, story, beside, given);
  const seen = new Set<string>();
  const left = new Set<string>();
  for (const scenario of scenarios) {
    const known = play(scenario);
    if (known) seen.add(outcomeKey(known));
    for (const port of known?.path ?? []) left.add(port);
  }
  const base = [...scenarios.slice(0, 3), ...plainStories(workflow)];
  const made = comparisons.flatMap(({ node, path, pair }) =>
    'holds' in pair
      ? (['holds', 'fails'] as const).flatMap((side) =>
          base.map((story) => ({
            ...withChoice(workflow, story, pair[side]),
            name: `${node}${path.replace(/^\/nodes\/\d+\/config/, ' ')} ${pair.at} ${side}`.slice(0, 200),
          })),
        )
      : [],
  );
  const proposed: Scenario[] = [];
  for (const story of [...plainStories(workflow), ...made].slice(0, STORIES_MAX)) {
    const result = play(story);
    const key = result && outcomeKey(result);
    if (!result || key === undefined || seen.has(key)) continue;
    seen.add(key);
    for (const port of result.path) left.add(port);
    proposed.push(expecting(story, result));
  }
  const ports = [...new Set(workflow.edges.map(({ from }) => from))];
  return { comparisons, scenarios: proposed, untried: ports.filter((port) => !left.has(port)) };
}

function played(workflow: Workflow, story: Scenario, beside: readonly Workflow[], given: Given): Played | undefined {
  try {
    return playScenario(workflow, story, beside, given);
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}

/** Stories of the same ways and kinds of results need not be told twice. */
function outcomeKey({ path, runs, exceptions }: Played): string {
  const outcomes = runs.map(({ status, outcome }) => `${status} ${outcome ?? ''}`);
  return JSON.stringify([[...new Set(path)], outcomes, exceptions.map(({ type, severity }) => [type, severity])]);
}

/** The story with what came of it as what it expects, as far as an expectation can say it. */
function expecting(story: Scenario, { runs, exceptions, actions, emitted, path }: Played): Scenario {
  const whole = { ...story, expect: { runs, exceptions, actions, emitted, path: [...path] } };
  const read = scenarioSchema.safeParse(JSON.parse(JSON.stringify(whole)));
  return read.success ? read.data : { ...story, expect: { runs: [], exceptions: [], actions: [], path: [...path] } };
}
