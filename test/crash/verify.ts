/*
 * `npm run verify:crash`: kill -9 at random moments, over and over. `--sabotage ledger` switches off the record of what
 * was delivered, and then the check must go red: an oracle that cannot fail proves nothing. `--mode full` does it on Kafka,
 * PostgreSQL and Redis, kills those too, and knows further sabotages: commit-token, seek and reconciler. There `--faults a,b`
 * plays a round again with the faults that it had.
 */
import { crashInFull } from '../full/crash.ts';
import { readFaults } from '../full/faults.ts';
import { sabotageInFull } from '../full/sabotage.ts';
import { checkOptions, conclude, say } from '../support/report.ts';
import { isRefusedOutsideTests } from './refused.ts';
import { playRound, type RoundReport } from './round.ts';

const options = checkOptions({ rounds: '3', seed: '1', sabotage: '', mode: 'embedded', faults: '' });
if (options.mode !== 'embedded' && options.mode !== 'full')
  throw new Error(`no mode ${options.mode}: embedded or full`);
const seed = Number(options.seed);
const rounds = Number(options.rounds);
/** A round waits more than it works. */
const sideBySide = 2;

if (options.mode === 'full' && options.sabotage) await sabotageInFull(options.sabotage, seed);
else if (options.mode === 'full') await crashInFull({ rounds, seed, faults: readFaults(options.faults) });
else if (options.sabotage) await sabotaged(options.sabotage);
else await unharmed();

async function unharmed(): Promise<never> {
  const began = performance.now();
  const reports: RoundReport[] = [];
  const failed: number[] = [];
  const seeds = Array.from({ length: rounds }, (_, round) => seed + round);
  const worker = async () => {
    for (let next = seeds.shift(); next !== undefined; next = seeds.shift()) {
      const report = await playRound(next, {});
      reports.push(report);
      say(`round ${reports.length} of ${rounds}, seed ${next}: ${report.held ? 'holds' : JSON.stringify(report)}`);
      if (!report.held) failed.push(next);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  const sum = (of: (report: RoundReport) => number) => reports.reduce((total, report) => total + of(report), 0);
  const report = {
    rounds: reports.length,
    kills: sum((each) => each.kills),
    raised: sum((each) => each.judgement.raised),
    expedites: sum((each) => each.judgement.expedites),
    mailsReceived: sum((each) => each.judgement.mailsReceived),
    missing: reports.flatMap((each) => each.judgement.missing),
    extra: reports.flatMap((each) => each.judgement.extra),
    repeats: sum((each) => each.repeats.repeats),
    openAtKill: sum((each) => each.repeats.openAtKill),
    unaccounted: sum((each) => each.unaccounted),
    slowestRecoveryMs: Math.max(...reports.map((each) => each.recoveryMs)),
    failedSeeds: failed,
    seconds: Math.round((performance.now() - began) / 1000),
  };
  conclude(report, rounds > 0 && failed.length === 0);
}

/** Holds when the sabotage is refused outside tests, and is found out within the rounds. */
async function sabotaged(sabotage: string): Promise<never> {
  const refused = await isRefusedOutsideTests(sabotage);
  if (!refused) say('the runtime accepted a sabotage without being told that it is under test');
  const env = { SLIPWAY_TEST: '1', SLIPWAY_SABOTAGE: sabotage };
  for (let round = 0; round < Math.max(rounds, 6); round += 1) {
    const { judgement, repeats, unaccounted } = await playRound(seed + round, env);
    const observed = {
      repeats: repeats.unexplained.length,
      missing: judgement.missing.length,
      extra: judgement.extra.length,
      unaccounted,
    };
    say(`round ${round + 1} under sabotage: ${JSON.stringify(observed)}`);
    if (observed.repeats > 0)
      conclude({ sabotage, oracle: 'repeats', observed: observed.repeats, refusedOutsideTests: refused }, refused);
  }
  conclude({ sabotage, oracle: 'repeats', observed: 0, refusedOutsideTests: refused }, false);
}
