/*
 * `npm run bench:designer -- --json`: how heavy the designer is and how quickly it follows the hand. What its first screen
 * weighs, how soon its editor can be used, how a canvas of 500 steps whose counters move four times a second pans and
 * drags beside bare React Flow with the same graph, and how soon an edit shows its answer. The designer must be built.
 * `--only weight|frames|answers` measures a part, `--repeats` so often, `--sabotage thrash` works the page so that it goes red.
 */
import { openBrowser } from '../e2e/browser.ts';
import { checkOptions, conclude, say } from '../support/report.ts';
import { answersToKeys } from './designer/answers.ts';
import { framesOfBare, framesOfEditor, GESTURES, SIGHTS } from './designer/frames.ts';
import { openEditor, weighFirstScreen } from './designer/loading.ts';
import { prepare } from './designer/prepare.ts';
import { median, spreadOf } from './designer/visit.ts';
import { TYPED } from './designer/workload.ts';

const GOALS = { codeKiB: 250, editorMs: 1_500, p95FrameMs: 34, mainRatio: 1.2, answerMs: 50 };
const options = checkOptions({ only: '', repeats: '5', sabotage: '' });
const repeats = Number(options.repeats);
const wanted = (part: string) => options.only === '' || options.only === part;

const prepared = await prepare();
const browser = await openBrowser();
const missed: string[] = [];
const report: Record<string, unknown> = { goals: GOALS };
if (wanted('weight')) report.weight = await weight();
if (wanted('frames')) report.frames = await frames();
if (wanted('answers')) report.answers = await answers();
await browser.close();
await prepared.close();
conclude({ ...report, missed }, missed.length === 0);

function hold(what: string, value: number, goal: number): void {
  const shown = `${what}: ${Math.round(value * 100) / 100} of at most ${goal}`;
  say(value <= goal ? `holds   ${shown}` : `MISSES  ${shown}`);
  if (!(value <= goal)) missed.push(shown);
}

async function weight() {
  const first = await weighFirstScreen(browser, prepared.url);
  hold('KiB of code of the first screen', first.codeKiB, GOALS.codeKiB);
  const opening: Record<string, object> = {};
  for (const [workflow, { id }] of Object.entries(TYPED)) {
    const took: number[] = [];
    for (let at = 0; at < repeats; at += 1) took.push(await openEditor(browser, prepared.url, workflow, id));
    opening[workflow] = spreadOf(took);
    if (workflow === 'usual') hold('ms until the editor answers', median(took), GOALS.editorMs);
  }
  return { ...first, editorMs: opening };
}

/** By turns, so that both meet the same disturbances. */
async function frames() {
  const rows: { ours: Runs; bare: Runs }[] = [];
  for (let at = 0; at < repeats; at += 1) {
    const { measured, sights } = await framesOfEditor(browser, prepared.front.url, options.sabotage);
    rows.push({ ours: measured, bare: await framesOfBare(browser, prepared.front.url, sights) });
    say(`frames, run ${at + 1} of ${repeats}`);
  }
  const told: Record<string, object> = {};
  for (const sight of SIGHTS) {
    for (const gesture of GESTURES) {
      const of = (who: 'ours' | 'bare', what: 'p95FrameMs' | 'mainMsPerFrame') =>
        rows.map((row) => row[who][sight][gesture][what]);
      const ratios = rows.map(
        ({ ours, bare }) => ours[sight][gesture].mainMsPerFrame / bare[sight][gesture].mainMsPerFrame,
      );
      told[`${sight} ${gesture}`] = {
        p95FrameMs: { ours: spreadOf(of('ours', 'p95FrameMs')), bare: spreadOf(of('bare', 'p95FrameMs')) },
        mainMsPerFrame: { ours: spreadOf(of('ours', 'mainMsPerFrame')), bare: spreadOf(of('bare', 'mainMsPerFrame')) },
        mainRatio: Math.round(median(ratios) * 100) / 100,
      };
      hold(`ms, p95 of a frame, ${sight} ${gesture}`, median(of('ours', 'p95FrameMs')), GOALS.p95FrameMs);
      hold(`× bare, main thread a frame, ${sight} ${gesture}`, median(ratios), GOALS.mainRatio);
    }
  }
  return told;
}

type Runs = Awaited<ReturnType<typeof framesOfBare>>;

async function answers() {
  const told: Record<string, object> = {};
  for (const [workflow, step] of Object.entries(TYPED)) {
    const took = await answersToKeys(browser, prepared.url, workflow, step);
    told[workflow] = spreadOf(took);
    hold(`ms from a key to its answer, ${workflow}`, median(took), GOALS.answerMs);
  }
  return told;
}
