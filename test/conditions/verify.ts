/*
 * `npm run verify:conditions`: conditions mean what json-rules-engine means by them. Random rules (nested, named, decorated,
 * fact against fact) are asked about random facts three times: by json-rules-engine, by our closures, and by the index over
 * many rules. Ends with one line of JSON: `{cases, differences, refused, …}`; a case is one rule and one set of facts.
 */
import { type CompiledCondition, compileCondition, PredicateIndex } from '@slipway/shared/condition';
import { seeded } from '../support/random.ts';
import { checkOptions, conclude, say } from '../support/report.ts';
import { Generator } from './generate.ts';
import { Oracle } from './oracle.ts';

const options = checkOptions({ cases: '100000', seed: '42' });
const wanted = Number(options.cases);
const random = seeded(Number(options.seed));
const generate = new Generator(random);

/** Rules that are indexed together, and the facts that each of them is asked about. */
const RULES = 50;
const FACTS = 10;
const REFUSED_SHARE_MAX = 0.02;
const SHOWN_MAX = 5;

/** Why a case is not compared: the two reasons that there are, both documented. */
const refused = { valueIsNoList: 0, runGivenUp: 0 };
const tally = { cases: 0, held: 0, differences: 0, indexDifferences: 0, explainDifferences: 0 };
const began = performance.now();

while (tally.cases < wanted) await round();

const share = (refused.valueIsNoList + refused.runGivenUp) / tally.cases;
const balanced = tally.held > tally.cases * 0.2 && tally.held < tally.cases * 0.8;
if (!balanced) say('the cases are lopsided: nearly all hold, or nearly none');
const differences = tally.differences + tally.indexDifferences + tally.explainDifferences;
conclude(
  {
    cases: tally.cases,
    differences,
    refused,
    refusedShare: Number(share.toFixed(4)),
    held: tally.held,
    ofThem: { oracle: tally.differences, index: tally.indexDifferences, explain: tally.explainDifferences },
    seed: Number(options.seed),
    seconds: Math.round((performance.now() - began) / 1_000),
  },
  differences === 0 && share <= REFUSED_SHARE_MAX && balanced,
);

async function round(): Promise<void> {
  const named = generate.named();
  const conditions = Array.from({ length: RULES }, () => generate.condition(4));
  const facts = Array.from({ length: FACTS }, () => generate.facts());
  const rules: { readonly json: unknown; readonly condition: CompiledCondition; readonly oracle: Oracle }[] = [];
  for (const json of conditions) {
    const compiled = compileCondition(json, { named });
    if (compiled.ok) {
      rules.push({ json, condition: compiled.condition, oracle: new Oracle(json, named) });
      continue;
    }
    const strange = compiled.problems.find(
      ({ severity, message }) => severity === 'error' && !message.endsWith('in and notIn take a list.'),
    );
    if (strange) throw new Error(`refused for another reason: ${JSON.stringify(strange)} in ${JSON.stringify(json)}`);
    refused.valueIsNoList += FACTS;
    tally.cases += FACTS;
  }
  const index = new PredicateIndex(rules);
  const into = new Uint32Array(rules.length);
  for (const given of facts) {
    const matched = new Set(into.subarray(0, index.matches(given, into)));
    for (const [at, { json, condition, oracle }] of rules.entries()) {
      tally.cases += 1;
      const ours = condition.test(given);
      if (matched.has(at) !== ours) differ('indexDifferences', 'the index', json, named, given, ours);
      if (condition.explain(given).result !== ours) differ('explainDifferences', 'explain', json, named, given, ours);
      const theirs = await oracle.answer(given);
      if (theirs === undefined) refused.runGivenUp += 1;
      else if (theirs !== ours) differ('differences', 'json-rules-engine', json, named, given, ours);
      if (ours) tally.held += 1;
    }
  }
}

function differ(
  kind: 'differences' | 'indexDifferences' | 'explainDifferences',
  who: string,
  json: unknown,
  named: unknown,
  facts: unknown,
  ours: boolean,
): void {
  tally[kind] += 1;
  if (tally[kind] > SHOWN_MAX) return;
  say(`closures say ${ours}, ${who} says ${!ours}: ${JSON.stringify(json)} of ${JSON.stringify(facts)}`);
  say(`  named: ${JSON.stringify(named)}`);
}
