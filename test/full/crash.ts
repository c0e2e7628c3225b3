import { isRefusedOutsideTests } from '../crash/refused.ts';
import { conclude, say } from '../support/report.ts';
import type { Fault } from './faults.ts';
import { playFullRound, type RoundReport } from './round.ts';
import { type Services, startServices } from './services.ts';

const RECOVERY_GOAL_SECONDS = 15;

/** Rounds of faults on the real services; ends the process with the report. */
export async function crashInFull(rounds: number, seed: number): Promise<never> {
  const began = performance.now();
  const services = await startServices();
  const reports: RoundReport[] = [];
  const failed: number[] = [];
  for (let next = seed; next < seed + rounds; next += 1) {
    const start = performance.now();
    const report = await playFullRound({ seed: next, services });
    reports.push(report);
    if (!report.held) failed.push(next);
    const seconds = Math.round((performance.now() - start) / 1000);
    const told = `${report.faults.join(', ')}; moved on after ${report.recoveries.join(', ')} s`;
    say(JSON.stringify(report.spent));
    say(
      `round ${reports.length} of ${rounds}, seed ${next}, ${seconds} s: ${told}; ${report.held ? 'holds' : JSON.stringify(report)}`,
    );
  }
  await services.stop();
  const sum = (of: (report: RoundReport) => number) => reports.reduce((total, report) => total + of(report), 0);
  const recoveries = reports.flatMap((each) => each.recoveries).sort((a, b) => a - b);
  const at = (share: number) =>
    recoveries[Math.min(recoveries.length - 1, Math.floor(recoveries.length * share))] ?? null;
  const report = {
    mode: 'full',
    rounds: reports.length,
    faults: sum((each) => each.faults.length),
    raised: sum((each) => each.judgement.raised),
    expedites: sum((each) => each.judgement.expedites),
    mailsReceived: sum((each) => each.judgement.mailsReceived),
    missing: reports.flatMap((each) => each.judgement.missing),
    extra: reports.flatMap((each) => each.judgement.extra),
    repeats: sum((each) => each.repeats.repeats),
    openAtKill: sum((each) => each.repeats.openAtKill),
    unexplained: reports.flatMap((each) => each.repeats.unexplained),
    unaccounted: sum((each) => each.unaccounted),
    outOfOrder: sum((each) => each.outOfOrder),
    decidedAlike: sum((each) => each.decidedAlike),
    recoverySeconds: { p50: at(0.5), p99: at(0.99), goal: RECOVERY_GOAL_SECONDS },
    failedSeeds: failed,
    seconds: Math.round((performance.now() - began) / 1000),
  };
  conclude(report, rounds > 0 && failed.length === 0);
}

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
  const services = await startServices();
  const found: Found[] = [];
  for (const name of names) found.push(await findOut(name, seed, services));
  await services.stop();
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
