import {
  type ActionRequest,
  type Decision,
  type ExceptionRecord,
  emptyRecord,
  type Input,
  isBroadcast,
  type LiveSet,
  type Program,
  type StepResult,
  type SubjectRecord,
  step,
} from '@slipway/shared/engine';
import { type CanonicalEvent, subjectKind } from '@slipway/shared/event';
import { instantFromMs } from '@slipway/shared/time';
import type { Scenario, TriedAnswer } from './scenario.ts';

export type Cause = 'event' | 'timer' | 'answer' | 'person';

/** One input of the scenario and what the workflow decided about it. */
export interface Moment {
  readonly atMs: number;
  readonly cause: Cause;
  /** Key of the scenario's event, id of the action or case, or the timer's id. */
  readonly of: string;
  /** The step that waited for it; absent for an event. */
  readonly node: string | undefined;
  readonly event: CanonicalEvent | undefined;
  readonly late: boolean;
  readonly decision: Decision | undefined;
  readonly before: SubjectRecord;
  readonly after: SubjectRecord;
}

/** Something that would happen if the clock went on. */
export interface Coming {
  readonly atMs: number;
  readonly cause: Exclude<Cause, 'event'>;
  readonly node: string | undefined;
}

export interface Play {
  readonly program: Program;
  readonly moments: readonly Moment[];
  /** What waits for the clock, soonest first. */
  readonly coming: readonly Coming[];
  /** Where the clock stands at the end. */
  readonly endMs: number;
  /** The scenario would go on for ever: it was cut off. */
  readonly cut: boolean;
}

/** A scenario is looked at, not lived in. */
const MOMENTS_MAX = 300;

interface Due {
  readonly atMs: number;
  readonly cause: Cause;
  readonly of: string;
  readonly node: string | undefined;
  readonly event?: CanonicalEvent;
}

/** Order of what is due at the same time: the clock's timers first, as in a partition, then answers, then events. */
const RANK: Readonly<Record<Cause, number>> = { timer: 0, answer: 1, person: 2, event: 3 };

/**
 * Plays a scenario on the engine that production runs: events come in their order, timers fire and simulated systems
 * and people answer as the clock passes. Same program and scenario, same play.
 */
export function play(program: Program, scenario: Scenario, answerOf: (node: string) => TriedAnswer): Play {
  const live = liveSetOf(program);
  const subject = subjectOf(program, scenario);
  const ends = scenario.untilMs;
  const last = scenario.events.reduce((most, each) => Math.max(most, each.atMs), Number.NEGATIVE_INFINITY);
  let record = emptyRecord(subject);
  let waiting: readonly Due[] = scenario.events.map(({ key, atMs, event }) => ({
    atMs,
    cause: 'event',
    of: key,
    node: undefined,
    event: concernsMany(program, event) ? event : { ...event, subject },
  }));
  const moments: Moment[] = [];
  let clock = Number.NEGATIVE_INFINITY;
  for (;;) {
    const [next] = soonest([...waiting, ...timersOf(record)]);
    // Without an end the answers to what the last event brought about still come; timers wait for the clock.
    const within = next && (ends === null ? next.atMs <= last || next.cause !== 'timer' : next.atMs <= ends);
    if (!next || !within || moments.length >= MOMENTS_MAX) {
      const coming = soonest([...waiting, ...timersOf(record)]).flatMap((due) =>
        due.cause === 'event' ? [] : [{ atMs: due.atMs, cause: due.cause, node: due.node }],
      );
      const endMs = Math.max(ends ?? clock, clock);
      return { program, moments, coming, endMs, cut: moments.length >= MOMENTS_MAX };
    }
    clock = Math.max(clock, next.atMs);
    waiting = waiting.filter((each) => each !== next);
    const result = step(live, record, inputOf(program, next, { clock, offset: moments.length }));
    const decision = result.decisions.find((each) => each.workflow === program.id);
    moments.push({
      ...next,
      atMs: clock,
      event: next.event,
      late: result.late,
      decision,
      before: record,
      after: result.record,
    });
    waiting = afterwards(waiting, result, { clock, scenario, subject, answerOf });
    record = result.record;
  }
}

export function liveSetOf(program: Program): LiveSet {
  return {
    id: 'tried',
    environment: 'tried',
    live: [{ program, paused: false }],
    pinned: (workflow, version) => (workflow === program.id && version === program.version ? program : undefined),
  };
}

