import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RepeatReport, repeatReport } from '../crash/repeats.ts';
import { observe } from '../main-job/observe.ts';
import type { Play, Played } from '../main-job/play.ts';
import { waitUntilQuiet } from '../main-job/quiet.ts';
import { writeSetup } from '../main-job/setup.ts';
import { startMailServer } from '../services/smtp.ts';
import { startTms } from '../services/tms.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { type Across, watchAcross } from './across.ts';
import { Cluster } from './cluster.ts';
import { Progress, secondsUntilItMoves, untilShare } from './progress.ts';
import { startServices } from './services.ts';

/** What came of it on the real services. */
export interface PlayedInFull extends Played {
  readonly repeats: RepeatReport;
  /** From the kill of one of two processes until the replay moved on. */
  readonly recoverySeconds: number | undefined;
  /** What the process that answers knew of the others. */
  readonly across: Across;
}

const killAt = 0.4;
const downMs = 2_000;

/**
 * Plays the main job on Kafka, PostgreSQL and Redis: one process answers, two share the partitions and the actions, and one of
 * those is killed in the middle and started again.
 */
export async function playInFull(job: Pick<Play, 'csv' | 'days' | 'timeoutMs'>): Promise<PlayedInFull> {
  const temporary = await temporaryDirectory();
  const services = await startServices();
  const tms = await startTms();
  const mail = await startMailServer();
  const setup = join(temporary.path, 'setup.json');
  await writeSetup(setup, { tms, mail, csv: job.csv, days: job.days, speed: 'max' });
  const directory = join(temporary.path, 'processes');
  await mkdir(directory, { mode: 0o700 });
  const cluster = new Cluster({ directory, setup, variables: services.variables('main-job') });
  const progress = new Progress(services.postgres.url);
  try {
    const started = performance.now();
    const api = await cluster.startApi();
    const watching = watchAcross(await cluster.url('api'));
    cluster.startWorker('first');
    cluster.startWorker('second');
    const reached = await untilShare(api, killAt, job.timeoutMs);
    if (!reached) throw new Error('the replay came to its end before anybody was killed');
    const sentMs = Date.now();
    await cluster.kill('first');
    const kill = { sentMs, goneMs: Date.now() };
    const moving = secondsUntilItMoves(api, performance.now());
    await sleep(downMs);
    cluster.startWorker('first');
    const recoverySeconds = await moving;
    const accounting = await waitUntilQuiet(api, job.timeoutMs).catch((error: unknown) => {
      throw new Error(`${error}\nThe last words of the processes:\n${cluster.lastWords()}`);
    });
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const observed = await observe(api);
    const across = await watching.ask();
    const effects = { requests: tms.requests, effects: tms.effects, mails: mail.mails };
    const codes = await cluster.stop();
    const repeats = repeatReport(effects, await progress.lostAttempts(), [kill]);
    const exitCode = codes.find((code) => code !== 0) ?? 0;
    return { observed, effects, accounting, seconds, exitCode, repeats, recoverySeconds, across };
  } finally {
    await cluster.killAll();
    await Promise.all([tms.close(), mail.close(), progress.close()]);
    await services.stop();
    await temporary.remove();
  }
}
