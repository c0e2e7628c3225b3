import type { ActionRequest, Decision, ExceptionRecord, StepResult } from '@slipway/shared/engine';
import type { CanonicalEvent } from '@slipway/shared/event';
import type { ActionState } from '@slipway/shared/examples/play/outcome.ts';
import { Steps } from '@slipway/shared/examples/play/steps.ts';
import { isFailure } from '@slipway/shared/failure';
import { instantFromMs } from '@slipway/shared/time';
import { type Scenario, saidFor, type TriedAct, type TriedAnswer, type TriedChoice } from './scenario.ts';

/** What moves a scenario on. */
export type Cause = 'event' | 'timer' | 'answer' | 'person';

/** What a simulated system answers to the so many-th visit of a step. */
export type AnswerOf = (node: string, visit: number) => TriedAnswer;

/** A step that asked a system or a person. */
export interface Asked {
  readonly node: string;
  readonly visit: number;
  /** Of the action or the case. */
  readonly id: string;
}

/** Something that will come, or is due. */
export interface Due {
  readonly atMs: number;
  readonly cause: Cause;
  readonly of: string;
  readonly subject: string;
  readonly node: string | undefined;
  readonly visit?: number | undefined;
  readonly event?: CanonicalEvent | undefined;
  readonly act?: TriedAct | undefined;
  readonly emitted?: boolean | undefined;
  /** Its place among what comes at the same time by the same cause. */
  readonly order: number;
}

/** Who is asked by a workflow: systems that answer, people who work on cases; and what comes in by itself. */
export class Askers {
  readonly #scenario: Scenario;
  readonly #answerOf: AnswerOf;
  readonly #own: string;
  readonly #actions = new Map<
    string,
    { readonly request: ActionRequest; readonly askedMs: number; state: ActionState }
  >();
  readonly #visits = new Map<string, Asked>();
  readonly #counts = new Map<string, number>();
  readonly #cases = new Map<string, ExceptionRecord>();
  #waiting: readonly Due[];

