import { compile, emptyRecord, type Input, type LiveSet, step } from '@slipway/shared/engine';
import { instantFromMs } from '@slipway/shared/time';
import { readWorkflow } from '@slipway/shared/workflow';
import type { AlarmRule, Device } from './devices.ts';

/** A time in which a node was true: from the sample that fired it to the one that closed it. */
export interface Firing {
  readonly node: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the engine made of a device's readings. */
export interface Watched {
  readonly firings: readonly Firing[];
  /** Minutes out of limits by rule and date. */
  readonly minutes: ReadonlyMap<string, number>;
  readonly kineticC: number | undefined;
  readonly stateBytes: number;
}

/** Several intervals without a reading are a gap; `0` takes the bound away, which is what the check must notice. */
export interface WatchOptions {
  readonly gapIntervals: number;
}

const SUBJECT = 'shipment:LOGGER-1';
const DAY_MS = 86_400_000;

/** Puts the readings of a device through `step` as the partition loop would, with a workflow made of its own settings. */
export function watch(device: Device, options: WatchOptions): Watched {
  const { program } = compiled(device, options);
  const live: LiveSet = {
    id: 'coldchain',
    environment: 'coldchain',
    live: [{ program, paused: false }],
    pinned: () => program,
  };
  const open = new Map<string, number>();
  const firings: Firing[] = [];
  const minutes = new Map<string, number>();
  let record = emptyRecord(SUBJECT);
  let kineticC: number | undefined;
  let stateBytes = 0;
  const apply = (input: Input) => {
    const result = step(live, record, input);
    record = result.record;
    for (const { trace, failure } of result.decisions) {
      if (failure) throw new Error(failure.detail);
      for (const { node, did, values } of trace) {
        const [kind, rule = ''] = node.split('-');
        if (did === 'fired' && kind === 'alarm') open.set(node, Date.parse(String(values?.at ?? values?.to)));
        if (did !== 'closed') continue;
        const from = open.get(node);
        if (from !== undefined) firings.push({ node: rule, fromMs: from, toMs: input.nowMs });
        open.delete(node);
        if (kind === 'day') minutes.set(`${rule} ${String(values?.from).slice(0, 10)}`, Number(values?.value));
        if (kind === 'kinetic') kineticC = Number(values?.value);
      }
    }
  };
  const tick = (nowMs: number) => {
    for (;;) {
      const [next] = Object.entries(record.timers)
        .filter(([, { dueMs }]) => dueMs <= nowMs)
        .sort(([a, one], [b, other]) => one.dueMs - other.dueMs || (a < b ? -1 : 1));
      if (!next) return;
      apply({ kind: 'timer', timerId: next[0], nowMs: next[1].dueMs });
    }
  };
  for (const [offset, { atMs, celsius }] of device.readings.entries()) {
    tick(atMs);
    apply({ kind: 'event', offset, nowMs: atMs, event: readingOf(device, offset, atMs, celsius) });
    stateBytes = Math.max(stateBytes, offset % 100 === 0 ? JSON.stringify(record).length : 0);
  }
  const endMs = (device.readings.at(-1)?.atMs ?? 0) + DAY_MS;
  tick(endMs);
  for (const [node, fromMs] of open) firings.push({ node: node.split('-')[1] ?? '', fromMs, toMs: endMs });
  return { firings, minutes, kineticC, stateBytes };
}

function readingOf({ serial }: Device, index: number, atMs: number, value: number) {
  return {
    id: `${serial}-${index}`,
    source: '/logger',
    type: 'telematics.reading',
    subject: SUBJECT,
    time: instantFromMs(atMs),
    data: { measure: 'temperature', value, unit: 'CEL' },
  };
}

/** Each alarm of the device is a node of its own; what it tells of each day is another. */
function compiled({ rules, days, intervalMs }: Device, { gapIntervals }: WatchOptions) {
  const maxGap = gapIntervals === 0 ? {} : { maxGap: `${(gapIntervals * intervalMs) / 1_000}s` };
  const on = ['telematics.reading'];
  const total = { on, aggregate: 'minutesTrue', ...maxGap };
  const alarms = rules.map((rule) =>
    rule.kind === 'consecutive'
      ? node(`alarm-${rule.id}`, 'hold', { on, while: outOf(rule), for: `${rule.minutes}m`, ...maxGap })
      : node(`alarm-${rule.id}`, 'window', {
          ...total,
          when: outOf(rule),
          over: { phase: true },
          threshold: { operator: 'greaterThanInclusive', value: rule.minutes },
        }),
  );
  const never = { operator: 'greaterThanInclusive', value: 0 };
  const daily = (days ? rules : []).map((rule) =>
    node(`day-${rule.id}`, 'window', { ...total, when: outOf(rule), over: { tumbling: '1d' }, threshold: never }),
  );
  // A session that ends a day after the last reading tells the mean of them all.
  const kinetic = node('kinetic-all', 'window', {
    on,
    aggregate: 'meanKineticTemperature',
    value: 'celsius(event.data.value, event.data.unit)',
    over: { session: '1d' },
    threshold: { operator: 'greaterThan', value: -200 },
  });
  const senses = [...alarms, ...daily, kinetic];
  const end = { id: 'end', kind: 'end', title: 'End', config: { outcome: 'Told' } };
  const read = readWorkflow({
    formatVersion: 1,
    id: 'logger',
    name: 'Logger',
    subject: 'shipment',
    settings: { runs: 'parallel' },
    nodes: [...senses, end],
    edges: senses.map(({ id, kind }) => ({ from: `${id}.${kind === 'hold' ? 'held' : 'over'}`, to: 'end.in' })),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const result = compile(read.workflow);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

function node(id: string, kind: 'hold' | 'window', config: object) {
  return { id, kind, title: id, config };
}

function outOf({ side, limitC }: AlarmRule) {
  const operator = side === 'low' ? 'lessThan' : 'greaterThan';
  return { all: [{ fact: 'event', path: 'data.value', operator, value: limitC }] };
}
