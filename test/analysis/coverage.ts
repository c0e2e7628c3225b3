import { compileCondition } from '@slipway/shared/condition';
import { playScenario } from '@slipway/shared/examples';
import { givenOf } from '@slipway/shared/examples/given.ts';
import { factsOf } from '@slipway/shared/workflow/analyse/boxes';
import { pairsOf, proposeTests } from '@slipway/shared/workflow/coverage';
import { Generator } from '../conditions/generate.ts';
import type { Tried } from '../examples/gallery.ts';
import { seeded } from '../support/random.ts';

/** What proposing inputs for every comparison has shown. */
export interface CheckedCoverage {
  comparisons: number;
  /** Pairs that flip the condition, asked of the compiled condition itself; some of them where others change too. */
  pairs: number;
  masked: number;
  impossible: number;
  /** Pairs over values of expressions, which only an event can bring about. */
  computed: number;
  /** Scenarios proposed for the gallery without its own, each played again. */
  proposed: number;
  wrong: string[];
}

const RANDOM = 400;
const PROPOSED_FOR = 8;

/** Pairs for the comparisons of random conditions flip them, and proposed scenarios come out as they say. */
export function checkCoverage(gallery: readonly Tried[], options: { seed: number; slip: boolean }): CheckedCoverage {
  const found: CheckedCoverage = {
    comparisons: 0,
    pairs: 0,
    masked: 0,
    impossible: 0,
    computed: 0,
    proposed: 0,
    wrong: [],
  };
  const generate = new Generator(seeded(options.seed));
  for (let count = 0; count < RANDOM; count += 1) {
    const named = generate.named();
    const json = generate.condition(3);
    const compiled = compileCondition(json, { named });
    if (compiled.ok) flips(compiled.condition, JSON.stringify(json), options.slip, found);
  }
  const step = Math.max(1, Math.floor(gallery.length / PROPOSED_FOR));
  for (const { workflow, beside, example } of gallery.filter((_, at) => at % step === 0)) {
    const given = givenOf(example);
    const proposal = proposeTests(workflow, { beside, given });
    for (const { pair } of proposal.comparisons) count(pair, found);
    for (const scenario of proposal.scenarios) {
      found.proposed += 1;
      const { path } = playScenario(workflow, scenario, beside, given);
      if (JSON.stringify(path) !== JSON.stringify(scenario.expect.path))
        found.wrong.push(`${workflow.id}: ${scenario.name}`);
    }
  }
  return found;
}

type Condition = Extract<ReturnType<typeof compileCondition>, { ok: true }>['condition'];

function flips(condition: Condition, text: string, slip: boolean, found: CheckedCoverage): void {
  for (const pair of pairsOf(condition.shape)) {
    count(pair, found);
    if (!('holds' in pair)) continue;
    const [holds, fails] = [factsOf(pair.holds), factsOf(pair.fails)].map((facts) => facts && plain(facts));
    if (!holds || !fails) continue;
    found.pairs += 1;
    if (condition.test(slip ? fails : holds) && !condition.test(slip ? holds : fails)) continue;
    found.wrong.push(`${pair.at} of ${text} is not shown by ${JSON.stringify(holds)} and ${JSON.stringify(fails)}`);
  }
}

function plain({ event: _event, ...facts }: Readonly<Record<string, unknown>>) {
  return facts;
}

function count({ kind }: { readonly kind: string }, found: CheckedCoverage): void {
  found.comparisons += 1;
  if (kind === 'masked') found.masked += 1;
  if (kind === 'impossible') found.impossible += 1;
}
