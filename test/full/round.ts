import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Kill, type RepeatReport, repeatReport } from '../crash/repeats.ts';
import { unpackSample } from '../crash/sample.ts';
import { type Judgement, judge } from '../main-job/judge.ts';
import { observe } from '../main-job/observe.ts';
import { type Accounting, accountingSchema, waitUntilQuiet } from '../main-job/quiet.ts';
import { environment, writeSetup } from '../main-job/setup.ts';
import { expectationOf } from '../scms/oracle.ts';
import { startMailServer } from '../services/smtp.ts';
import { startTms, type TmsRequest } from '../services/tms.ts';
import type { Api } from '../support/api.ts';
import { seeded } from '../support/random.ts';
import { say } from '../support/report.ts';
import { runSlipway } from '../support/runtime-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { Cluster } from './cluster.ts';
import { makeDatabase } from './database.ts';
import { begin, FAULTS, type Fault, WORKERS } from './faults.ts';
import { mailsBeforeTheirCall } from './order.ts';
import { Progress, secondsUntilItMoves, untilShare } from './progress.ts';
import type { Services } from './services.ts';

/** What came out of a round. */
export interface RoundReport {
  readonly faults: readonly Fault[];
  readonly judgement: Judgement;
  readonly repeats: RepeatReport;
  readonly unaccounted: number;
  readonly deadLetters: number;
  /** Mails that arrived before the call that they report. */
  readonly outOfOrder: number;
  /** Recorded decisions that come out the same when they are made again from the log; 0 if one does not. */
  readonly decidedAlike: number;
  /** By fault: seconds until the replay moved on; those after which it was at its end are left out. */
  readonly recoveries: readonly number[];
  /** How long each part of the round took. */
  readonly spent: Readonly<Record<string, number>>;
  /** Whether all came to rest in time. */
  readonly rested: boolean;
  readonly held: boolean;
}

/** How a round is played. */
export interface Round {
  readonly seed: number;
  readonly services: Services;
  /** Further variables of the processes that decide. */
  readonly env?: Readonly<Record<string, string>>;
  /** In this order; drawn from the seed, if left out. */
  readonly faults?: readonly Fault[];
  readonly lagMs?: readonly [least: number, most: number];
  readonly restMs?: number;
  /** Faults come while a call is open. */
  readonly inCall?: boolean;
}

const DAYS = 7;
const SAMPLE = { shipments: 120, raised: { least: 12, most: 26 } };
const CALL_MS = 30_000;
/** Where a promise is switched off, a replay may never come so far. */
const STILL_MS = 60_000;
const SHARES = [0.2, 0.55] as const;

/**
 * Replays 120 shipments on the real services with two processes that decide and deliver, does two things to them that follow
 * from the seed, and compares the end with what must have happened.
 */