  constructor(own: string, scenario: Scenario, answerOf: AnswerOf) {
    this.#own = own;
    this.#scenario = scenario;
    this.#answerOf = answerOf;
    this.#waiting = [
      ...scenario.events.map(
        ({ key, atMs, event }, order): Due => ({
          atMs,
          cause: 'event',
          of: key,
          subject: event.subject,
          node: undefined,
          event,
          order,
        }),
      ),
      ...(scenario.acts ?? []).map(
        (act, order): Due => ({
          atMs: act.atMs,
          cause: act.step.answer ? 'answer' : 'person',
          of: act.key,
          subject: scenario.subject ?? '',
          node: act.step.answer?.node,
          act,
          order,
        }),
      ),
    ];
  }

  get waiting(): readonly Due[] {
    return this.#waiting;
  }

  taken(due: Due): void {
    this.#waiting = this.#waiting.filter((each) => each !== due);
    const action = due.cause === 'answer' ? this.#actions.get(due.of) : undefined;
    if (action) action.state = due.event?.type === 'action.failed' ? 'failed' : 'done';
  }

  /** What a test says that somebody does, about what is there now; without an event where that is not there. */
  come(due: Due, clock: number): Due {
    const { act } = due;
    if (!act) return due;
    const { subject = '', start } = this.#scenario;
    const steps = new Steps({ start: start ?? instantFromMs(clock), subject });
    try {
      const standing = { actions: this.#actions.values(), exceptions: this.#cases.values() };
      const [event] = steps.eventsOf(start === undefined ? { ...act.step, at: '0' } : act.step, standing);
      if (!event) return due;
      const { action, exception } = event.data as { readonly action?: unknown; readonly exception?: unknown };
      const asked = this.#visits.get(String(action ?? exception));
      return { ...due, ...asked, of: asked?.id ?? due.of, subject: event.subject, event: { ...event, id: act.key } };
    } catch (error) {
      if (isFailure(error)) return due;
      throw error;
    }
  }

  /** After a step: its actions are answered and its cases worked on, what it withdrew is not. */
  hear(result: StepResult, clock: number): readonly Asked[] {
    const asked: Asked[] = [];
    for (const { effects, trace } of result.decisions)
      for (const effect of effects) {
        if (effect.kind === 'withdraw') this.#withdraw(effect.action);
        else if (effect.kind === 'action') asked.push(this.#ask(effect.action, clock));
        else if (effect.kind === 'exception') asked.push(...this.#open(effect.exception, trace, clock));
      }
    return asked;
  }

  #withdraw(id: string): void {
    this.#waiting = this.#waiting.filter((due) => due.of !== id);
    const action = this.#actions.get(id);
    if (action?.state === 'asked') action.state = 'withdrawn';
  }

  #ask(action: ActionRequest, clock: number): Asked {
    this.#actions.set(action.id, { request: action, askedMs: clock, state: 'asked' });
    const asked = this.#visit(action.node, action.id);
    const own = action.workflow === this.#own;
    const said = saidFor(this.#scenario.answers, action.node, asked.visit);
    const answer = said ?? (own && !this.#scenario.told ? this.#answerOf(action.node, asked.visit) : undefined);
    if (!answer || answer.kind === 'silent') return asked;
    const atMs = clock + answer.afterMs;
    const data =
      answer.kind === 'done'
        ? { action: action.id, output: answer.output }
        : { action: action.id, code: answer.code, detail: answer.detail };
    const { id, node, subject } = action;
    const event = ourOwn(`action.${answer.kind}`, `${id}.${answer.kind}`, { subject, atMs, data });
    this.#waiting = [
      ...this.#waiting,
      { atMs, cause: 'answer', of: id, node, subject, event, visit: asked.visit, order: 0 },
    ];
    return asked;
  }

  /**
   * A case that was closed needs nobody any more; one that a step has just opened or met is worked on where the scenario
   * says so for that step (a case that two steps speak of carries the name of the first).
   */
  #open(exception: ExceptionRecord, trace: Decision['trace'], clock: number): readonly Asked[] {
    this.#cases.set(exception.id, exception);
    const others = this.#waiting.filter((due) => due.cause !== 'person' || due.of !== exception.id);
    if (exception.closedAt) {
      this.#waiting = others;
      return [];
    }
    const node = trace.findLast((each) => each.values?.exception === exception.id)?.node;
    if (node === undefined) return [];
    const asked = this.#visit(node, exception.id);
    const choice = saidFor(this.#scenario.choices, node, asked.visit);
    if (choice) this.#waiting = [...others, chosen(exception, choice, asked, clock)];
    return [asked];
  }

  /** The same case met again is another visit. */
  #visit(node: string, id: string): Asked {
    const visit = (this.#counts.get(node) ?? 0) + 1;
    this.#counts.set(node, visit);
    const asked = { node, visit, id };
    this.#visits.set(id, asked);
    return asked;
  }
}

function chosen(exception: ExceptionRecord, choice: TriedChoice, { node, visit }: Asked, clock: number): Due {
  const { id, subject, count } = exception;
  const atMs = clock + choice.afterMs;
  const data = { exception: id, actor: 'you', ...(choice.choice === '' ? {} : { choice: choice.choice }) };
  const event = ourOwn('exception.resolved', `${id}.${count}`, { subject, atMs, data });
  return { atMs, cause: 'person', of: id, node, subject, visit, event, order: 0 };
}

/** An event that Slipway itself would append. */
function ourOwn(
  type: string,
  id: string,
  { subject, atMs, data }: { readonly subject: string; readonly atMs: number; readonly data: Record<string, unknown> },
): CanonicalEvent {
  return { id, source: 'slipway', type, subject, time: instantFromMs(atMs), data };
}
