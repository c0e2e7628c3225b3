import type { CanonicalEvent } from '../../event/index.ts';
import { describeDuration, instantFromMs, instantToMs } from '../../time/index.ts';
import { NODE_KINDS, readWorkflow, type SenseKind } from '../../workflow/index.ts';
import { compile, type Given } from '../compile/index.ts';
import type { Program } from '../program.ts';
import { emptyRecord, step } from '../step.ts';
import type { Input, LiveSet, StepResult, SubjectRecord } from '../types.ts';

/** T0 of the stories told here: a Monday, 08:00 UTC. */
export const T0 = '2026-03-02T08:00:00.000Z';
const MINUTE_MS = 60_000;

/** A workflow of one sense node: what it opens waits, what it closes ends. */
export function senseProgram(
  kind: SenseKind,
  config: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
): Program {
  const ports = NODE_KINDS[kind].ports(config as never);
  const closing = ports.find((port) => !NODE_KINDS[kind].opening.includes(port));
  return compiled({
    formatVersion: 1,
    id: 'sense',
    name: 'Sense',
    subject: 'shipment',
    ...more,
    settings: { runs: 'parallel', ...(more.settings as object | undefined) },
    nodes: [
      { id: 'node', kind, title: 'Node', config },
      {
        id: 'stay',
        kind: 'wait',
        title: 'Stay',
        config: { for: { on: ['shipment.podReceived'] }, timeout: '300d' },
      },
      { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } },
    ],
    edges: [
      { from: `node.${NODE_KINDS[kind].opening[0]}`, to: 'stay.in' },
      { from: 'stay.received', to: 'over.in' },
      { from: 'stay.timeout', to: 'over.in' },
      ...(closing ? [{ from: `node.${closing}`, to: 'over.in' }] : []),
    ],
  });
}

export function compiled(workflow: unknown, given: Given = {}): Program {
  const read = readWorkflow(workflow);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const result = compile(read.workflow, given);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.program;
}

/** How an event differs from one that happens now and is told of now. Minutes are counted from T0. */
export interface Told {
  readonly id?: string;
  readonly source?: string;
  /** When it happened. */
  readonly time?: number;
}

/** Drives one subject through `step` as the partition loop does; its record goes through JSON after every step. */
export function senseDesk(program: Program, subject = 'shipment:S-1', startMs = instantToMs(T0)) {
  let live: LiveSet = { id: 'set', environment: 'dev', live: [{ program, paused: false }], pinned: () => program };
  let record: SubjectRecord = emptyRecord(subject);
  let offset = 0;
  const log: string[] = [];
  const at = (minute: number) => startMs + Math.round(minute * MINUTE_MS);
  const apply = (input: Input): StepResult => {
    const result = step(live, record, input);
    record = JSON.parse(JSON.stringify(result.record));
    const when = describeDuration(input.nowMs - startMs);
    for (const { trace, failure } of result.decisions) {
      if (failure) log.push(`${when} failed: ${failure.detail}`);
      for (const { node, did, ports, run } of trace)
        if (program.nodes.get(node)?.kind !== 'wait' && program.nodes.get(node)?.kind !== 'end')
          log.push([when, did, ...ports, ...(did === 'closed' && !run ? ['(no run)'] : [])].join(' '));
    }
    return result;
  };
  const until = (minute: number) => {
    for (;;) {
      const [next] = Object.entries(record.timers)
        .filter(([, timer]) => timer.dueMs <= at(minute))
        .sort(([a, one], [b, other]) => one.dueMs - other.dueMs || (a < b ? -1 : 1));
      if (!next) return;
      apply({ kind: 'timer', timerId: next[0], nowMs: next[1].dueMs });
    }
  };
  const made = (minute: number, type: string, data: Record<string, unknown>, told: Told, about: string) =>
    ({
      id: told.id ?? `e${offset + 1}`,
      source: told.source ?? '/tms',
      type,
      subject: about,
      time: instantFromMs(at(told.time ?? minute)),
      data,
    }) as CanonicalEvent;
  return {
    event: (minute: number, type: string, data: Record<string, unknown> = {}, told: Told = {}) => {
      until(minute);
      const event = made(minute, type, data, told, subject);
      offset += 1;
      return apply({ kind: 'event', event, offset, nowMs: at(minute) });
    },
    broadcast: (minute: number, type: string, data: Record<string, unknown>) => {
      until(minute);
      offset += 1;
      return apply({ kind: 'broadcast', event: made(minute, type, data, {}, 'source:x'), nowMs: at(minute) });
    },
    tick: until,
    /** A version goes live. */
    release: (minute: number, released: Program = program) => {
      until(minute);
      live = { ...live, live: [{ program: released, paused: false }] };
      return apply({ kind: 'activated', nowMs: at(minute) });
    },
    log,
    record: () => record,
    runs: () => (record.workflows.sense?.runs ?? []).map(({ status, outcome }) => outcome ?? status),
    instant: (minute: number) => instantFromMs(at(minute)),
  };
}
