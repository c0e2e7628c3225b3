import {
  audienceOf,
  type Decision,
  emptyRecord,
  type Input,
  isAnnouncement,
  isBroadcast,
  isShown,
  type LiveSet,
  type Program,
  type StepResult,
  type SubjectRecord,
  step,
} from '@slipway/shared/engine';
import { type CanonicalEvent, eventKey, subjectKind } from '@slipway/shared/event';
import { LIMITS } from '@slipway/shared/limits';
import { type AnswerOf, type Asked, Askers, type Cause, type Due } from './askers.ts';
import type { Scenario } from './scenario.ts';

/** One input of the scenario and what the workflow decided about it. */
export interface Moment {
  readonly atMs: number;
  readonly cause: Cause;
  /** Key of the scenario's event, id of the action or case, or the timer's id. */
  readonly of: string;
  /** Whose record moved. */
  readonly subject: string;
  /** The step that waited for it; absent for an event. */
  readonly node: string | undefined;
  /** Which time the step was asked, counted from 1. */
  readonly visit: number | undefined;
  readonly event: CanonicalEvent | undefined;
  /** A workflow said it, no source. */
  readonly emitted: boolean;
  readonly late: boolean;
  /** The same event came before. */
  readonly repeated: boolean;
  readonly decision: Decision | undefined;
  /** What it asked systems and people for. */
  readonly asked: readonly Asked[];
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
  /** Whom the scenario is about. */
  readonly subject: string;
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
/** Inputs of which nothing is shown count too. */
const INPUTS_MAX = 5_000;

/** Order of what is due at the same time: the clock's timers first, as in a partition, then answers, then events. */
const RANK: Readonly<Record<Cause, number>> = { timer: 0, answer: 1, person: 2, event: 3 };

/**
 * Plays a scenario on the engine that production runs: events come in their order, timers fire and simulated systems
 * and people answer as the clock passes. Same program and scenario, same play. `beside` is what lives in the same
 * environment: it hears what the workflow emits, and the other way round.
 */
export function play(program: Program, scenario: Scenario, answerOf: AnswerOf, beside: readonly Program[] = []): Play {
  const world = new TriedWorld(program, scenario, { answerOf, beside });
  const ends = scenario.untilMs;
  const last = [...scenario.events, ...(scenario.acts ?? [])].reduce(
    (most, each) => Math.max(most, each.atMs),
    Number.NEGATIVE_INFINITY,
  );
  for (;;) {
    const [next] = world.due();
    // Without an end the answers to what the last event brought about still come; timers wait for the clock.
    const within = next && (ends === null ? next.atMs <= last || next.cause !== 'timer' : next.atMs <= ends);
    if (!next || !within || world.full) {
      const coming = world
        .due()
        .flatMap((due) => (due.cause === 'event' ? [] : [{ atMs: due.atMs, cause: due.cause, node: due.node }]));
      const { moments, clock, subject, full } = world;
      return { program, subject, moments, coming, endMs: Math.max(ends ?? clock, clock), cut: full };
    }
    world.take(next);
  }
}

/** The records of the subjects of a scenario, and the clock over them. */
class TriedWorld {
  readonly moments: Moment[] = [];
  readonly subject: string;
  clock = Number.NEGATIVE_INFINITY;
  readonly #program: Program;
  readonly #live: LiveSet;
  readonly #records = new Map<string, SubjectRecord>();
  readonly #seen = new Set<string>();
  readonly #emitted: CanonicalEvent[] = [];
  readonly #askers: Askers;
  #offset = 0;
  #inputs = 0;

  constructor(
    program: Program,
    scenario: Scenario,
    around: { readonly answerOf: AnswerOf; readonly beside: readonly Program[] },
  ) {
    this.#program = program;
    this.subject = scenario.subject ?? subjectOf(program, scenario);
    this.#live = liveSetOf(program, around.beside);
    this.#askers = new Askers(program.id, scenario, around.answerOf);
    // What concerns many is shown to the subject that is tried, also where nothing else is known of it.
    if (scenario.subject === undefined) this.#records.set(this.subject, emptyRecord(this.subject));
  }

  get full(): boolean {
    return this.moments.length >= MOMENTS_MAX || this.#inputs >= INPUTS_MAX;
  }

