import { type CanonicalEvent, eventType, exampleEvent } from '@slipway/shared/event';
import type { ScenarioStep } from '@slipway/shared/examples/scenario.ts';
import { instantFromMs, instantToMs } from '@slipway/shared/time';
import type { Draft, DraftNode } from '@slipway/shared/workflow/edit';
import { nodesOf } from '@slipway/shared/workflow/edit';

/** An event of the scenario and when it comes in; `key` stays while the event is edited. */
export interface TriedEvent {
  readonly key: string;
  readonly atMs: number;
  readonly event: CanonicalEvent;
}

/** What the simulated system answers to an action, or when it never does. */
export type TriedAnswer =
  | { readonly kind: 'done'; readonly afterMs: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly afterMs: number; readonly code: string; readonly detail: string }
  | { readonly kind: 'silent' };

/** What the simulated person chooses in a case; `choice` is empty where the case offers none. */
export interface TriedChoice {
  readonly choice: string;
  readonly afterMs: number;
}

/** What a test says that somebody does at a moment: `step` is its step, to be taken when it comes. */
export interface TriedAct {
  readonly key: string;
  readonly atMs: number;
  readonly step: ScenarioStep;
}

/**
 * What is tried: events in the order in which they come, answers by step, and how far the clock goes. Without `untilMs`
 * it stops at the last event, and at the answers to what that brought about.
 */
export interface Scenario {
  /** The test that it was loaded from. */
  readonly name?: string | undefined;
  /** Whom it is about, where that is said; else it is found in the events. */
  readonly subject?: string | undefined;
  /** The moment from which the offsets in `acts` are counted. */
  readonly start?: string | undefined;
  readonly events: readonly TriedEvent[];
  /** By step (`ask`), and where a step is asked more than once by visit (`ask#2`). */
  readonly answers: Readonly<Record<string, TriedAnswer>>;
  readonly choices: Readonly<Record<string, TriedChoice>>;
  readonly acts?: readonly TriedAct[] | undefined;
  /** Steps of which nothing is said are not answered: the scenario says all that happens. */
  readonly told?: boolean | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly untilMs: number | null;
}

/** The name under which an answer to one visit of a step is kept. */
export const visitKey = (node: string, visit: number): string => `${node}#${visit}`;

/** What answers a visit of a step: what is said of the visit, else of the step. */
export function saidFor<Said>(all: Readonly<Record<string, Said>>, node: string, visit: number): Said | undefined {
  return all[visitKey(node, visit)] ?? all[node];
}

export const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A Monday morning: an example reads better away from weekends and the edges of days. */
const EXAMPLE_DAY = '2026-03-02T08:00:00.000Z';

/** The scenario that an editor begins with: one example of the event that the workflow looks at first. */
export function firstScenario(draft: Draft): Scenario {
  const subject = `${typeof draft.subject === 'string' ? draft.subject : 'shipment'}:TRY-1`;
  const types = [...new Set(nodesOf(draft).flatMap(firstTypes))].slice(0, 3);
  const events = (types.length > 0 ? types : ['order.created']).map((type, index) =>
    triedExample(type, subject, instantToMs(EXAMPLE_DAY) + index * HOUR_MS, `example-${index + 1}`),
  );
  return { events, answers: {}, choices: {}, variables: {}, untilMs: null };
}

const LOOKING: ReadonlySet<string> = new Set(['trigger', 'hold', 'window', 'missing']);

/** A deadline is set by what was ordered or planned, not by what meets it. */
function firstTypes({ kind, config }: DraftNode): readonly string[] {
  if (kind === 'deadline') return ['order.created'];
  if (!LOOKING.has(kind) || typeof config !== 'object' || config === null || !('on' in config)) return [];
  const { on, phase } = config as { readonly on: unknown; readonly phase?: unknown };
  // What looks only on the way is shown a shipment that is on its way.
  const before = Array.isArray(phase) && phase.includes('in-transit') ? ['shipment.pickedUp'] : [];
  const own: readonly unknown[] = Array.isArray(on) ? on : [];
  return [...before, ...own.filter((type) => typeof type === 'string').filter((type) => !type.endsWith('*'))];
}

/** An example event of a type, as it would come in at a time. */
export function triedExample(type: string, subject: string, atMs: number, key: string): TriedEvent {
  const known = eventType(type);
  // What concerns many is about something of its own: a storm, a source.
  const about = known?.broadcast ? `${type.slice(0, type.indexOf('.'))}:TRY-1` : subject;
  return { key, atMs, event: exampleEvent(type, { subject: about, time: instantFromMs(atMs), id: key }) };
}

/** When the next event would come: an hour behind the last. */
export function nextEventMs({ events }: Scenario): number {
  return events.reduce((last, event) => Math.max(last, event.atMs), instantToMs(EXAMPLE_DAY) - HOUR_MS) + HOUR_MS;
}

/** Events stay in the order in which they come in. */
export function withEvent(scenario: Scenario, event: TriedEvent): Scenario {
  const others = scenario.events.filter((each) => each.key !== event.key);
  return { ...scenario, events: [...others, event].toSorted((a, b) => a.atMs - b.atMs) };
}

/** The same event again and again, each an event of its own, behind the one with this key. */
export function withRepeats(scenario: Scenario, key: string, times: number, everyMs: number): Scenario {
  const first = scenario.events.find((each) => each.key === key);
  if (!first) return scenario;
  const beganMs = instantToMs(first.event.time);
  let next = scenario;
  for (let time = 1; time <= times; time += 1) {
    const own = freshKey(next);
    const later = { id: own, time: instantFromMs(beganMs + time * everyMs) };
    next = withEvent(next, { key: own, atMs: first.atMs + time * everyMs, event: { ...first.event, ...later } });
  }
  return next;
}

export function withoutEvent(scenario: Scenario, key: string): Scenario {
  return { ...scenario, events: scenario.events.filter((each) => each.key !== key) };
}

/** A key that no event of the scenario has. */
export function freshKey({ events }: Scenario): string {
  const taken = new Set(events.map((each) => each.key));
  let count = events.length + 1;
  while (taken.has(`example-${count}`)) count += 1;
  return `example-${count}`;
}
