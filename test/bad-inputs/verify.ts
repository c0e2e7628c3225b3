/*
 * `npm run verify:bad-inputs -- [--cases FILE]`: plays every case that this runner knows against the real runtime. After each
 * the process must be alive and not have been held for longer than a quarter of a second, prototypes must be as they were,
 * the next good event must be taken in, a refusal must have a code and a line in the log. A case that is not known is
 * `unsupported`, which is not passed.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOptions, conclude, say } from '../support/report.ts';
import { repository } from '../support/runtime-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { API_PLAYS } from './api.ts';
import { AUTH_PLAYS } from './auth.ts';
import { type BadInput, type Play, readCases, type Stage, type Verdict } from './case.ts';
import { EVENT_PLAYS, EVENTS_NOT_PLAYED, goodEvent, postEvent } from './events.ts';
import { bytesOf } from './generate.ts';
import { afterwards, beforehand } from './offline.ts';
import { type ProbedServer, startProbed } from './server.ts';
import { openStage, writeSetup } from './stage.ts';
import { UI_PLAYS } from './ui.ts';
import { WORKFLOW_PLAYS } from './workflows.ts';

const AREAS = ['api', 'auth', 'workflow', 'event', 'ui'];
const HELD_MOST_MS = 250;
const PLAYS: Readonly<Record<string, Play>> = {
  ...EVENT_PLAYS,
  ...WORKFLOW_PLAYS,
  ...API_PLAYS,
  ...AUTH_PLAYS,
  ...UI_PLAYS,
};

const options = checkOptions({ cases: join(import.meta.dirname, 'cases.json'), areas: AREAS.join() });
const cases = (await readCases(options.cases)).filter(({ area }) => options.areas.split(',').includes(area));
const passed: string[] = [];
const failed: { id: string; why: string }[] = [];
const unsupported: string[] = [];
let slowestMs = 0;

const temporary = await temporaryDirectory();
const data = join(temporary.path, 'data');
const example = JSON.parse(await readFile(join(repository, 'shared/src/examples/delivery-overdue.json'), 'utf8'));
const setup = await writeSetup(temporary.path, example.workflow);
for (const [id, play] of Object.entries(beforehand)) await judge(id, () => play(join(temporary.path, 'elsewhere')));
const server = await startProbed(data, ['--setup', setup]);
const stage = await openStage(server);
await raiseException(stage);
// Guessing passwords makes everybody at this address wait, so that comes last.
const inOrder = [...cases].sort((a, b) => Number(a.id === 'AUTH-011') - Number(b.id === 'AUTH-011'));
for (const input of inOrder) await playOne(input);
await server.stop();
for (const [id, play] of Object.entries(afterwards)) await judge(id, () => play(data, server));
await temporary.remove();
const report = { cases: cases.length, passed: passed.length, failed, unsupported, slowestMs: Math.round(slowestMs) };
conclude(report, failed.length === 0 && passed.length > 0);

/** Plays what needs no running server, where the file asks for it. */
async function judge(id: string, play: () => Promise<Verdict>): Promise<void> {
  if (cases.some((input) => input.id === id)) note(id, await play().catch((error: unknown) => String(error)));
}

async function playOne(input: BadInput): Promise<void> {
  const play = playOf(input);
  if (!play) {
    if (!(input.id in beforehand) && !(input.id in afterwards)) unsupported.push(input.id);
    return;
  }
  const before = server.log.length;
  await server.probe();
  const verdict = await play(stage, input).catch((error: unknown) => String(error));
  note(input.id, verdict ?? (await harmOf(server, before, input)));
}

function playOf(input: BadInput): Play | undefined {
  const own = Object.hasOwn(PLAYS, input.id) ? PLAYS[input.id] : undefined;
  if (own || input.area !== 'event' || EVENTS_NOT_PLAYED.has(input.id)) return own;
  // Another spelling of a bad event is posted as it is, and judged by what its case asserts.
  return bytesOf(input) && /^(?:DLQ|OK)/.test(input.assert) ? postEvent : undefined;
}

/** What a case did to the process, beside what it was answered. */
async function harmOf(running: ProbedServer, linesBefore: number, input: BadInput): Promise<Verdict> {
  if (!running.isAlive()) return 'the process ended';
  const probed = await running.probe();
  slowestMs = Math.max(slowestMs, probed.heldMs);
  if (probed.changedPrototypes.length > 0) return `prototypes were changed: ${probed.changedPrototypes}`;
  if (probed.heldMs > HELD_MOST_MS) return `the event loop was held for ${Math.round(probed.heldMs)} ms`;
  const next = await goodEvent(stage);
  if (next.verdict) return `the next good event ${next.verdict}`;
  const lines = running.log.slice(linesBefore);
  if (lines.some((line) => !line.startsWith('{'))) return 'a line of the log is no JSON';
  if (lines.some((line) => /"level":(?:50|60)/.test(line))) return 'the log has an error of ours';
  const refuses = /^(?:DLQ|REJECT|PUBLISH_REJECT|4\d\d)/.test(input.assert) && !/WARN/.test(input.assert);
  return refuses && lines.length === 0 ? 'the log says nothing of it' : undefined;
}

function note(id: string, verdict: Verdict): void {
  say(`${id} (${Math.round(performance.now() / 1_000)} s): ${verdict ?? 'holds'}`);
  if (verdict === undefined) passed.push(id);
  else failed.push({ id, why: verdict.slice(0, 500) });
}

/** A case needs an exception to be worked on: a line that was promised long ago. */
async function raiseException(on: Stage): Promise<void> {
  const lines = [{ id: '1', deliverBy: '2026-01-10T23:59:59.999Z', timeQuality: 'day' }];
  const change = { time: '2026-01-01T00:00:00Z', data: { classifier: 'REQ', lines } };
  await goodEvent(on, change);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
}
