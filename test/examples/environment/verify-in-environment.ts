import { verifyReplay } from '@slipway/runtime/pipeline/verify-replay';
import { step } from '@slipway/shared/engine';
import { differences, type Outcome, outcomeOf } from '@slipway/shared/examples/play/index.ts';
import type { Tried } from '../gallery.ts';
import { type Acted, playGroup } from './drive.ts';
import { groupsOf } from './grouping.ts';
import { storedDifferences } from './stored.ts';
import { openEmbedded, openFull } from './surroundings.ts';

/** What playing the gallery in the real runtime has shown. */
export interface InEnvironment {
  readonly scenarios: number;
  readonly environments: number;
  /** Scenarios that came out otherwise than in the engine alone, each with how. */
  readonly different: readonly string[];
  /** Recorded decisions that come out the same when the log is decided again. */
  readonly decidedAgain: number;
  readonly seconds: number;
}

/** Plays every scenario of the gallery in the runtime of that size and compares it with the engine alone. */
export async function verifyInEnvironment(
  gallery: readonly Tried[],
  mode: 'embedded' | 'full',
): Promise<InEnvironment> {
  const { groups, unplayable } = groupsOf(gallery);
  const surroundings = mode === 'full' ? await openFull() : await openEmbedded();
  const began = performance.now();
  const different = [...unplayable];
  let decidedAgain = 0;
  try {
    for (const [index, group] of groups.entries()) {
      const environment = `gallery-${index + 1}`;
      const { acted, everything } = await playGroup(surroundings, environment, group);
      different.push(...acted.flatMap(differencesOf));
      different.push(...(await storedDifferences(surroundings, environment, everything)));
      const again = await verifyReplay({ ...surroundings, step }, environment);
      if (again.identical) decidedAgain += again.compared;
      else different.push(`${environment}: a decision comes out differently from the log`);
    }
  } finally {
    await surroundings.close();
  }
  return {
    scenarios: groups.reduce((sum, { parts }) => sum + parts.length, 0),
    environments: groups.length,
    different,
    decidedAgain,
    seconds: Math.round((performance.now() - began) / 100) / 10,
  };
}

/** How a scenario differs from the engine alone; its own expectation is held too. */
function differencesOf({ part, recorded }: Acted): readonly string[] {
  const { renaming, pure, scenario, own, id } = part;
  const { runs, exceptions, actions, emitted } = recorded.ledger;
  const told = { runs: runs.values(), exceptions: exceptions.values(), actions: actions.values(), emitted };
  const got = renaming.restored(outcomeOf(told, renaming.scenario, own));
  const wanted: Outcome = {
    runs: pure.runs,
    exceptions: pure.exceptions,
    actions: pure.actions,
    emitted: pure.emitted,
  };
  const found = differences({ ...scenario, expect: inOrder(wanted) }, inOrder(got));
  const [gone, pureGone] = [recorded.path, pure.path].map((path) => path.toSorted().join(' '));
  return [
    ...recorded.failures,
    ...found,
    ...(found.length === 0 && gone !== pureGone ? [`other ways were gone: ${gone}, in the engine ${pureGone}`] : []),
  ].map((line) => `${id}: ${line}`);
}

/** Subjects are decided side by side, so what began at one moment has no order between them. */
function inOrder(outcome: Outcome): Outcome {
  const sorted = <Item>(items: readonly Item[]): Item[] =>
    items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return {
    runs: sorted(outcome.runs),
    exceptions: sorted(outcome.exceptions),
    actions: sorted(outcome.actions),
    emitted: sorted(outcome.emitted),
  };
}
