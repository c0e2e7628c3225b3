import { isRefusedOutsideTests } from '../crash/refused.ts';
import { conclude, say } from '../support/report.ts';
import type { Fault } from './faults.ts';
import { inLanes, LANES } from './lanes.ts';
import { playFullRound, type RoundReport } from './round.ts';
import type { Services } from './services.ts';

/** What must go red when a promise is switched off, and what is done to make it. */
interface Experiment {
  readonly faults: readonly Fault[];
  /** What each oracle saw; the first above 0 is reported. */
  readonly see: (report: RoundReport) => Readonly<Record<string, number>>;
}

const broken = ({ judgement, unaccounted, decidedAlike, rested }: RoundReport) => ({
  unaccounted,
  missing: judgement.missing.length,
  extra: judgement.extra.length,
  'decisions that differ': decidedAlike > 0 ? 0 : 1,
  'never at rest': rested ? 0 : 1,
});

const EXPERIMENTS: Readonly<Record<string, Experiment>> = {
  'commit-token': { faults: ['a second owner of every partition'], see: broken },
  seek: { faults: ['kill both processes', 'kill both processes'], see: broken },
  reconciler: { faults: ['kill both processes', 'empty Redis'], see: broken },
};

const ROUNDS_MOST = 4;
const REST_MS = 20_000;

/** What became of one sabotage. */
interface Found {
  readonly sabotage: string;
  readonly oracle: string;
  readonly observed: number;
  readonly refusedOutsideTests: boolean;
}

/** Holds when each sabotage (`a,b`) is refused outside tests, and is found out within a few rounds. */
export async function sabotageInFull(sabotages: string, seed: number): Promise<never> {
  const names = sabotages.split(',');
  const unknown = names.find((name) => !Object.hasOwn(EXPERIMENTS, name));
  if (unknown) throw new Error(`no sabotage ${unknown}: ${Object.keys(EXPERIMENTS).join(', ')} are`);
  const found = await inLanes(names, LANES, (name, services) => findOut(name, seed, services));
  const held = found.every((each) => each.refusedOutsideTests && each.observed > 0);
  conclude({ mode: 'full', ...(found.length === 1 ? found[0] : { found }) }, held);
}

async function findOut(sabotage: string, seed: number, services: Services): Promise<Found> {
  const experiment = EXPERIMENTS[sabotage];
  if (!experiment) throw new Error(`no sabotage ${sabotage}`);
  const refusedOutsideTests = await isRefusedOutsideTests(sabotage);
  if (!refusedOutsideTests) say('the runtime accepted a sabotage without being told that it is under test');
  const env = { SLIPWAY_TEST: '1', SLIPWAY_SABOTAGE: sabotage };
  for (let round = 0; round < ROUNDS_MOST; round += 1) {
    // Calls take long, so that whoever is killed is killed in the middle of one.
    const options = { faults: experiment.faults, inCall: true, lagMs: [250, 600], restMs: REST_MS } as const;
    const seen = experiment.see(await playFullRound({ seed: seed + round, services, env, ...options }));
    say(`round ${round + 1} without ${sabotage}: ${JSON.stringify(seen)}`);
    const [oracle, observed] = Object.entries(seen).find(([, count]) => count > 0) ?? [];
    if (oracle && observed) return { sabotage, oracle, observed, refusedOutsideTests };
  }
  return { sabotage, oracle: 'none', observed: 0, refusedOutsideTests };
}
