import { conclude, say } from '../support/report.ts';
import { drawnFaults, ROUNDS_FOR_ALL } from './drawn-faults.ts';
import { FAULTS, type Fault } from './faults.ts';
import { inLanes, LANES } from './lanes.ts';
import { playFullRound, type RoundReport } from './round.ts';

const RECOVERY_GOAL_SECONDS = 15;

/** What is played: so many rounds from `seed` on; `faults` come in each of them instead of those that are drawn. */
export interface CrashRun {
  readonly rounds: number;
  readonly seed: number;
  readonly faults?: readonly Fault[] | undefined;
}

/** Rounds of faults on the real services; ends the process with the report. */
export async function crashInFull({ rounds, seed, faults }: CrashRun): Promise<never> {
  const began = performance.now();
  const all = Array.from({ length: rounds }, (_, round) => ({
    seed: seed + round,
    faults: faults ?? drawnFaults(seed, round),
  }));
  const reports = await inLanes(all, LANES, async (round, services) => {
    const start = performance.now();
    const report = await playFullRound({ ...round, services });
    tell(round, report, Math.round((performance.now() - start) / 1000));
    return report;
  });
  const sum = (of: (report: RoundReport) => number) => reports.reduce((total, report) => total + of(report), 0);
  const recoveries = reports.flatMap((each) => each.recoveries.map(({ seconds }) => seconds)).sort((a, b) => a - b);
  const at = (share: number) =>
    recoveries[Math.min(recoveries.length - 1, Math.floor(recoveries.length * share))] ?? null;
  const came = Object.fromEntries(FAULTS.map((fault) => [fault, sum((each) => countOf(each.faults, fault))]));
  const failedSeeds = all.filter((_, index) => !reports[index]?.held).map((round) => round.seed);
  const report = {
    mode: 'full',
    rounds: reports.length,
    faults: sum((each) => each.faults.length),
    faultsByKind: came,
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
    undrained: sum((each) => each.undrained),
    recoverySeconds: { p50: at(0.5), p99: at(0.99), goal: RECOVERY_GOAL_SECONDS },
    failedSeeds,
    seconds: Math.round((performance.now() - began) / 1000),
  };
  // Where there are rounds enough for every fault, one that never came is a check that was not made.
  const everyFault = faults !== undefined || rounds < ROUNDS_FOR_ALL || Object.values(came).every((count) => count > 0);
  if (!everyFault) say('not every fault came');
  conclude(report, rounds > 0 && failedSeeds.length === 0 && everyFault);
}

function tell(
  round: { readonly seed: number; readonly faults: readonly Fault[] },
  report: RoundReport,
  seconds: number,
) {
  const moved = report.recoveries.map((each) => `${each.seconds} s after "${each.fault}"`).join(', ');
  const told = `${report.faults.join(', ')}; moved on ${moved}`;
  say(`seed ${round.seed}, ${seconds} s: ${told}; ${report.held ? 'holds' : JSON.stringify(report)}`);
  say(
    `  ${Object.entries(report.spent)
      .map(([part, spent]) => `${part} ${spent}`)
      .join(' · ')}`,
  );
  const left = round.faults.length - report.faults.length;
  if (left > 0) say(`  the replay was at its end, or stood still, before the last ${left}`);
  if (!report.held) say(`  again: --rounds 1 --seed ${round.seed} --faults '${round.faults.join(',')}'`);
}

function countOf(faults: readonly Fault[], fault: Fault): number {
  return faults.filter((each) => each === fault).length;
}
