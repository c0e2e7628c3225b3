import type { CanonicalEvent } from '../../event/index.ts';
import { instantFromMs, instantToMs } from '../../time/index.ts';
import type { NodeKind } from '../../workflow/index.ts';
import type { Given } from '../compile/index.ts';
import type { Program } from '../program.ts';
import { emptyRecord, step } from '../step.ts';
import type { Decision, Effect, ExceptionRecord, Input, LiveSet, SubjectRecord } from '../types.ts';
import { compiled, T0, type Told } from './sense-desk.ts';

const MINUTE_MS = 60_000;

type Nodes = Readonly<Record<string, readonly [NodeKind, Readonly<Record<string, unknown>>]>>;

/** A workflow in short: nodes by id as [kind, configuration], wires as `from.port>to`. */
export function drawn(
  nodes: Nodes,
  wires: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
  given: Given = {},
): Program {
  return compiled(graphOf(nodes, wires, more), given);
}

/** The same, as it is saved. */
export function graphOf(nodes: Nodes, wires: readonly string[], more: Readonly<Record<string, unknown>> = {}): object {
  return {
    formatVersion: 1,
    id: 'drawn',
    name: 'Drawn',
    subject: 'shipment',
    connections: [{ slot: 'desk', connector: 'http' }],
    ...more,
    nodes: Object.entries(nodes).map(([id, [kind, config]]) => ({ id, kind, title: id, config })),
    edges: wires.map((wire) => ({
      from: wire.slice(0, wire.indexOf('>')),
      to: `${wire.slice(wire.indexOf('>') + 1)}.in`,
    })),
  };
}

/** The configuration of an action whose answer the test gives. */
export const ask = (more: Record<string, unknown> = {}) =>
  ['action', { slot: 'desk', operation: 'request', input: {}, ...more }] as const;
export const on = (...types: string[]) => ['trigger', { on: types }] as const;
export const end = (outcome: string) => ['end', { outcome }] as const;

/** Drives one subject through `step` under some workflows and remembers what came of it; minutes are counted from T0. */
export function desk(...programs: readonly Program[]) {
  const live: LiveSet = {
    id: 'set',
    environment: 'dev',
    live: programs.map((program) => ({ program, paused: false })),
    pinned: (id) => programs.find((program) => program.id === id),
  };
  const subject = 'shipment:S-1';
  let record: SubjectRecord = emptyRecord(subject);
  let offset = 0;
  const startMs = instantToMs(T0);
  const at = (minute: number) => startMs + Math.round(minute * MINUTE_MS);
  const decisions: Decision[] = [];
  const effects: Effect[] = [];
  const apply = (input: Input): readonly Decision[] => {
    const result = step(live, record, input);
    record = JSON.parse(JSON.stringify(result.record));
    decisions.push(...result.decisions);
    for (const decision of result.decisions) effects.push(...decision.effects);
    return result.decisions;
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
  const event = (
    minute: number,
    type: string,
    data: Record<string, unknown> = {},
    told: Told & Omit<Partial<CanonicalEvent>, 'time'> = {},
  ) => {
    until(minute);
    offset += 1;
    const { time, ...given } = told;
    const made: CanonicalEvent = {
      id: `e${offset}`,
      source: '/tms',
      type,
      subject,
      ...given,
      time: instantFromMs(at(time ?? minute)),
      data,
    };
    return apply({ kind: 'event', event: made, offset, nowMs: at(minute) });
  };
  const actions = () => effects.flatMap((each) => (each.kind === 'action' ? [each.action] : []));
  const cases = (): readonly ExceptionRecord[] => [
    ...new Map(
      effects.flatMap((each) => (each.kind === 'exception' ? [[each.exception.id, each.exception] as const] : [])),
    ).values(),
  ];
  return {
    event,
    /** Shows the subject an event of somebody else. */
    broadcast: (minute: number, type: string, data: Record<string, unknown> = {}) => {
      until(minute);
      const event = {
        id: `b${minute}`,
        source: '/news',
        type,
        subject: 'area:x',
        time: instantFromMs(at(minute)),
        data,
      };
      return apply({ kind: 'broadcast', event, nowMs: at(minute) });
    },
    tick: until,
    release: (minute: number) => apply({ kind: 'activated', nowMs: at(minute) }),
    actions,
    cases,
    /** Answers the newest action of a node. */
    done: (minute: number, node: string, output: unknown = {}) =>
      event(minute, 'action.done', { action: actions().findLast((each) => each.node === node)?.id, output }),
    fail: (minute: number, node: string) =>
      event(minute, 'action.failed', { action: actions().findLast((each) => each.node === node)?.id, code: 'refused' }),
    /** A person's step on the newest case. */
    person: (minute: number, step: string, data: Record<string, unknown> = {}) =>
      event(
        minute,
        `exception.${step}`,
        { exception: cases().at(-1)?.id, actor: 'petra', ...data },
        { source: 'slipway' },
      ),
    effects,
    decisions,
    record: () => record,
    changes: () => effects.flatMap((each) => (each.kind === 'exception' ? [each.change] : [])),
    answers: () => effects.flatMap((each) => (each.kind === 'answer' ? [each.failure] : [])),
    emitted: () => effects.flatMap((each) => (each.kind === 'emit' ? [each.event] : [])),
    /** The last state of every run that was told of. */
    runs: () =>
      [
        ...new Map(effects.flatMap((each) => (each.kind === 'run' ? [[each.run.id, each.run] as const] : []))).values(),
      ].map((run) => run.outcome ?? run.status),
    /** Ports by which tokens left a node. */
    ports: (node: string) =>
      decisions.flatMap(({ trace }) => trace.flatMap((each) => (each.node === node ? each.ports : []))),
    instant: (minute: number) => instantFromMs(at(minute)),
  };
}
