import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startMailServer } from '../services/smtp.ts';
import { startTms } from '../services/tms.ts';
import { apiOf } from '../support/api.ts';
import { startRuntime } from '../support/runtime-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import type { Effects } from './judge.ts';
import { type Observed, observe } from './observe.ts';
import { type Accounting, waitUntilQuiet } from './quiet.ts';
import { writeSetup } from './setup.ts';

/** One playing of the main job. */
export interface Play {
  /** Where the runtime keeps everything; made when it is not there. */
  readonly directory: string;
  readonly csv: string;
  readonly days: number;
  /** Recorded days per second, or as fast as it goes. */
  readonly speed: number | 'max';
  /** Ends the runtime in these ways, one after the other, before it may come to an end by itself. */
  readonly interruptions?: readonly ('kill' | 'stop')[];
  readonly timeoutMs: number;
}

/** What came of it. */
export interface Played {
  readonly observed: Observed;
  readonly effects: Effects;
  readonly accounting: Accounting;
  /** From the start of the (last) process until all was quiet. */
  readonly seconds: number;
  /** Of the runtime after SIGTERM: 0 when it drained. */
  readonly exitCode: number | null;
}

const upMs = 800;

/** Plays the main job to its end on a TMS and a mail server of its own. */
export async function play(job: Play): Promise<Played> {
  const temporary = await temporaryDirectory();
  const tms = await startTms();
  const mail = await startMailServer();
  try {
    await mkdir(job.directory, { recursive: true, mode: 0o700 });
    const setup = join(temporary.path, 'setup.json');
    await writeSetup(setup, { tms, mail, csv: job.csv, days: job.days, speed: job.speed });
    for (const end of job.interruptions ?? []) {
      const runtime = startRuntime({ directory: job.directory, setup });
      await runtime.url;
      await sleep(upMs);
      await runtime[end]();
    }
    const started = performance.now();
    const runtime = startRuntime({ directory: job.directory, setup, fresh: true });
    const api = apiOf(await runtime.url);
    const accounting = await waitUntilQuiet(api, job.timeoutMs).catch((error: unknown) => {
      throw new Error(`${error}\nThe runtime's last words:\n${runtime.lastWords()}`);
    });
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    const observed = await observe(api);
    const exitCode = await runtime.stop();
    const effects = { requests: tms.requests, effects: tms.effects, mails: mail.mails };
    return { observed, effects, accounting, seconds, exitCode };
  } finally {
    await Promise.all([tms.close(), mail.close()]);
    await temporary.remove();
  }
}
