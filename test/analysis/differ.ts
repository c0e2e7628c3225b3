import { compile } from '@slipway/shared/engine';
import { playScenario } from '@slipway/shared/examples';
import { givenOf } from '@slipway/shared/examples/given.ts';
import { tellApart } from '@slipway/shared/workflow/diff';
import type { Tried } from '../examples/gallery.ts';
import { mutantsOf } from '../examples/mutants/index.ts';
import { seeded } from '../support/random.ts';

/** How many changed workflows were told apart by events, and by how many stories that were made for it. */
export interface CheckedDiff {
  diffed: number;
  toldApart: number;
  /** Of them, those that no scenario of the gallery was needed for. */
  bare: number;
  bareToldApart: number;
  wrong: string[];
}

const LISTS = ['runs', 'exceptions', 'actions', 'emitted'] as const;

/** Mutants of the gallery are told apart from their originals; what is said to tell them apart is played once more. */
export function checkDiff(gallery: readonly Tried[], options: { mutants: number; seed: number }): CheckedDiff {
  const found: CheckedDiff = { diffed: 0, toldApart: 0, bare: 0, bareToldApart: 0, wrong: [] };
  const random = seeded(options.seed);
  const all = gallery.flatMap((tried) => mutantsOf(tried.workflow).map((mutant) => ({ tried, mutant })));
  for (const { tried, mutant } of random.sample(all, options.mutants)) {
    const { workflow, beside, example } = tried;
    const given = givenOf(example);
    const [other] = mutant.candidates();
    if (!other || !compile(other, given).ok) continue;
    // Every third one without the scenarios that the gallery has: events made of the difference alone.
    const bare = found.diffed % 3 === 2;
    const answer = tellApart(workflow, other, {
      given,
      beside,
      most: 40,
      ...(bare ? {} : { stories: example.scenarios }),
    });
    found.diffed += 1;
    if (bare) found.bare += 1;
    if (!answer.found) continue;
    found.toldApart += 1;
    if (bare) found.bareToldApart += 1;
    const [a, b] = [workflow, other].map((each) => playScenario(each, answer.story, beside, given));
    if (!LISTS.some((list) => JSON.stringify(a?.[list]) !== JSON.stringify(b?.[list])))
      found.wrong.push(`${workflow.id} ${mutant.id}: not told apart by ${JSON.stringify(answer.story.steps)}`);
  }
  return found;
}
