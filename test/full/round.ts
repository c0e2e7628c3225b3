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
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { Cluster } from './cluster.ts';
import { makeDatabase } from './database.ts';
import { decideAgain } from './decide-again.ts';
import { begin, type Fault, type Field, WORKERS } from './faults.ts';
import { mailsBeforeTheirCall } from './order.ts';
import { Progress, secondsUntilItMoves, untilShare } from './progress.ts';
import type { Services } from './services.ts';

/** What came out of a round. */
export interface RoundReport {
  /** Those that came: a replay that is at its end, or stands still, is hit no more. */
  readonly faults: readonly Fault[];
  readonly judgement: Judgement;
  readonly repeats: RepeatReport;
  /** Actions that were not done, each with its state. */
  readonly untaken: readonly string[];
  readonly unaccounted: number;
  readonly deadLetters: number;
  /** Mails that arrived before the call that they report. */
  readonly outOfOrder: number;
  /** Recorded decisions that come out the same when they are made again from the log; 0 if one does not. */
  readonly decidedAlike: number;
  /** Processes that did not come to their end by themselves when they were told to stop. */
  readonly undrained: number;
  /** Seconds until the replay moved on; faults after which it was at its end are left out. */
  readonly recoveries: readonly { readonly fault: Fault; readonly seconds: number }[];
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
  /** In this order. */
  readonly faults: readonly Fault[];
  readonly lagMs?: readonly [least: number, most: number];
  readonly restMs?: number;
  /** Faults come while a call is open. */
  readonly inCall?: boolean;
}

const DAYS = 7;
const SAMPLE = { shipments: 120, raised: { least: 12, most: 26 } };
const CALL_MS = 30_000;
/** Where a promise is switched off, a replay may stand still for ever. */
const STILL_MS = 30_000;
/** How far the replay has come, at least, when a fault comes: early, since it gets on while another one is mended. */
const SHARES = [0.1, 0.35, 0.6] as const;

/**
 * Replays 120 shipments on the real services with two processes that decide and deliver, does to them what it is told, and
 * compares the end with what must have happened.
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
  try {
    // With its setup it comes first: whoever finds an empty database makes the usual environments, and three more groups.
    const api = await cluster.startApi();
    for (const worker of WORKERS) cluster.startWorker(worker);
    spent.lap('start');
    const field = { api, cluster, services, random, variables, cut: (kill: Kill) => cuts.push(kill) };
    const hit = await hitWith(round, field, { requests: tms.requests, lap: spent.lap });
    const rest = await waitUntilQuiet(api, round.restMs ?? 60_000).catch(() => undefined);
    spent.lap('rest');
    const observed = await observe(api);
    const accounting = rest ?? (await accountingNow(api));
    // All is decided; the processes may take their leave meanwhile.
    const decide = () => decideAgain(variables, join(directory, 'api'));
    const again = rest ? decide() : undefined;
    const codes = await cluster.stop();
    const effects = { requests: tms.requests, effects: tms.effects, mails: mail.mails };
    const judgement = judge(expectationOf(lines, DAYS), observed, effects);
    const repeats = repeatReport(effects, await progress.lostAttempts(), cuts);
    const unaccounted = accounting.partitions.reduce((sum, partition) => sum + partition.unaccounted.length, 0);
    const outOfOrder = mailsBeforeTheirCall(effects);
    const decidedAlike = await (again ?? decide());
    spent.lap('end');
    const report = {
      spent: spent.seconds,
      ...hit,
      judgement,
      repeats,
      untaken: observed.untaken,
      unaccounted,
      deadLetters: observed.deadLetters,
      outOfOrder,
      decidedAlike,
      undrained: codes.filter((code) => code !== 0).length,
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

/** Lets the faults of a round come, each when the replay is far enough, and waits until what they broke runs again. */
async function hitWith(
  { faults, inCall, restMs }: Round,
  field: Field,
  watch: { readonly requests: readonly TmsRequest[]; readonly lap: (name: string) => void },
): Promise<Pick<RoundReport, 'faults' | 'recoveries'>> {
  const hit: Fault[] = [];
  const recoveries: { fault: Fault; seconds: number }[] = [];
  for (const [index, fault] of faults.entries()) {
    const share = SHARES[index] ?? 0.8;
    if (!(await untilShare(field.api, share, restMs && STILL_MS))) break;
    watch.lap(`to ${share}`);
    if (inCall) await untilCalled(watch.requests);
    else await sleep(field.random.between(0, 400));
    hit.push(fault);
    const begun = begin(fault, field);
    const fromMs = await begun.fromMs;
    const seconds = await secondsUntilItMoves(field.api, fromMs, restMs);
    if (seconds !== undefined) recoveries.push({ fault, seconds });
    await begun.mended;
    watch.lap(fault);
  }
  return { faults: hit, recoveries };
}

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

function holds(report: Omit<RoundReport, 'held'>): boolean {
  const { judgement, repeats } = report;
  return (
    report.rested &&
    judgement.missing.length + judgement.extra.length === 0 &&
    repeats.unexplained.length === 0 &&
    repeats.repeats <= repeats.openAtKill &&
    report.unaccounted + report.deadLetters + report.outOfOrder + report.undrained === 0 &&
    report.decidedAlike > 0 &&
    judgement.raised > 0
  );
}

async function accountingNow(api: Api): Promise<Accounting> {
  return api.get(`/environments/${environment}/accounting`, accountingSchema);
}
