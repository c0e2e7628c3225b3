import type { Program } from '@slipway/shared/engine';
import { dated, isOffset, offsetMs, offsetOf, undated } from '@slipway/shared/examples/play/moment.ts';
import type { Outcome } from '@slipway/shared/examples/play/outcome.ts';
import type { Played } from '@slipway/shared/examples/play/play.ts';
import { Steps } from '@slipway/shared/examples/play/steps.ts';
import type { ScenarioExpectation, ScenarioStep, Scenario as Test } from '@slipway/shared/examples/scenario.ts';
import { instantFromMs, instantToMs } from '@slipway/shared/time';
import { type Moment, type Play, play } from './play.ts';
import { type Scenario, type TriedAct, type TriedAnswer, type TriedChoice, visitKey } from './scenario.ts';

const NOBODY = { actions: [], exceptions: [] };
const SILENT = (): TriedAnswer => ({ kind: 'silent' });

/**
 * What is tried where a test is loaded: its events, and its answers as something that can be changed, after so long for
 * that visit of a step. What a workflow that was changed does not ask for any more stays a deed at its own time.
 */
export function triedTest(program: Program, test: Test, beside: readonly Program[] = []): Scenario {
  const literal = literalTest(test);
  const played = play(program, literal, SILENT, beside);
  const { answers, choices, taken } = rulesOf(played, literal);
  const acts = (literal.acts ?? []).filter((act) => !taken.has(act.key));
  const next = { ...literal, answers, choices, acts };
  // An answer and an event at the same moment come in another order by rules: then the test is taken by the word.
  return sameCourse(played, play(program, next, SILENT, beside)) ? next : literal;
}

function literalTest(test: Test): Scenario {
  const startMs = instantToMs(test.start);
  const steps = new Steps(test);
  const events: Scenario['events'][number][] = [];
  const acts: TriedAct[] = [];
  for (const [index, step] of test.steps.entries()) {
    const atMs = startMs + offsetMs(step.at);
    const { at, event, again, ...people } = step;
    for (const sent of [event && { at, event }, again === undefined ? undefined : { at, again }])
      if (sent)
        for (const each of steps.eventsOf(sent, NOBODY)) events.push({ key: `step-${index + 1}`, atMs, event: each });
    for (const [kind, said] of Object.entries(people))
      if (said) acts.push({ key: `step-${index + 1}-${kind}`, atMs, step: { at, [kind]: said } as ScenarioStep });
  }
  return {
    name: test.name,
    subject: test.subject,
    start: test.start,
    events,
    acts,
    answers: {},
    choices: {},
    told: true,
    variables: test.variables ?? {},
    untilMs: startMs + offsetMs(test.steps.at(-1)?.at ?? '0'),
  };
}

/** When the step behind each answer was asked, and what was answered. */
function rulesOf({ moments }: Play, { acts = [], start = '' }: Scenario) {
  const answers: Record<string, TriedAnswer> = {};
  const choices: Record<string, TriedChoice> = {};
  const taken = new Set<string>();
  for (const { event, node, visit, atMs, of } of moments) {
    const act = acts.find((each) => each.key === event?.id);
    const asked = moments.find((each) =>
      each.asked.some((one) => one.id === of && one.node === node && one.visit === visit),
    );
    if (!act || !asked || node === undefined || visit === undefined) continue;
    const afterMs = atMs - asked.atMs;
    const { answer, resolve } = act.step;
    if (answer) {
      const { output, code } = answer;
      answers[visitKey(node, visit)] =
        code === undefined
          ? { kind: 'done', afterMs, output: dated(output, instantToMs(start)) ?? {} }
          : { kind: 'failed', afterMs, code, detail: code };
    } else if (resolve && isPlain(resolve)) choices[visitKey(node, visit)] = { choice: resolve.choice ?? '', afterMs };
    else continue;
    taken.add(act.key);
  }
  return { answers, choices, taken };
}

const isPlain = ({ type: _, subject: __, choice: ___, ...said }: NonNullable<ScenarioStep['resolve']>) =>
  Object.keys(said).length === 0;

function sameCourse(one: Play, other: Play): boolean {
  const course = ({ moments }: Play) =>
    moments.map(({ atMs, decision }) => [atMs, decision?.trace.map(({ node, did, ports }) => [node, did, ports])]);
  return JSON.stringify(course(one)) === JSON.stringify(course(other));
}

