/*
 * `npm run verify:backtest`: what a backtest says is what happens when that version runs live over the same events,
 * decision by decision, on SCMS, real temperature loggers and real GPS; a planted change of threshold shows exactly the
 * shipments that the bytes of the CSV say; how much sooner cases are known than by a nightly batch; and a million
 * generated events on two versions. Then the same threshold asked of a running server: its report is the engine's, one that
 * is cancelled leaves no thread, and one whose process is killed is told as interrupted. `--data DIR` takes the directory that a main job left; `--events N` generates fewer;
 * `--without answers` lets no system answer, which the check must notice.
 */
import { join } from 'node:path';
import { type HistoryText, runBacktest } from '@slipway/runtime/backtest/index';
import { openDatabase } from '@slipway/runtime/database/index';
import { EmbeddedEventLog } from '@slipway/runtime/event-log/embedded';
import type { BacktestReport } from '@slipway/shared/backtest';
import { play } from '../main-job/play.ts';
import { environment as MAIN_JOB } from '../main-job/setup.ts';
import { unpackScms } from '../scms/file.ts';
import { checkOptions, conclude, say } from '../support/report.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { exampleWorkflow } from './example.ts';
import { generatedHistory } from './generated.ts';
import { compareWithLive } from './live.ts';
import { plantedThreshold } from './planted.ts';
import { coldchainHistory, gpsHistory, runLive } from './sensors.ts';
import { checkServed } from './served.ts';

const DAYS = 7;
const LINES = 3_000;
const THREADS = 2;
const GOAL_SECONDS = 5;

const options = checkOptions({ data: '', events: '1000000', without: '' });
const temporary = await temporaryDirectory();
const directory = options.data || (await runMainJob());
const deaf = options.without === 'answers';

const database = await openDatabase({ directory });
const log = new EmbeddedEventLog(database);
const variables = { days: DAYS };
const scms = await compareWithLive(
  { database, log, environment: MAIN_JOB, workflow: exampleWorkflow('delivery-overdue'), variables },
  { deaf },
);
tell('SCMS', scms);
const planted = await plantedThreshold(log, MAIN_JOB, {
  before: DAYS,
  after: 14,
  lines: options.data ? undefined : LINES,
});
say(`planted threshold: ${JSON.stringify(planted)}`);
await log.close();
await database.close();

const served = await checkServed(directory, { environment: MAIN_JOB, workflow: 'delivery-overdue', days: 14, deaf });
say(`served: ${JSON.stringify(served)}`);

const coldchain = await runLive(exampleWorkflow('temperature-breach'), coldchainHistory(), { deaf });
tell('cold chain', coldchain);
const gps = await runLive(standsStill(), gpsHistory(), { deaf });
tell('GPS', gps);

const generated = await throughput(Number(options.events));
await temporary.remove();
const live = [scms, coldchain, gps];
const equalToLive = live.every(({ missing, extra, decisions }) => missing + extra === 0 && decisions > 0);
conclude(
  {
    equalToLive,
    decisions: { scms: scms.decisions, coldchain: coldchain.decisions, gps: gps.decisions },
    plantedExact: planted.exact,
    planted,
    served,
    hoursWon: { coldchain: won(coldchain.report), gps: won(gps.report) },
    ...generated,
  },
  equalToLive && planted.exact && served.ok && generated.fewer > 0 && generated.more === 0,
);

/** The example “not moving”, for vehicles that stop for passengers: four minutes within 150 m. */
function standsStill() {
  const workflow = structuredClone(exampleWorkflow('not-moving'));
  for (const { kind, config } of workflow.nodes)
    if (kind === 'window')
      Object.assign(config, {
        over: { sliding: '4m' },
        threshold: { operator: 'lessThan', value: 0.15 },
        maxGap: '2m',
      });
  return workflow;
}

async function throughput(events: number) {
  const workflow = exampleWorkflow('eta-slip');
  // Made before: what is measured is playing a history, not making one up.
  const history: (readonly HistoryText[])[] = [];
  for await (const page of generatedHistory(events)) history.push(page);
  const began = performance.now();
  const report = await runBacktest(
    {
      environment: 'generated',
      before: workflow,
      after: workflow,
      variables: { before: { slipMinutes: 30 }, after: { slipMinutes: 60 } },
      references: [],
      parts: {},
      answers: {},
      answered: [],
    },
    handedOut(history),
    { threads: THREADS },
  );
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const { more, fewer } = report.verdicts;
  return {
    events: report.events,
    more,
    fewer,
    eventsPerSecond: Math.round(events / seconds),
    seconds,
    goalSeconds: GOAL_SECONDS,
  };
}

async function* handedOut<Page>(pages: readonly Page[]): AsyncGenerator<Page> {
  yield* pages;
}

async function runMainJob(): Promise<string> {
  const place = join(temporary.path, 'main-job');
  const csv = `${place}.csv`;
  await unpackScms(csv, (_, index) => index < LINES);
  await play({ directory: place, csv, days: DAYS, speed: 'max', timeoutMs: 240_000 });
  return place;
}

function tell(
  name: string,
  { decisions, missing, extra, firstDifference }: Awaited<ReturnType<typeof compareWithLive>>,
): void {
  say(
    `${name}: ${decisions} decisions, ${missing} missing, ${extra} extra${firstDifference ? `: ${firstDifference}` : ''}`,
  );
}

function won({ after }: BacktestReport) {
  return after.hoursWon;
}
