import { compile } from '@slipway/shared/engine';
import { type CanonicalEvent, exampleEvent } from '@slipway/shared/event';
import example from '@slipway/shared/examples/delivery-overdue.json';
import { instantToMs } from '@slipway/shared/time';
import { readWorkflow, type Workflow } from '@slipway/shared/workflow';
import { expect, test } from 'vitest';
import { suggestedOutput, usualAnswer } from './answers.ts';
import { play } from './play.ts';
import { chipsOf, marksOfPlay, pinnedEvent, scopeOf } from './reading.ts';
import { firstScenario, freshKey, nextEventMs, type Scenario, withEvent, withoutEvent } from './scenario.ts';

const workflow = workflowOf(example.workflow);
const DAY_MS = 24 * 3_600_000;
const ordered = instantToMs('2026-03-02T08:00:00.000Z');

function workflowOf(raw: unknown): Workflow {
  const read = readWorkflow(raw);
  if (!read.ok) throw new Error('the example is no workflow');
  return read.workflow;
}

function programOf(raw: unknown = workflow) {
  const compiled = compile(workflowOf(raw));
  if (!compiled.ok) throw new Error('the example does not compile');
  return compiled.program;
}

const order: CanonicalEvent = {
  id: 'o',
  source: 'try-it',
  type: 'order.created',
  subject: 'shipment:1',
  time: '2026-03-02T08:00:00.000Z',
  data: { lines: [{ id: 'L1', deliverBy: '2026-03-10T23:59:59.999Z' }] },
};

const scenario = (more: Partial<Scenario> = {}): Scenario => ({
  events: [{ key: 'o', atMs: ordered, event: order }],
  answers: {},
  choices: {},
  variables: {},
  untilMs: null,
  ...more,
});
const tried = (given: Scenario) =>
  play(programOf(), given, (node) => given.answers[node] ?? usualAnswer(workflow, node));
const titles = (given: ReturnType<typeof tried>) =>
  given.moments.map(({ cause, node }) => [cause, node].filter(Boolean).join(' '));

test('without an end the clock stops at the last event, and says what would come', () => {
  const played = tried(scenario());
  expect(titles(played)).toEqual(['event']);
  expect(played.coming[0]).toMatchObject({ cause: 'timer', node: 'overdue' });
});

test('a clock that goes on fires the deadline, and simulated systems answer', () => {
  const played = tried(scenario({ untilMs: ordered + 30 * DAY_MS }));
  expect(titles(played)).toEqual(['event', 'timer overdue', 'answer expedite', 'answer tell']);
  const marks = marksOfPlay(played, played.moments.length - 1);
  expect(marks.lit).toContain('accepted.yes>tell.in');
  expect(marks.nodes.accepted).toMatchObject({ state: 'lit', condition: { result: true } });
  expect(marks.nodes.person?.state).toBe('not-reached');
});

test('a system that refuses leads to a person, whose choice ends it', () => {
  const given = scenario({
    untilMs: ordered + 30 * DAY_MS,
    answers: { expedite: { kind: 'failed', afterMs: 1_000, code: 'http-500', detail: 'no capacity' } },
    choices: { person: { choice: 'rebooked', afterMs: 60_000 } },
  });
  const played = tried(given);
  expect(titles(played)).toEqual(['event', 'timer overdue', 'answer expedite', 'person person']);
  const end = played.moments.length - 1;
  expect(marksOfPlay(played, end).nodes.handled?.state).toBe('lit');
  expect(chipsOf(played, end)['expedite.failed>person.in']).toBe('no capacity');
});

test('evidence that came late takes the firing back', () => {
  const delivered = {
    ...exampleEvent('shipment.delivered', { subject: 'shipment:1', time: '2026-03-05T10:00:00.000Z', id: 'd' }),
    data: {},
  };
  const events = [...scenario().events, { key: 'd', atMs: ordered + 40 * DAY_MS, event: delivered }];
  const played = tried(scenario({ events, answers: { expedite: { kind: 'silent' } } }));
  const last = played.moments.at(-1);
  expect(last?.decision?.trace.some((step) => step.did === 'retracted')).toBe(true);
});

test('a moment in the past shows only what was decided by then, and conditions say what they would answer', () => {
  const played = tried(scenario({ untilMs: ordered + 30 * DAY_MS }));
  const marks = marksOfPlay(played, 0);
  expect(marks.lit.size).toBe(0);
  expect(marks.nodes.overdue?.answer).toContain('due');
  expect(marks.nodes.accepted).toMatchObject({ state: 'not-reached', condition: { result: false } });
});

test('a form sees the values that its step saw', () => {
  const played = tried(scenario({ untilMs: ordered + 30 * DAY_MS }));
  const end = played.moments.length - 1;
  const scope = scopeOf(played, end, 'accepted') as { nodes: Record<string, unknown>; key: string; vars: unknown };
  expect(scope.nodes.expedite).toEqual({ body: { accepted: true } });
  expect(scope.key).toBe('L1');
  expect(scope.vars).toMatchObject({ days: 7 });
  expect(pinnedEvent(played, end)?.event?.type).toBe('order.created');
});

test('an answer is made of what later steps ask for', () => {
  expect(suggestedOutput(workflow, 'expedite')).toEqual({ body: { accepted: true } });
  expect(suggestedOutput(workflow, 'tell')).toEqual({});
});

test('events keep the order in which they come in', () => {
  const first = firstScenario(workflow);
  const more = withEvent(first, { key: freshKey(first), atMs: ordered - DAY_MS, event: order });
  expect(more.events.map((each) => each.key)).toEqual(['example-2', 'example-1']);
  expect(nextEventMs(more)).toBeGreaterThan(ordered);
  expect(withoutEvent(more, 'example-2')).toEqual(first);
});

test('a usual graph is tried within fifty milliseconds', () => {
  const given = scenario({ untilMs: ordered + 30 * DAY_MS });
  tried(given);
  // The best of some: what else the machine has to do is no part of it.
  const times = Array.from({ length: 5 }, () => {
    const begun = performance.now();
    const played = tried(given);
    marksOfPlay(played, played.moments.length - 1);
    return performance.now() - begun;
  });
  expect(Math.min(...times)).toBeLessThan(50);
});
