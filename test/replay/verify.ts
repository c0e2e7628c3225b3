/*
 * `npm run verify:replay`: every recorded decision is made again from the log and must come out the same, byte for byte:
 * with other batch sizes, after a kill and a restart in the middle, and not when a recorded decision was tampered with.
 * `--data DIR` takes the directory that a main job left.
 */
import { join } from 'node:path';
import { play } from '../main-job/play.ts';
import { unpackScms } from '../scms/file.ts';
import { checkOptions, conclude, say } from '../support/report.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { decideAgain, type Replayed } from './decide-again.ts';
import { tamperWithOneDecision } from './tamper.ts';

const options = checkOptions({ data: '' });
const temporary = await temporaryDirectory();
const interrupted = join(temporary.path, 'interrupted');
await runMainJob(interrupted, { lines: 1_500, interrupt: true });
let whole = options.data;
if (!whole) {
  whole = join(temporary.path, 'whole');
  await runMainJob(whole, { lines: 10_324, interrupt: false });
}

const runs: (Replayed & { readonly of: string })[] = [];
for (const [of, directory, batch] of [
  ['main job', whole, 200],
  ['restarted in the middle', interrupted, 500],
  ['restarted in the middle', interrupted, 37],
  ['restarted in the middle', interrupted, 1],
] as const) {
  const replayed = await decideAgain(directory, batch);
  say(`${of}, batches of ${batch}: ${JSON.stringify(replayed)}`);
  runs.push({ of, ...replayed });
}

const tampered = await tamperWithOneDecision(interrupted);
const { code, firstDifference } = await decideAgain(interrupted, 500);
const reported =
  code !== 0 && firstDifference?.partition === tampered.partition && firstDifference.offset === tampered.offset;
await temporary.remove();

const held =
  reported &&
  runs.every((run) => run.code === 0 && run.identical && run.compared > 0) &&
  // Both batch sizes made the same number of decisions again.
  new Set(runs.map((run) => `${run.of} ${run.compared}`)).size === 2;
conclude({ runs, tampered: { ...tampered, reported } }, held);

/** Plays the main job on the first `lines` order lines; interrupted, it is killed once and stopped once on the way. */
async function runMainJob(directory: string, job: { lines: number; interrupt: boolean }): Promise<void> {
  const csv = `${directory}.csv`;
  await unpackScms(csv, (_, index) => index < job.lines);
  const interruptions = job.interrupt ? (['kill', 'stop'] as const) : [];
  await play({ directory, csv, days: 7, speed: job.interrupt ? 1_000 : 'max', interruptions, timeoutMs: 240_000 });
}
