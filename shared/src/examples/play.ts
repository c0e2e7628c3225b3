import {
  type ActionRequest,
  compile,
  type Effect,
  type ExceptionRecord,
  emptyRecord,
  type Input,
  type LiveSet,
  type SubjectRecord,
  step,
  type TraceStep,
} from '../engine/index.ts';
import { type CanonicalEvent, checkEvent } from '../event/index.ts';
import { Failure } from '../failure/index.ts';
import { instantFromMs, instantToMs, parseDuration } from '../time/index.ts';
import type { Workflow } from '../workflow/index.ts';
import type { Scenario, ScenarioStep } from './scenario.ts';

/** What came of a scenario. */
export interface Played {
  readonly runs: readonly { readonly status: string; readonly outcome?: string }[];
  readonly exceptions: readonly ExceptionRecord[];
  readonly actions: readonly (ActionRequest & { readonly state: 'asked' | 'done' | 'failed' | 'withdrawn' })[];
  /** Everything that the workflow did, in order. */
  readonly trace: readonly TraceStep[];
  /** Ports by which tokens left, as `<node>.<port>`. */
  readonly ports: ReadonlySet<string>;
}

/**
 * Plays a scenario on a workflow as the partition loop would: timers first, then what happens. Fails with
 * `invalid-workflow`, with the code of an event that no source could send, and with `invalid-request` where a step
 * answers or resolves what is not there.
 */
export function playScenario(workflow: Workflow, scenario: Scenario): Played {
  const compiled = compile(workflow, scenario.variables);
  if (!compiled.ok) throw new Failure('invalid-workflow', compiled.problems[0]?.message, { cause: compiled.problems });
  const { program } = compiled;
  const stage = new Stage(
    { id: 'scenario', environment: 'scenario', live: [{ program, paused: false }], pinned: () => program },
    scenario,
  );
  for (const each of scenario.steps) stage.play(each);
  return stage.played();
}

type ActionState = Played['actions'][number]['state'];

class Stage {
  readonly #live: LiveSet;
  readonly #subject: string;
  readonly #startMs: number;
  #record: SubjectRecord;
  #nowMs: number;
  #offset = 0;
  readonly #runs = new Map<string, { status: string; outcome?: string }>();
  readonly #exceptions = new Map<string, ExceptionRecord>();
  readonly #actions = new Map<string, { request: ActionRequest; state: ActionState }>();
  readonly #trace: TraceStep[] = [];

  constructor(live: LiveSet, scenario: Scenario) {
    this.#live = live;
    this.#subject = scenario.subject;
    this.#record = emptyRecord(scenario.subject);
    this.#startMs = instantToMs(scenario.start);
    this.#nowMs = this.#startMs;
  }

  play(each: ScenarioStep): void {
    this.#advance(this.#ms(each.at));
    if (each.event) this.#send(this.#eventOf(each.event, each.at));
    if (each.answer) this.#answer(each.answer);
    if (each.resolve) this.#resolve(each.resolve);
  }

  played(): Played {
    return {
      runs: [...this.#runs.values()],
      exceptions: [...this.#exceptions.values()],
      actions: [...this.#actions.values()].map(({ request, state }) => ({ ...request, state })),
      trace: this.#trace,
      ports: new Set(this.#trace.flatMap(({ node, ports }) => ports.map((port) => `${node}.${port}`))),
    };
  }

  #ms(offset: string): number {
    if (offset === '0') return this.#startMs;
    return this.#startMs + (offset.startsWith('-') ? -1 : 1) * parseDuration(offset.slice(1));
  }

  #advance(toMs: number): void {
    if (toMs < this.#nowMs) throw new Failure('invalid-request', 'the steps of a scenario stand in the order of time');
    for (;;) {
      const [next] = Object.entries(this.#record.timers)
        .filter(([, timer]) => timer.dueMs <= toMs)
        .sort(([a, one], [b, other]) => one.dueMs - other.dueMs || (a < b ? -1 : 1));
      if (!next) break;
      // Time passes without a record, so the clock stands where the timer is due.
      this.#nowMs = Math.max(this.#nowMs, next[1].dueMs);
      this.#apply({ kind: 'timer', timerId: next[0], nowMs: this.#nowMs });
    }
    this.#nowMs = toMs;
  }

  #send(event: CanonicalEvent): void {
    this.#apply({ kind: 'event', event, offset: this.#offset, nowMs: this.#nowMs });
    this.#offset += 1;
  }

  #eventOf(given: NonNullable<ScenarioStep['event']>, at: string): CanonicalEvent {
    const raw = {
      specversion: '1.0',
      id: given.id ?? `event-${this.#offset + 1}`,
      source: '/scenario',
      type: given.type,
      subject: this.#subject,
      time: instantFromMs(this.#ms(given.time ?? at)),
      data: this.#dated(given.data),
    };
    const checked = checkEvent(raw);
    if (!checked.ok) throw checked.failure;
    return checked.event;
  }

  #dated(value: unknown): unknown {
    if (typeof value === 'string') return /^T0([+-].+)?$/.test(value) ? this.#instant(value.slice(2) || '0') : value;
    if (Array.isArray(value)) return value.map((item) => this.#dated(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#dated(item)]));
  }

  #instant(offset: string): string {
    return instantFromMs(this.#ms(offset));
  }

  #answer({ node, output, code }: NonNullable<ScenarioStep['answer']>): void {
    const asked = [...this.#actions.values()].find(({ request, state }) => request.node === node && state === 'asked');
    if (!asked) throw new Failure('invalid-request', `no action of ${node} waits for an answer`);
    asked.state = code === undefined ? 'done' : 'failed';
    const action = asked.request.id;
    const data = code === undefined ? { action, output: output ?? {} } : { action, code, detail: code };
    this.#own(code === undefined ? 'action.done' : 'action.failed', data);
  }

  #resolve({ type, choice }: NonNullable<ScenarioStep['resolve']>): void {
    const open = [...this.#exceptions.values()].find((each) => each.type === type && !each.closedAt);
    if (!open) throw new Failure('invalid-request', `no exception ${type} is open`);
    const data = { exception: open.id, revision: open.revision, actor: 'somebody', ...(choice ? { choice } : {}) };
    this.#own('exception.resolved', data);
  }

  /** What Slipway appends itself, which no source may send. */
  #own(type: string, data: CanonicalEvent['data']): void {
    const id = `own-${this.#offset + 1}`;
    this.#send({ id, source: 'slipway', type, subject: this.#subject, time: instantFromMs(this.#nowMs), data });
  }

  #apply(input: Input): void {
    const result = step(this.#live, this.#record, input);
    this.#record = result.record;
    for (const decision of result.decisions) {
      if (decision.failure) throw new Failure('decision-failed', decision.failure.detail);
      this.#trace.push(...decision.trace);
      for (const effect of decision.effects) this.#take(effect);
    }
  }

  #take(effect: Effect): void {
    if (effect.kind === 'run') {
      const { status, outcome } = effect.run;
      this.#runs.set(effect.run.id, { status, ...(outcome === undefined ? {} : { outcome }) });
    } else if (effect.kind === 'exception') this.#exceptions.set(effect.exception.id, effect.exception);
    else if (effect.kind === 'action') this.#actions.set(effect.action.id, { request: effect.action, state: 'asked' });
    else if (effect.kind === 'withdraw') {
      const action = this.#actions.get(effect.action);
      if (action?.state === 'asked') action.state = 'withdrawn';
    } else if (effect.failure) throw new Failure(effect.failure, effect.detail);
  }
}
