import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Judgement, judge } from '../main-job/judge.ts';
import { observe } from '../main-job/observe.ts';
import { waitUntilQuiet } from '../main-job/quiet.ts';
import { writeSetup } from '../main-job/setup.ts';
import { expectationOf } from '../scms/oracle.ts';
import { startMailServer } from '../services/smtp.ts';
import { startTms } from '../services/tms.ts';
import { apiOf } from '../support/api.ts';
import { type Random, seeded } from '../support/random.ts';
import { type RuntimeProcess, startRuntime } from '../support/runtime-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { lostAttempts } from './lost-attempts.ts';
import { type Kill, type RepeatReport, repeatReport } from './repeats.ts';
import { unpackSample } from './sample.ts';

/** What came out of a round: the sets, the repeats, and how long it took from the last kill until all was quiet. */
export interface RoundReport {
  readonly judgement: Judgement;
  readonly repeats: RepeatReport;
  readonly kills: number;
  readonly unaccounted: number;
  readonly deadLetters: number;
  readonly recoveryMs: number;
  readonly held: boolean;
}

const shipments = 500;
const kills = 5;
const graceDays = 7;
/** Enough that a kill finds calls to interrupt, few enough for many rounds. */
const raised = { least: 40, most: 70 };

/**
 * Replays 500 shipments, kills the runtime five times at moments that follow from `seed`, starts it on the same directory
 * each time, and compares the end with what must have happened.
 */
export async function playRound(seed: number, env: Readonly<Record<string, string>>): Promise<RoundReport> {
  const random = seeded(seed);
  const temporary = await temporaryDirectory();
  const directory = join(temporary.path, 'data');
  await mkdir(directory, { mode: 0o700 });
  const csv = join(temporary.path, 'scms.csv');
  const lines = await unpackSample(csv, random, { shipments, raised, days: graceDays });
  const tms = await startTms({ lagMs: () => random.between(5, 120) });
  const mail = await startMailServer();
  const setup = join(temporary.path, 'setup.json');
  await writeSetup(setup, { tms, mail, csv, days: graceDays, speed: 'max' });
  try {
    const killed: Kill[] = [];
    const callsSoFar = () => tms.requests.length + mail.mails.length;
    for (let kill = 0; kill < kills; kill += 1) {
      // One may be killed while it makes its database.
      const runtime = startRuntime({ directory, setup, env, fresh: true });
      await momentToKill(runtime, random, callsSoFar);
      const sentMs = Date.now();
      await runtime.kill();
      killed.push({ sentMs, goneMs: Date.now() });
    }
    const restarted = performance.now();
    const runtime = startRuntime({ directory, setup, env });
    const api = apiOf(await runtime.url);
    const recoveryMs = Math.round(performance.now() - restarted);
    const accounting = await waitUntilQuiet(api, 60_000);
    const observed = await observe(api);
    await runtime.stop();
    const expected = expectationOf(lines, graceDays);
    const judgement = judge(expected, observed, { requests: tms.requests, effects: tms.effects, mails: mail.mails });
    const lost = await lostAttempts(directory);
    const repeats = repeatReport({ requests: tms.requests, mails: mail.mails }, lost, killed);
    const unaccounted = accounting.partitions.reduce((sum, partition) => sum + partition.unaccounted.length, 0);
    const held =
      judgement.missing.length + judgement.extra.length + repeats.unexplained.length + unaccounted === 0 &&
      repeats.repeats <= repeats.openAtKill &&
      observed.deadLetters === 0 &&
      judgement.raised > 0;
    return { judgement, repeats, kills, unaccounted, deadLetters: observed.deadLetters, recoveryMs, held };
  } finally {
    await Promise.all([tms.close(), mail.close()]);
    await temporary.remove();
  }
}

/** Waits for a moment of one of three kinds: somewhere in the start, somewhere in the work, or close to a call. */
async function momentToKill(runtime: RuntimeProcess, random: Random, callsSoFar: () => number): Promise<void> {
  const kind = random.between(0, 6);
  if (kind === 0) return sleep(random.between(50, 1_500));
  await runtime.url;
  if (kind <= 2) return sleep(random.between(0, 1_500));
  const calls = callsSoFar() + random.between(1, 10);
  const until = performance.now() + 6_000; // there may be no more calls
  while (callsSoFar() < calls && performance.now() < until) await sleep(2);
  await sleep(random.between(0, 40));
}
