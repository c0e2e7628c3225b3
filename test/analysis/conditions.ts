import { compileCondition } from '@slipway/shared/condition';
import { factsOf, not, Space, solve } from '@slipway/shared/workflow/analyse/boxes';
import { Generator } from '../conditions/generate.ts';
import { Oracle } from '../conditions/oracle.ts';
import { seeded } from '../support/random.ts';

type Json = Readonly<Record<string, unknown>>;

/** What asking boxes and brute force the same questions has shown. */
export interface CheckedConditions {
  conditions: number;
  /** Claims that a condition always or never holds, or a pair of them never together; each was tried in vain. */
  never: number;
  /** Inputs that were given as examples, and asked of the conditions and of json-rules-engine. */
  examples: number;
  gaveUp: number;
  wrong: string[];
}

/** Facts that every claim is tried on. */
const TRIES = 60;

/**
 * Random conditions: whether one can hold, can fail, and whether two can hold together. What boxes call impossible must be
 * so of every input that is tried, and an input that they give must do what they say, in our closures and in
 * json-rules-engine. `slip` asks the boxes about another condition than the one that is tried: then it must come out.
 */
export async function checkConditions(options: {
  cases: number;
  seed: number;
  slip: boolean;
}): Promise<CheckedConditions> {
  const generate = new Generator(seeded(options.seed));
  const found: CheckedConditions = { conditions: 0, never: 0, examples: 0, gaveUp: 0, wrong: [] };
  while (found.conditions < options.cases) {
    const named = generate.named();
    const pair = [generate.condition(2), generate.condition(2)] as const;
    const tries = Array.from({ length: TRIES }, () => generate.facts());
    await checkPair(pair, { named, tries, slip: options.slip }, found);
  }
  return found;
}

async function checkPair(
  pair: readonly [Json, Json],
  { named, tries, slip }: { named: Record<string, Json>; tries: readonly Json[]; slip: boolean },
  found: CheckedConditions,
): Promise<void> {
  const compiled = pair.map((json) => compileCondition(json, { named }));
  const [one, two] = compiled;
  if (!one?.ok || !two?.ok) return;
  found.conditions += 2;
  const space = new Space();
  const [a, b] = [space.formula(one.condition.shape), space.formula(two.condition.shape)];
  const holds = (facts: Json) => one.condition.test(facts);
  const both = (facts: Json) => one.condition.test(facts) && two.condition.test(facts);
  const questions = [
    { ask: [slip ? not(a) : a], holds, json: pair[0] },
    { ask: [slip ? a : not(a)], holds: (facts: Json) => !holds(facts), json: { not: pair[0] } },
    { ask: [a, b], holds: both, json: { all: [...pair] } },
    {
      ask: [a, not(b)],
      holds: (facts: Json) => holds(facts) && !two.condition.test(facts),
      json: { all: [pair[0], { not: pair[1] }] },
    },
  ];
  for (const { ask, holds: really, json } of questions) {
    const answer = solve(ask);
    if (answer.kind === 'unknown') found.gaveUp += 1;
    if (answer.kind === 'never') {
      found.never += 1;
      const shown = tries.find(really);
      if (shown) found.wrong.push(`said never, and holds of ${JSON.stringify(shown)}: ${JSON.stringify(json)}`);
    }
    const facts = answer.kind === 'holds' ? factsOf(answer.choice) : undefined;
    if (!facts || 'event' in facts === false) continue;
    const { event: _event, ...plain } = facts;
    found.examples += 1;
    const theirs = await new Oracle(json, named).answer(plain);
    if (!really(plain) || theirs === false)
      found.wrong.push(`gave ${JSON.stringify(plain)}, which does not show ${JSON.stringify(json)}`);
  }
}
