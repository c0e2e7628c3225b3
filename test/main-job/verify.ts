/*
 * `npm run verify:main-job`: the real runtime replays nine years of deliveries through the example *Delivery overdue*,
 * acting on a real TMS and a real mail server, and every shipment is compared with the oracle. `--data FILE` takes
 * another history of the same form, `--mode full` plays it on Kafka, PostgreSQL and Redis in several processes, `--mode embedded` (the default) in one, `--days N` another grace, `--dirt SEED` plants dirt, `--lines N` takes the first N order lines, `--keep DIR` keeps what it left.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { playInFull } from '../full/play.ts';
import { plantDirt } from '../scms/dirt.ts';
import { scmsBytes } from '../scms/file.ts';
import { expectationOf, readHistory } from '../scms/oracle.ts';
import { seeded } from '../support/random.ts';
import { checkOptions, conclude, say } from '../support/report.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { judge } from './judge.ts';
import { play } from './play.ts';

const options = checkOptions({ days: '7', data: '', dirt: '', lines: '', mode: 'embedded', keep: '' });
if (options.mode !== 'embedded' && options.mode !== 'full')
  throw new Error(`no mode ${options.mode}: embedded or full`);
const full = options.mode === 'full';
if (full && options.keep) throw new Error('--keep is for the embedded mode: in full nothing lies in a directory');

const days = Number(options.days);
const temporary = await temporaryDirectory();
const all = options.data ? await readFile(options.data) : await scmsBytes();
const clean = options.lines ? firstLines(all, 1 + Number(options.lines)) : all;
const bytes = options.dirt ? plantDirt(clean, seeded(Number(options.dirt)), 4).csv : clean;
const csv = join(temporary.path, 'history.csv');
await writeFile(csv, bytes);
const history = readHistory(bytes);

say(`replaying ${history.lines.length} order lines and ${history.dirty} dirty records`);
const directory = options.keep || join(temporary.path, 'data');
const inFull = full ? await playInFull({ csv, days, timeoutMs: 540_000 }) : undefined;
const played = inFull ?? (await play({ directory, csv, days, speed: 'max', timeoutMs: 540_000 }));
await temporary.remove();

const judgement = judge(expectationOf(history.lines, days), played.observed, played.effects);
const report = {
  ...judgement,
  deadLetters: played.observed.deadLetters,
  warnings: played.accounting.warnings ?? {},
  unaccounted: played.accounting.partitions.reduce((sum, partition) => sum + partition.unaccounted.length, 0),
  seconds: played.seconds,
  ...(inFull
    ? {
        openAtKill: inFull.repeats.openAtKill,
        unexplainedRepeats: inFull.repeats.unexplained,
        recoverySeconds: inFull.recoverySeconds ?? null,
        ...inFull.across,
      }
    : {}),
};
const held =
  played.exitCode === 0 &&
  judgement.missing.length === 0 &&
  judgement.extra.length === 0 &&
  // After a kill, what was open then comes again: nobody can know what became of it.
  (inFull ? inFull.repeats.unexplained.length === 0 : judgement.repeats === 0) &&
  // Nearly all: a message names at most 200.
  (!inFull || (inFull.across.requestStatus === 200 && inFull.across.exceptionsSeenLive >= judgement.raised * 0.9)) &&
  report.unaccounted === 0 &&
  report.deadLetters === history.dirty &&
  history.lines.length > 0;
if (played.exitCode !== 0) say(`the runtime ended with ${played.exitCode} instead of draining`);
if (report.deadLetters !== history.dirty)
  say(`${history.dirty} records are dirty, ${report.deadLetters} were set aside`);
conclude(report, held);

function firstLines(bytes: Buffer, count: number): Buffer {
  let end = 0;
  for (let line = 0; line < count; line += 1) end = bytes.indexOf(10, end) + 1 || bytes.length;
  return bytes.subarray(0, end);
}