  due(): readonly Due[] {
    const timers = [...this.#records].flatMap(([subject, record]) => timersOf(subject, record));
    return [...this.#askers.waiting, ...timers].toSorted(
      (a, b) =>
        a.atMs - b.atMs ||
        RANK[a.cause] - RANK[b.cause] ||
        a.order - b.order ||
        compare(a.subject, b.subject) ||
        compare(a.of, b.of),
    );
  }

  take(due: Due): void {
    this.clock = Math.max(this.clock, due.atMs);
    this.#askers.taken(due);
    if (due.cause === 'timer') {
      this.#apply(due, due.subject, { kind: 'timer', timerId: due.of, nowMs: this.clock });
      // All that falls due at one time fires before what it emits is heard.
      if (this.due().some((each) => each.cause === 'timer' && each.atMs <= this.clock)) return;
    } else {
      const came = this.#askers.come(due, this.clock);
      this.#send(came, came.event);
    }
    for (let event = this.#emitted.shift(); event; event = this.#emitted.shift()) {
      if ((event.hop ?? 0) > LIMITS.hops) continue;
      const { subject, id: of } = event;
      this.#send({ atMs: this.clock, cause: 'event', of, subject, node: undefined, order: 0, emitted: true }, event);
    }
  }

  #send(due: Due, event: CanonicalEvent | undefined): void {
    const repeated = event !== undefined && this.#seen.has(eventKey(event.source, event.id));
    if (!event || repeated) {
      this.#show(due, { subject: event?.subject ?? due.subject, event, repeated });
      return;
    }
    this.#seen.add(eventKey(event.source, event.id));
    const nowMs = this.clock;
    const shown = this.moments.length;
    const many = isBroadcast(event);
    const heard = many ? [...this.#records].toSorted(([a], [b]) => compare(a, b)) : [];
    const kinds = audienceOf(this.#live, event);
    this.#apply(due, event.subject, { kind: 'event', event, offset: this.#offset++, nowMs }, many);
    for (const [subject, record] of heard)
      if (kinds.has(subjectKind(subject)) && (isShown(record) || subject === this.subject))
        this.#apply(due, subject, { kind: 'broadcast', event, nowMs }, true);
    if (this.moments.length === shown && due.emitted !== true) this.#show(due, { subject: event.subject, event });
  }

  /** `quiet`: it is only shown where something came of it. */
  #apply(due: Due, subject: string, input: Input, quiet = due.emitted === true): void {
    this.#inputs += 1;
    const before = this.#records.get(subject) ?? emptyRecord(subject);
    const result = step(this.#live, before, input);
    this.#records.set(subject, result.record);
    const asked = this.#askers.hear(result, this.clock);
    for (const { effects } of result.decisions)
      for (const effect of effects) if (effect.kind === 'emit') this.#emitted.push(effect.event);
    const decision = result.decisions.find((each) => each.workflow === this.#program.id);
    const event = 'event' in input ? input.event : undefined;
    const told = (event && isAnnouncement(event)) || quiet;
    if (told && !decision?.trace.length && !decision?.failure) return;
    this.#show(due, { subject, event, result, decision, asked, before });
  }

  #show(
    { cause, of, node, visit, emitted = false }: Due,
    came: {
      readonly subject: string;
      readonly event?: CanonicalEvent | undefined;
      readonly result?: StepResult;
      readonly decision?: Decision | undefined;
      readonly asked?: readonly Asked[];
      readonly before?: SubjectRecord;
      readonly repeated?: boolean;
    },
  ): void {
    const { subject, event, result, decision, asked = [], repeated = false } = came;
    const now = this.#records.get(subject) ?? emptyRecord(subject);
    const known = { before: came.before ?? now, after: result?.record ?? now };
    const late = result?.late ?? false;
    const moment = {
      atMs: this.clock,
      cause,
      of,
      subject,
      node,
      visit,
      event,
      emitted,
      late,
      repeated,
      decision,
      asked,
    };
    this.moments.push({ ...moment, ...known });
  }
}

export function liveSetOf(program: Program, beside: readonly Program[] = []): LiveSet {
  const programs = [program, ...beside];
  return {
    id: 'tried',
    environment: 'tried',
    live: programs.map((each) => ({ program: each, paused: false })),
    pinned: (workflow, version) => programs.find((each) => workflow === each.id && version === each.version),
  };
}

/** The subject that is looked at: that of the first event of the workflow's kind. */
function subjectOf({ workflow }: Program, { events }: Scenario): string {
  const own = events.find(({ event }) => subjectKind(event.subject) === workflow.subject) ?? events[0];
  return own && !isBroadcast(own.event) ? own.event.subject : `${workflow.subject}:TRY-1`;
}

function timersOf(subject: string, record: SubjectRecord): readonly Due[] {
  return Object.entries(record.timers).map(([id, { dueMs, target, workflow }]) => {
    const due = { atMs: dueMs, cause: 'timer', of: id, subject, order: 0 } as const;
    if ('node' in target) return { ...due, node: target.node };
    if ('exception' in target) return { ...due, node: record.exceptions[target.exception]?.node };
    const run = record.workflows[workflow]?.runs.find((each) => each.id === target.run);
    return { ...due, node: run?.tokens.find((each) => each.id === target.token)?.node };
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
