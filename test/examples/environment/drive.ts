import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { NewRecord } from '@slipway/runtime/event-log/port';
import { eventRecord } from '@slipway/runtime/pipeline/log-writer';
import { type CanonicalEvent, EVENT_TYPES } from '@slipway/shared/event';
import { Steps, WorldLedger } from '@slipway/shared/examples/play/index.ts';
import type { ScenarioStep } from '@slipway/shared/examples/scenario.ts';
import { isFailure } from '@slipway/shared/failure';
import type { Group, Part } from './grouping.ts';
import { Recorded, Recording, takeInto } from './recorded.ts';
import type { Surroundings } from './surroundings.ts';

const PARTITIONS = 2;

/** A scenario under way: its next steps, and what was recorded for it. */
export interface Acted {
  readonly part: Part;
  readonly recorded: Recorded;
}

interface Actor extends Acted {
  readonly steps: Steps;
  readonly waiting: ScenarioStep[];
}

/**
 * Plays the scenarios of a group in a replay environment of its own, all on one clock: what falls due comes to rest, then
 * the steps of the moment are taken in and come to rest, those of one scenario one after the other.
 */
export async function playGroup(
  surroundings: Surroundings,
  environment: string,
  group: Group,
): Promise<{ readonly acted: readonly Acted[]; readonly everything: WorldLedger }> {
  const { pipeline } = surroundings;
  await pipeline.createEnvironment({ id: environment, kind: 'replay', deliversTo: 'outbox', partitions: PARTITIONS });
  const { workflows, parts, references } = group.furnished;
  await pipeline.releaseWorkflows(environment, [...workflows.values()], group.variables, { parts, references });
  const stage = new Stage(surroundings, environment);
  await stage.rest();
  const actors = group.parts.map((part): Actor => {
    const { scenario } = part.renaming;
    return { part, recorded: new Recorded(), steps: new Steps(scenario), waiting: [...scenario.steps] };
  });
  for (;;) {
    const nextMs = Math.min(...actors.map(nextMsOf));
    if (nextMs === Number.POSITIVE_INFINITY) break;
    await stage.advance(nextMs);
    await playMoment(stage, actors, nextMs);
  }
  await stage.hear(actors);
  return { acted: actors, everything: stage.everything };
}

/** The steps of one moment, the first of each scenario together, then the second ones. */
async function playMoment(stage: Stage, actors: readonly Actor[], atMs: number): Promise<void> {
  for (;;) {
    const now = actors.filter((actor) => nextMsOf(actor) === atMs);
    if (now.length === 0) return;
    if (now.some(({ waiting: [step] }) => asksWhatIsThere(step))) await stage.hear(actors);
    for (const events of turnsOf(now)) {
      await stage.send(events);
      await stage.advance(atMs);
    }
    for (const actor of now) if (actor.waiting.length === 0) actor.recorded.untilMs = atMs;
  }
}

/** Whether a step answers or decides on something, which must be known first. */
function asksWhatIsThere(step: ScenarioStep | undefined): boolean {
  const { at: _, event: __, again: ___, ...rest } = step ?? { at: '0' };
  return Object.keys(rest).length > 0;
}

/** What the next step of each brings, as far as it can come at once. */
function turnsOf(actors: readonly Actor[]): readonly (readonly CanonicalEvent[])[] {
  const turns: CanonicalEvent[][] = [];
  for (const { part, recorded, steps, waiting } of actors) {
    const step = waiting.shift();
    const { actions, exceptions } = recorded.ledger;
    try {
      const standing = { actions: actions.values(), exceptions: exceptions.values() };
      const events = step ? steps.eventsOf(step, standing) : [];
      for (const [index, event] of events.entries()) {
        turns[index] ??= [];
        turns[index].push(part.renaming.event(event));
      }
    } catch (error) {
      if (!isFailure(error)) throw error;
      recorded.failures.push(error.message);
    }
  }
  return turns.length > 0 ? turns : [[]];
}

function nextMsOf({ steps, waiting: [step] }: Actor): number {
  return step ? steps.atMs(step) : Number.POSITIVE_INFINITY;
}

/** The clock and the log of one environment. */
class Stage {
  readonly #surroundings: Surroundings;
  readonly #environment: string;
  readonly #recording: Recording;
  #nowMs = 0;

  constructor(surroundings: Surroundings, environment: string) {
    this.#surroundings = surroundings;
    this.#environment = environment;
    this.#recording = new Recording(surroundings, environment);
  }

  /** Lets time pass, moment by moment in which something falls due. */
  async advance(toMs: number): Promise<void> {
    for (;;) {
      const dueMs = await this.#nextDueMs();
      const atMs = Math.max(this.#nowMs, Math.min(dueMs, toMs));
      this.#nowMs = atMs;
      this.#surroundings.pipeline.clocks.advance(this.#environment, atMs);
      if (dueMs > toMs) return;
      await this.#append(
        Array.from({ length: PARTITIONS }, (_, partition) => ({ kind: 'tick', key: '', value: '{}', partition, atMs })),
      );
    }
  }

  /** Events of sources are taken in as those of any source; what Slipway says itself is appended. */
  async send(events: readonly CanonicalEvent[]): Promise<void> {
    const own = (event: CanonicalEvent) => Object.hasOwn(EVENT_TYPES, event.type) && EVENT_TYPES[event.type]?.internal;
    const { pipeline } = this.#surroundings;
    const posted = events.filter((event) => !own(event));
    const bytes = posted.map((event) => Buffer.from(JSON.stringify({ specversion: '1.0', ...event })));
    const taken = await pipeline.ingest(this.#environment, 'scenario', bytes);
    const refused = taken.find((each) => !each.ok);
    if (refused && !refused.ok) throw new Error(`not taken in: ${refused.code} ${refused.detail}`);
    await this.#append(events.filter(own).map((event) => ({ ...eventRecord(event), atMs: this.#nowMs })));
  }

  /** Waits until all that was appended is decided, and all that was emitted has come. */
  async rest(): Promise<void> {
    const { progress } = this.#surroundings.pipeline;
    for (let looks = 0; ; looks += 1) {
      const { outbox, lag } = await progress.underWay(this.#environment);
      if (outbox + lag === 0) return;
      await (looks < 50 ? setImmediate() : sleep(2));
    }
  }

  /** All that was recorded, of whomever. */
  readonly everything = new WorldLedger();

  /** Hands each scenario what was recorded for it. */
  async hear(actors: readonly Acted[]): Promise<void> {
    for (const row of await this.#recording.news()) {
      takeInto(this.everything, row);
      const actor = actors.find(({ part }) => part.renaming.owns(row.subject));
      actor?.recorded.take(row, actor.part);
    }
  }

  async #append(records: readonly NewRecord[]): Promise<void> {
    if (records.length > 0) await this.#surroundings.pipeline.writer.append(this.#environment, records);
    await this.rest();
  }

  async #nextDueMs(): Promise<number> {
    const { rows } = await this.#surroundings.database.pool.query<{ due: number | null }>(
      'SELECT min(due_at_ms) AS due FROM timers WHERE environment = $1',
      [this.#environment],
    );
    return rows[0]?.due ?? Number.POSITIVE_INFINITY;
  }
}
