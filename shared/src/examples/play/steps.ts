import type { ExceptionRecord } from '../../engine/index.ts';
import { type CanonicalEvent, checkEvent, EVENT_TYPES } from '../../event/index.ts';
import { Failure } from '../../failure/index.ts';
import { instantFromMs, instantToMs } from '../../time/index.ts';
import type { Scenario, ScenarioStep } from '../scenario.ts';
import { dated, offsetMs } from './moment.ts';
import type { AskedAction } from './outcome.ts';

/** What is there to be answered and decided when a step comes. */
export interface Standing {
  readonly actions: Iterable<AskedAction>;
  readonly exceptions: Iterable<ExceptionRecord>;
}

const PERSON = {
  acknowledge: 'exception.acknowledged',
  progress: 'exception.progressed',
  snooze: 'exception.snoozed',
  suppress: 'exception.suppressed',
  resolve: 'exception.resolved',
} as const;

/**
 * Turns the steps of a scenario into the events that come of them: what a source sends, and what Slipway appends for a
 * system that answers and a person who decides. `asked` hears which action was answered.
 */
export class Steps {
  readonly #scenario: Pick<Scenario, 'start' | 'subject'>;
  readonly #startMs: number;
  readonly #sent = new Map<string, CanonicalEvent>();
  #made = 0;

  constructor(scenario: Pick<Scenario, 'start' | 'subject'>) {
    this.#scenario = scenario;
    this.#startMs = instantToMs(scenario.start);
  }

  get startMs(): number {
    return this.#startMs;
  }

  /** When a step comes. */
  atMs(step: ScenarioStep): number {
    return this.#startMs + offsetMs(step.at);
  }

  /**
   * The events of a step, in order. Fails with the code of an event that no source could send, and with
   * `invalid-request` where a step repeats, answers or decides on what is not there.
   */
  eventsOf(step: ScenarioStep, standing: Standing): readonly CanonicalEvent[] {
    const events: CanonicalEvent[] = [];
    if (step.event) events.push(this.#event(step.event, step.at));
    if (step.again !== undefined) events.push(this.#again(step.again));
    if (step.answer) events.push(this.#answer(step.answer, step.at, standing));
    for (const [name, type] of Object.entries(PERSON) as [keyof typeof PERSON, string][]) {
      const person = step[name];
      if (person) events.push(this.#person(person, { type, at: step.at }, standing));
    }
    return events;
  }

  #event(given: NonNullable<ScenarioStep['event']>, at: string): CanonicalEvent {
    this.#made += 1;
    const type = Object.hasOwn(EVENT_TYPES, given.type) ? EVENT_TYPES[given.type] : undefined;
    if (type?.internal && !type.broadcast) throw new Failure('unknown-type', `${given.type} is not sent by a source`);
    const checked = checkEvent({
      specversion: '1.0',
      id: given.id ?? `event-${this.#made}`,
      source: given.source ?? '/scenario',
      type: given.type,
      subject: given.subject ?? this.#scenario.subject,
      time: this.#instant(given.time ?? at),
      ...(given.recordedtime === undefined ? {} : { recordedtime: this.#instant(given.recordedtime) }),
      ...(given.sequence === undefined ? {} : { sequence: given.sequence }),
      data: dated(given.data, this.#startMs),
    });
    if (!checked.ok) throw checked.failure;
    this.#sent.set(checked.event.id, checked.event);
    return checked.event;
  }

  #again(id: string): CanonicalEvent {
    const event = this.#sent.get(id);
    if (!event) throw new Failure('invalid-request', `no event ${id} was sent before`);
    return event;
  }

  #answer(answer: NonNullable<ScenarioStep['answer']>, at: string, standing: Standing): CanonicalEvent {
    const { node, subject, operation, output, code } = answer;
    const asked = [...standing.actions].find(
      ({ request, state }) =>
        state === 'asked' &&
        request.node === node &&
        (subject === undefined || request.subject === subject) &&
        (operation === undefined || request.operation === operation),
    );
    if (!asked) throw new Failure('invalid-request', `no action of ${node} waits for an answer`);
    const { id: action, subject: whom } = asked.request;
    asked.state = code === undefined ? 'done' : 'failed';
    return code === undefined
      ? this.#own('action.done', whom, at, { action, output: dated(output, this.#startMs) ?? {} })
      : this.#own('action.failed', whom, at, { action, code, detail: code });
  }

  #person(
    given: NonNullable<ScenarioStep['resolve']>,
    about: { readonly type: string; readonly at: string },
    standing: Standing,
  ): CanonicalEvent {
    const { type, subject = this.#scenario.subject, until, ...said } = given;
    const open = [...standing.exceptions].find(
      (each) => each.type === type && each.subject === subject && !each.closedAt,
    );
    if (!open) throw new Failure('invalid-request', `no exception ${type} of ${subject} is open`);
    return this.#own(about.type, open.subject, about.at, {
      exception: open.id,
      revision: open.revision,
      actor: 'somebody',
      ...said,
      ...(until === undefined ? {} : { until: this.#instant(until) }),
    });
  }

  /** What Slipway appends itself, which no source may send. */
  #own(type: string, subject: string, at: string, data: Readonly<Record<string, unknown>>): CanonicalEvent {
    this.#made += 1;
    const id = `own-${this.#made}-${subject}`;
    return { id, source: 'slipway', type, subject, time: this.#instant(at), data };
  }

  #instant(offset: string): string {
    return instantFromMs(this.#startMs + offsetMs(offset));
  }
}
