/*
 * `npm run bench:engine`: the pure step over the gallery's stateful workflows and many subjects, each of which lives
 * through a scenario: events a second of processor time, bytes per idle subject, the longest pause for garbage. The same
 * stream runs with every record as a live object and with cold records as text, as the runtime keeps them; both must
 * decide the same. `--workflows N` releases copies beside the gallery, each for a customer whom no subject has. So many
 * `--seconds` of processor time are played at most; what follows plays as many events as the first part came to.
 */
import { createHash } from 'node:crypto';
import { type Input, type LiveSet, step, TimerQueue } from '@slipway/shared/engine';
import { checkOptions, conclude, say } from '../support/report.ts';
import { type Keeping, Objects, Texts } from './engine/keeping.ts';
import { liveSetOf } from './engine/live-set.ts';
import { heldBytes, Pauses } from './engine/memory.ts';
import { Stream, statefulGallery } from './engine/stream.ts';

const options = checkOptions({ subjects: '100000', workflows: '0,1000', seconds: '300' });
const subjects = Number(options.subjects);
/** What the runtime keeps hot in each partition. */
const HOT = 2_000;
/** Events are made so many at a time, so that making them is not measured. */
const CHUNK = 2_000;

const gallery = statefulGallery();
const stream = new Stream(gallery, subjects);
say(`${gallery.length} workflows that remember, ${subjects} subjects, ${stream.order.length} events`);

/** How many events there is time for: known when the first part has been played. */
let playable = stream.order.length;
let mostMs = Number(options.seconds) * 1_000;

const rows = [];
for (const workflows of options.workflows.split(',').map(Number)) {
  const live = liveSetOf(gallery, workflows);
  rows.push({
    workflows: live.live.length,
    objects: await play(live, new Objects()),
    texts: await play(live, new Texts(HOT)),
  });
}
const same = rows.every(({ objects, texts }) => objects.decided === texts.decided);
const alike = new Set(rows.map(({ objects }) => objects.decided)).size === 1;
const decisions = rows.every(({ objects }) => objects.decisions > playable / 100);
conclude({ subjects, events: playable, ofEvents: stream.order.length, rows, same, alike }, same && alike && decisions);

async function play(live: LiveSet, keeping: Keeping) {
  const before = heldBytes();
  const timers = new TimerQueue([], null);
  const pauses = new Pauses();
  const hash = createHash('sha256');
  let [decisions, inputs, spentMs, offset] = [0, 0, 0, 0];
  const take = (subject: string, input: Input) => {
    const record = keeping.load(subject);
    const result = step(live, record, input);
    inputs += 1;
    for (const { workflow, failure, effects } of result.decisions) {
      if (failure) throw new Error(`${workflow}: ${failure.detail}`);
      decisions += 1;
      hash.update(`${subject} ${workflow} ${effects.map(({ kind }) => kind).join()}\n`);
    }
    for (const timer in record.timers) if (!result.record.timers[timer]) timers.delete({ subject, timer });
    for (const [timer, { dueMs }] of Object.entries(result.record.timers))
      if (record.timers[timer]?.dueMs !== dueMs) timers.set({ subject, timer, dueMs });
    keeping.save(subject, result.record);
  };
  for (let from = 0; from < playable && spentMs < mostMs; from += CHUNK) {
    const coming = stream.order
      .slice(from, Math.min(from + CHUNK, playable))
      .map((each) => ({ ...each, event: stream.eventOf(each) }));
    const began = cpuMs();
    for (const { atMs, event } of coming) {
      for (let due = timers.take(atMs); due; due = timers.take(atMs))
        take(due.subject, { kind: 'timer', timerId: due.timer, nowMs: Math.max(due.dueMs, 0) });
      take(event.subject, { kind: 'event', event, offset, nowMs: atMs });
      offset += 1;
    }
    spentMs += cpuMs() - began;
    await new Promise((resolve) => setImmediate(resolve));
  }
  // The first part is measured by the clock, the others by what it came to.
  playable = offset;
  mostMs = Number.POSITIVE_INFINITY;
  const longestPauseMs = await pauses.stop();
  const held = Math.round((heldBytes() - before) / keeping.subjects);
  const stateBytes = Math.round(keeping.stateBytes());
  const row = {
    inputsPerSecond: Math.round((inputs / spentMs) * 1_000),
    eventsPerSecond: Math.round((offset / spentMs) * 1_000),
    inputs,
    decisions,
    bytesPerSubject: held,
    stateBytes,
    bytesAboveState: held - stateBytes,
    timers: timers.size,
    longestPauseMs,
    decided: hash.digest('hex').slice(0, 16),
  };
  say(`${live.live.length} workflows, ${keeping.constructor.name}: ${JSON.stringify(row)}`);
  return row;
}

/** Processor time of this thread, which a busy machine disturbs less than the time on the wall. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
