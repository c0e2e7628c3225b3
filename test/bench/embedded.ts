/*
 * `npm run bench:embedded`: the main job as fast as it goes, in one process with everything inside, and what that comes to.
 */
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { play } from '../main-job/play.ts';
import { unpackScms } from '../scms/file.ts';
import { checkOptions, conclude } from '../support/report.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

checkOptions({});
const temporary = await temporaryDirectory();
const csv = join(temporary.path, 'scms.csv');
await unpackScms(csv);
const directory = join(temporary.path, 'data');
const { accounting, effects, seconds } = await play({ directory, csv, days: 7, speed: 'max', timeoutMs: 600_000 });
await temporary.remove();

const count = (outcome: string) => accounting.partitions.reduce((sum, each) => sum + (each.outcomes[outcome] ?? 0), 0);
const events = count('decided') + count('duplicate') + count('skipped');
conclude(
  {
    events,
    calls: effects.requests.length,
    mails: effects.mails.length,
    seconds,
    eventsPerSecond: Math.round(events / seconds),
    machine: `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`,
  },
  events > 0,
);
