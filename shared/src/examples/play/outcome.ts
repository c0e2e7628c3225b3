import { type ActionRequest, type Decision, type ExceptionRecord, isAnnouncement } from '../../engine/index.ts';
import type { CanonicalEvent } from '../../event/index.ts';
import { Failure } from '../../failure/index.ts';
import { instantToMs } from '../../time/index.ts';
import type { ExpectationList, Scenario, ScenarioExpectation } from '../scenario.ts';
import { offsetOf, undated } from './moment.ts';

/** What has become of an action. */
export type ActionState = 'asked' | 'done' | 'failed' | 'withdrawn';

/** A run as the world was told of it. */
export interface ToldRun {
  readonly subject: string;
  readonly workflow: string;
  readonly node: string;
  readonly status: string;
  readonly outcome?: string;
  readonly beganMs: number;
  readonly endedMs?: number;
}

/** An action as the world was asked for it, and what became of it. */
export interface AskedAction {
  readonly request: ActionRequest;
  readonly askedMs: number;
  state: ActionState;
}

/** An event that a workflow emitted. */
export interface EmittedEvent {
  readonly workflow: string;
  readonly event: CanonicalEvent;
  readonly atMs: number;
}

/** Everything that the world was told and asked for, each list in the order in which it began. */
export interface Told {
  readonly runs: Iterable<ToldRun>;
  readonly exceptions: Iterable<ExceptionRecord>;
  readonly actions: Iterable<AskedAction>;
  readonly emitted: Iterable<EmittedEvent>;
}

/** What came of a scenario, in the terms of an expectation and with everything that one may name. */
export type Outcome = {
  readonly [List in ExpectationList]: NonNullable<ScenarioExpectation[List]>;
};

/** Keeps what decisions tell the world, as stores would. */
export class WorldLedger {
  readonly runs = new Map<string, ToldRun>();
  readonly exceptions = new Map<string, ExceptionRecord>();
  readonly actions = new Map<string, AskedAction>();
  readonly emitted: EmittedEvent[] = [];

  /** Takes the effects of a decision; answers the events that it emits. Fails with what a person's request came to. */
  take(decision: Decision, subject: string, nowMs: number): readonly CanonicalEvent[] {
    const emitted: CanonicalEvent[] = [];
    for (const effect of decision.effects) {
      if (effect.kind === 'run') {
        const { id, workflow, status, outcome, beganMs, openings } = effect.run;
        const ended = effect.change === 'ended' ? { endedMs: nowMs } : {};
        const told = outcome === undefined ? {} : { outcome };
        const node = openings[0]?.node ?? '';
        this.runs.set(id, { subject, workflow, node, status, beganMs, ...told, ...ended });
      } else if (effect.kind === 'exception') this.exceptions.set(effect.exception.id, effect.exception);
      else if (effect.kind === 'action')
        this.actions.set(effect.action.id, { request: effect.action, askedMs: nowMs, state: 'asked' });
      else if (effect.kind === 'withdraw') {
        const action = this.actions.get(effect.action);
        if (action?.state === 'asked') action.state = 'withdrawn';
      } else if (effect.kind === 'emit') {
        if (!isAnnouncement(effect.event))
          this.emitted.push({ workflow: decision.workflow, event: effect.event, atMs: nowMs });
        emitted.push(effect.event);
      } else if (effect.kind === 'answer' && effect.failure) throw new Failure(effect.failure, effect.detail);
    }
    return emitted;
  }
}

/** Writes what the world was told in the terms of an expectation; `own` is the id of the example's workflow. */
export function outcomeOf(told: Told, scenario: Pick<Scenario, 'start' | 'subject'>, own: string): Outcome {
  const startMs = instantToMs(scenario.start);
  const at = (ms: number) => offsetOf(ms - startMs);
  const of = (subject: string, workflow: string) => ({
    ...(subject === scenario.subject ? {} : { subject }),
    ...(workflow === own ? {} : { workflow }),
  });
  return {
    runs: [...told.runs].map(({ subject, workflow, node, status, outcome, beganMs, endedMs }) => ({
      ...of(subject, workflow),
      node,
      status,
      ...(outcome === undefined ? {} : { outcome }),
      at: at(beganMs),
      ...(endedMs === undefined ? {} : { until: at(endedMs) }),
    })),
    exceptions: [...told.exceptions].map((each) => exceptionOf(each, of(each.subject, each.workflow), startMs)),
    actions: [...told.actions].map(({ request, askedMs, state }) => ({
      ...of(request.subject, request.workflow),
      node: request.node,
      operation: request.operation,
      state,
      at: at(askedMs),
      input: withoutIds(undated(request.input, startMs), request) as Record<string, unknown>,
      retry: {
        attempts: request.attempts,
        first: offsetOf(request.firstRetryMs).slice(1),
        most: offsetOf(request.mostRetryMs).slice(1),
      },
    })),
    emitted: [...told.emitted].map(({ workflow, event, atMs }) => ({
      ...of(event.subject, workflow),
      type: event.type,
      at: at(atMs),
      // A retraction names a hash.
      data: event.type === 'event.retracted' ? {} : (undated(event.data, startMs) as Record<string, unknown>),
    })),
  };
}

function exceptionOf(
  each: ExceptionRecord,
  of: { readonly subject?: string; readonly workflow?: string },
  startMs: number,
): Outcome['exceptions'][number] {
  const at = (instant: string) => offsetOf(instantToMs(instant) - startMs);
  const { acknowledge, resolve } = each.due;
  return {
    ...of,
    type: each.type,
    severity: each.severity,
    state: each.state,
    ...(each.key === '' ? {} : { key: each.key }),
    title: each.title,
    ...(each.summary === '' ? {} : { summary: each.summary }),
    ...(each.impact === '' ? {} : { impact: each.impact }),
    ...(each.parent === null ? {} : { parent: each.parent }),
    priority: each.priority.score,
    ...(acknowledge === null ? {} : { acknowledgeBy: at(acknowledge) }),
    ...(resolve === null ? {} : { resolveBy: at(resolve) }),
    ...(each.breached.length === 0 ? {} : { breached: [...each.breached] }),
    ...(each.until === null ? {} : { wakes: at(each.until) }),
    assignee: each.assignee,
    count: each.count,
    at: at(each.detectedAt),
    occurred: at(each.occurredAt),
    ...(each.closedAt === null ? {} : { until: at(each.closedAt) }),
    ...(each.closing === null ? {} : { closing: withoutEvents(each.closing) }),
    evidence: each.evidence.map(withoutEvents),
    ...(each.choices.length === 0 ? {} : { choices: each.choices.map(({ id }) => id) }),
  };
}

/** Ids of events are the scenario's own business and differ from one playing to another. */
function withoutEvents(given: object): Record<string, unknown> {
  const { event: _, evidence: __, ...rest } = given as Record<string, unknown>;
  return rest;
}

/** An action may pass its own id on, which is a hash. */
function withoutIds(value: unknown, { id, run }: ActionRequest): unknown {
  if (typeof value === 'string') return value.replaceAll(id, '<action>').replaceAll(run, '<run>');
  if (Array.isArray(value)) return value.map((item) => withoutIds(item, { id, run } as ActionRequest));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withoutIds(item, { id, run } as ActionRequest)]),
  );
}