export async function playFullRound(round: Round): Promise<RoundReport> {
  const { seed, services } = round;
  const random = seeded(seed);
  const spent = stopwatch();
  const temporary = await temporaryDirectory();
  const directory = join(temporary.path, 'processes');
  await mkdir(directory, { mode: 0o700 });
  const csv = join(temporary.path, 'scms.csv');
  const lines = await unpackSample(csv, random, { ...SAMPLE, days: DAYS });
  const [least, most] = round.lagMs ?? [5, 120];
  const tms = await startTms({ lagMs: () => random.between(least, most) });
  const mail = await startMailServer();
  const setup = join(temporary.path, 'setup.json');
  await writeSetup(setup, { tms, mail, csv, days: DAYS, speed: 'max' });
  rounds += 1;
  const name = `round-${rounds}-${seed}`;
  const database = await makeDatabase(services, name);
  const variables = { ...services.variables(name, database), ...round.env };
  const cluster = new Cluster({ directory, setup, variables });
  const progress = new Progress(database);
  const cuts: Kill[] = [];
  const faults = round.faults ?? faultsOf(seed);
  try {
    const api = await cluster.startApi();
    for (const worker of WORKERS) cluster.startWorker(worker);
    const recoveries: number[] = [];
    spent.lap('start');
    for (const [index, fault] of faults.entries()) {
      const share = SHARES[index] ?? 0.8;
      if (!(await untilShare(api, share, round.restMs && STILL_MS))) break;
      spent.lap(`to ${share}`);
      if (round.inCall) await untilCalled(tms.requests);
      else await sleep(random.between(0, 400));
      const begun = begin(fault, { cluster, services, random, variables, cut: (kill) => cuts.push(kill) });
      const fromMs = await begun.fromMs;
      const seconds = await secondsUntilItMoves(api, fromMs, round.restMs);
      if (seconds !== undefined) recoveries.push(seconds);
      await begun.mended;
      spent.lap(fault);
    }
    const rest = await waitUntilQuiet(api, round.restMs ?? 60_000).catch(() => undefined);
    spent.lap('rest');
    const observed = await observe(api);
    const accounting = rest ?? (await accountingNow(api));
    await cluster.stop();
    const effects = { requests: tms.requests, effects: tms.effects, mails: mail.mails };
    const judgement = judge(expectationOf(lines, DAYS), observed, effects);
    const repeats = repeatReport(effects, await progress.lostAttempts(), cuts);
    const unaccounted = accounting.partitions.reduce((sum, partition) => sum + partition.unaccounted.length, 0);
    const outOfOrder = mailsBeforeTheirCall(effects);
    const decidedAlike = await decideAgain(variables, join(directory, 'api'));
    spent.lap('end');
    const report = {
      spent: spent.seconds,
      faults,
      judgement,
      repeats,
      unaccounted,
      deadLetters: observed.deadLetters,
      outOfOrder,
      decidedAlike,
      recoveries,
      rested: rest !== undefined,
    };
    return { ...report, held: holds(report) };
  } finally {
    await cluster.killAll();
    await Promise.all([tms.close(), mail.close(), progress.close()]);
    await temporary.remove();
  }
}

let rounds = 0;

/** Waits until the TMS has a call that it has not answered; there may come no more. */
async function untilCalled(requests: readonly TmsRequest[]): Promise<void> {
  const end = performance.now() + CALL_MS;
  while (performance.now() < end && !requests.some((request) => request.answeredAtMs === 0)) await sleep(5);
}

function stopwatch() {
  const seconds: Record<string, number> = {};
  let since = performance.now();
  const lap = (name: string) => {
    const now = performance.now();
    seconds[name] = Math.round((now - since) / 100) / 10;
    since = now;
  };
  return { seconds, lap };
}

/** Two different ones; over the seeds every one comes as often, and beside every other. */
function faultsOf(seed: number): readonly Fault[] {
  const count = FAULTS.length;
  const further = 1 + (Math.floor(seed / count) % (count - 1));
  return [seed, seed + further].flatMap((index) => FAULTS[index % count] ?? []);
}

function holds(report: Omit<RoundReport, 'held'>): boolean {
  const { judgement, repeats } = report;
  return (
    report.rested &&
    judgement.missing.length + judgement.extra.length === 0 &&
    repeats.unexplained.length === 0 &&
    repeats.repeats <= repeats.openAtKill &&
    report.unaccounted + report.deadLetters + report.outOfOrder === 0 &&
    report.decidedAlike > 0 &&
    judgement.raised > 0
  );
}

async function accountingNow(api: Api): Promise<Accounting> {
  return api.get(`/environments/${environment}/accounting`, accountingSchema);
}

/** Makes every recorded decision again from the log; answers how many there are, or 0 where one comes out differently. */
async function decideAgain(variables: Readonly<Record<string, string>>, directory: string): Promise<number> {
  const { stdout, stderr } = await runSlipway(['replay', '--verify', '--json', '--data', directory], variables);
  const line = stdout.trim().split('\n').at(-1) || '{}';
  const { identical, compared } = JSON.parse(line) as { identical?: boolean; compared?: number };
  if (!identical) say(`decided again, it differs: ${line.slice(0, 500)} ${stderr.slice(-500)}`);
  return identical ? (compared ?? 0) : 0;
}
