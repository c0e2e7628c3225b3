/*
 * `npm run bench:step`: events a second through the pure step alone, on one thread: no log, no database, nothing stored.
 * The events and workflows are those of `bench:pipeline`.
 */
import { compile, emptyRecord, type LiveSet, type SubjectRecord, step } from '@slipway/shared/engine';
import { type CanonicalEvent, checkEvent } from '@slipway/shared/event';
import { readWorkflow } from '@slipway/shared/workflow';
import { checkOptions, conclude, say } from '../support/report.ts';
import { event, workflows } from './hundred-workflows.ts';

const options = checkOptions({ workflows: '1,10,100,1000', events: '20000' });
const count = Number(options.events);
const REPEATS = 5;

const texts = Array.from({ length: count }, (_, at) => event(at));
const checkedMs: number[] = [];
let events: readonly CanonicalEvent[] = [];
for (let repeat = 0; repeat < REPEATS; repeat += 1) {
  const began = cpuMs();
  events = texts.map(({ value }) => checked(value));
  checkedMs.push(cpuMs() - began);
}
const rows = options.workflows.split(',').map(Number).map(measure);
const fired = texts.filter(({ firing }) => firing !== undefined).length;
const right = rows.every((row) => row.workflows < 100 || row.decisions === fired);
conclude({ check: speed(checkedMs), rows, events: count, fired }, right);

/** Every repeat begins with subjects of which nothing is known. */
function measure(howMany: number) {
  const live = liveSet(howMany);
  const ms: number[] = [];
  let decisions = 0;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const records = new Map<string, SubjectRecord>();
    decisions = 0;
    const began = cpuMs();
    for (const [offset, each] of events.entries()) {
      const record = records.get(each.subject) ?? emptyRecord(each.subject);
      const result = step(live, record, { kind: 'event', event: each, offset, nowMs: Date.parse(each.time) });
      records.set(each.subject, result.record);
      decisions += result.decisions.length;
    }
    ms.push(cpuMs() - began);
  }
  const row = { workflows: howMany, decisions, ...speed(ms) };
  say(`${howMany} workflows: ${row.perSecond} events/s (${row.spread.join(' … ')})`);
  return row;
}

function liveSet(howMany: number): LiveSet {
  const live = workflows(howMany).map((json) => {
    const read = readWorkflow(json);
    const compiled = read.ok ? compile(read.workflow) : read;
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
    return { program: compiled.program, paused: false };
  });
  return { id: 'bench', environment: 'bench', live, pinned: () => undefined };
}

function checked(value: string): CanonicalEvent {
  const result = checkEvent(JSON.parse(value));
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.event;
}

function speed(ms: readonly number[]) {
  const [least = 0, , middle = 0, , most = 0] = ms
    .map((each) => Math.round((count / each) * 1_000))
    .sort((a, b) => a - b);
  return { perSecond: middle, spread: [least, most] };
}

/** Processor time of this thread, which a busy machine disturbs less than the time on the wall. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