/** What was tried, as a test that says by the word what comes when; it expects nothing yet. */
export function testOf(played: Play, { variables, start, acts = [] }: Scenario, name: string): Test {
  const startMs = start === undefined ? (played.moments[0]?.atMs ?? played.endMs) : instantToMs(start);
  const sent = new Map<string, string>();
  const steps = played.moments.flatMap((moment): ScenarioStep[] => {
    const at = offset(moment.atMs - startMs);
    const act = acts.find((each) => each.key === moment.of || each.key === moment.event?.id);
    if (act) return [{ ...act.step, at }];
    if (moment.emitted || moment.cause === 'timer' || !moment.event) return [];
    if (moment.cause === 'event') return eventStep(moment, { at, startMs, subject: played.subject, sent });
    return [moment.cause === 'answer' ? answerStep(moment, at, startMs) : personStep(moment, at, played.subject)];
  });
  const ends = offset(played.endMs - startMs);
  const last = steps.at(-1)?.at;
  return {
    name,
    start: instantFromMs(startMs),
    subject: played.subject,
    ...(Object.keys(variables).length > 0 ? { variables: { ...variables } } : {}),
    steps: last !== undefined && offsetMs(last) >= offsetMs(ends) ? steps : [...steps, { at: ends }],
    expect: { runs: [], exceptions: [], actions: [] },
  };
}

/** Less than a second is no offset: what comes so soon comes at once, in its order. */
const offset = (ms: number): string => offsetOf(isOffset(ms) || Math.abs(ms) > 1_000 ? ms : 0);

interface Placing {
  readonly at: string;
  readonly startMs: number;
  readonly subject: string;
  /** Ids of events that came before, by what they are. */
  readonly sent: Map<string, string>;
}

/** A broadcast is seen by many records and came once. */
function eventStep({ event, repeated, of }: Moment, { at, startMs, subject, sent }: Placing): ScenarioStep[] {
  if (!event) return [];
  const { id, source, type, time, recordedtime, sequence, data } = event;
  if (repeated) return [{ at, again: id }];
  if (sent.get(id) === of) return [];
  sent.set(id, of);
  const instant = (text: string) => offset(instantToMs(text) - startMs);
  return [
    {
      at,
      event: {
        type,
        id,
        ...(event.subject === subject ? {} : { subject: event.subject }),
        source,
        ...(instant(time) === at ? {} : { time: instant(time) }),
        ...(recordedtime === undefined ? {} : { recordedtime: instant(recordedtime) }),
        ...(sequence === undefined ? {} : { sequence }),
        data: undated(data, startMs) as Record<string, unknown>,
      },
    },
  ];
}

function answerStep({ event, node = '' }: Moment, at: string, startMs: number): ScenarioStep {
  const { output, code } = (event?.data ?? {}) as { readonly output?: unknown; readonly code?: unknown };
  const said = event?.type === 'action.failed' ? { code: String(code) } : { output: undated(output, startMs) };
  return { at, answer: { node, ...said } };
}

function personStep({ event, before, subject: whom }: Moment, at: string, subject: string): ScenarioStep {
  const { exception, choice } = (event?.data ?? {}) as { readonly exception?: string; readonly choice?: string };
  const type = before.exceptions[exception ?? '']?.type ?? '';
  const about = whom === subject ? {} : { subject: whom };
  return { at, resolve: { type, ...about, ...(choice === undefined ? {} : { choice }) } };
}

/** The fields that a test names by itself; the others can be named. */
const USUAL = {
  runs: ['subject', 'workflow', 'node', 'status', 'outcome', 'at', 'until'],
  exceptions: ['subject', 'workflow', 'type', 'severity', 'state', 'key', 'title', 'at', 'until'],
  actions: ['subject', 'workflow', 'node', 'operation', 'state', 'at', 'input'],
  emitted: ['subject', 'workflow', 'type', 'at', 'data'],
} as const;

/** What a test expects that was just seen: everything that the world was told and asked, and the way. */
export function usualExpectation(came: Outcome & Pick<Played, 'path'>): ScenarioExpectation {
  const named = (item: object, fields: readonly string[]) =>
    Object.fromEntries(Object.entries(item).filter(([name]) => fields.includes(name)));
  const list = (name: keyof typeof USUAL) => came[name].map((item) => named(item, USUAL[name]));
  const expectation = {
    runs: list('runs'),
    exceptions: list('exceptions'),
    actions: list('actions'),
    ...(came.emitted.length > 0 ? { emitted: list('emitted') } : {}),
    path: [...came.path],
  };
  return JSON.parse(JSON.stringify(expectation)) as ScenarioExpectation;
}