/** The subject that is looked at: that of the first event of the workflow's kind. */
function subjectOf({ workflow }: Program, { events }: Scenario): string {
  const own = events.find(({ event }) => subjectKind(event.subject) === workflow.subject) ?? events[0];
  return own && !isBroadcast(own.event) ? own.event.subject : `${workflow.subject}:TRY-1`;
}

/** About somebody else, but shown to the subject too: a storm, a source that fell silent. */
function concernsMany({ workflow }: Program, event: CanonicalEvent): boolean {
  return isBroadcast(event) && subjectKind(event.subject) !== workflow.subject;
}

function inputOf(
  program: Program,
  { of, event }: Due,
  { clock: nowMs, offset }: { readonly clock: number; readonly offset: number },
): Input {
  if (!event) return { kind: 'timer', timerId: of, nowMs };
  if (concernsMany(program, event)) return { kind: 'broadcast', event, nowMs };
  return { kind: 'event', event, offset, nowMs };
}

function soonest(all: readonly Due[]): readonly Due[] {
  return all.toSorted((a, b) => a.atMs - b.atMs || RANK[a.cause] - RANK[b.cause] || (a.of < b.of ? -1 : 1));
}

function timersOf(record: SubjectRecord): readonly Due[] {
  return Object.entries(record.timers).map(([id, { dueMs, target, workflow }]) => {
    if ('node' in target) return { atMs: dueMs, cause: 'timer', of: id, node: target.node };
    if ('exception' in target)
      return { atMs: dueMs, cause: 'timer', of: id, node: record.exceptions[target.exception]?.node };
    const run = record.workflows[workflow]?.runs.find((each) => each.id === target.run);
    return { atMs: dueMs, cause: 'timer', of: id, node: run?.tokens.find((each) => each.id === target.token)?.node };
  });
}

interface Around {
  readonly clock: number;
  readonly scenario: Scenario;
  readonly subject: string;
  readonly answerOf: (node: string) => TriedAnswer;
}

/** What waits after a step: its actions are answered and its cases worked on, what it withdrew is not. */
function afterwards(waiting: readonly Due[], result: StepResult, around: Around): readonly Due[] {
  let next = waiting;
  for (const { effects, trace } of result.decisions)
    for (const effect of effects) {
      if (effect.kind === 'withdraw') next = next.filter((due) => due.of !== effect.action);
      else if (effect.kind === 'action') next = [...next, ...answered(effect.action, around)];
      else if (effect.kind === 'exception') next = handled(next, effect.exception, trace, around);
    }
  return next;
}

function answered(action: ActionRequest, { clock, answerOf, subject }: Around): readonly Due[] {
  const answer = answerOf(action.node);
  if (answer.kind === 'silent') return [];
  const atMs = clock + answer.afterMs;
  const data =
    answer.kind === 'done'
      ? { action: action.id, output: answer.output }
      : { action: action.id, code: answer.code, detail: answer.detail };
  const event = own(`action.${answer.kind}`, `${action.id}.${answer.kind}`, subject, atMs, data);
  return [{ atMs, cause: 'answer', of: action.id, node: action.node, event }];
}

/**
 * A case that was closed needs nobody any more; one that a step has just opened or met is worked on where the scenario
 * says so for that step (a case that two steps speak of carries the name of the first).
 */
function handled(
  waiting: readonly Due[],
  exception: ExceptionRecord,
  trace: Decision['trace'],
  around: Around,
): readonly Due[] {
  const others = waiting.filter((due) => due.cause !== 'person' || due.of !== exception.id);
  if (exception.closedAt) return others;
  const node = trace.findLast((each) => each.values?.exception === exception.id)?.node;
  const choice = node === undefined ? undefined : around.scenario.choices[node];
  if (!choice) return waiting;
  const atMs = around.clock + choice.afterMs;
  const data = { exception: exception.id, actor: 'you', ...(choice.choice === '' ? {} : { choice: choice.choice }) };
  const event = own('exception.resolved', `${exception.id}.${exception.count}`, around.subject, atMs, data);
  return [...others, { atMs, cause: 'person', of: exception.id, node, event }];
}

/** An event that Slipway itself would append. */
function own(type: string, id: string, subject: string, atMs: number, data: Record<string, unknown>): CanonicalEvent {
  return { id, source: 'slipway', type, subject, time: instantFromMs(atMs), data };
}
