import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CanonicalEvent, EVENT_TYPES, exampleEvent } from '../event/index.ts';
import { rewritten, type Trick, tricks } from '../event/testing/tricks.ts';
import { EXAMPLES, type Example, givenOf, type Scenario } from '../examples/index.ts';
import { programOf, Steps } from '../examples/play/index.ts';
import { canonicalJson } from '../json/index.ts';
import { instantFromMs } from '../time/index.ts';
import { readWorkflow, type Workflow } from '../workflow/index.ts';
import { Backtest, type HistoryRecord, type SimulateAnswer } from './index.ts';

const MINUTE_MS = 60_000;

/** What comes between the events of a scenario: of any type that a source may send, some of it again, late or taken back. */
const TYPES = Object.values(EVENT_TYPES).flatMap(({ type, internal, broadcast }) =>
  internal && !broadcast ? [] : [type],
);
const OFTEN = ['telematics.position', 'telematics.reading', 'telematics.door', 'telematics.deviceStatus'];
const between = fc.record({
  type: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...OFTEN) }, fc.constantFrom(...TYPES)),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  lateMinutes: fc.constantFrom(0, 0, 0, 45, 600),
  of: fc.nat(30),
  how: fc.constantFrom('plain', 'plain', 'plain', 'full', 'again', 'corrects', 'taken back', 'refers', 'elsewhere'),
});
type Between = typeof between extends fc.Arbitrary<infer B> ? B : never;

const scenarios = EXAMPLES.flatMap((example) =>
  example.scenarios.filter(({ steps }) => steps.some(({ event }) => event)).map((scenario) => ({ example, scenario })),
);

/** The events of a scenario with others in between, in the order in which they come. */
function historyOf(scenario: Scenario, others: readonly Between[]): readonly HistoryRecord[] {
  const steps = new Steps(scenario);
  const told = scenario.steps.flatMap((step) =>
    step.event || step.again !== undefined
      ? steps
          .eventsOf({ at: step.at, ...(step.event ? { event: step.event } : { again: step.again }) }, NOBODY)
          .map((event) => ({ event, atMs: steps.atMs(step) }))
      : [],
  );
  const [first = steps.startMs, last = first] = [told[0]?.atMs, told.at(-1)?.atMs];
  const records: { event: CanonicalEvent; atMs: number }[] = [...told];
  for (const { type, at, lateMinutes, of, how } of others) {
    const atMs = Math.round(first + at * (last - first + 60 * MINUTE_MS));
    const subject = how === 'elsewhere' ? 'vehicle:V-1' : scenario.subject;
    const time = instantFromMs(atMs - lateMinutes * MINUTE_MS);
    const about = records[of % records.length]?.event;
    const { data } = exampleEvent(type, { subject, time, ...(how === 'full' ? { full: true } : {}) });
    const id = how === 'again' ? (about?.id ?? '') : `between-${records.length}`;
    const event: CanonicalEvent = {
      ...{ id, source: about?.source ?? '/scenario', type, subject, time },
      data: {
        ...Object.fromEntries(Object.entries(data).map(([name, value]) => [name, varied(value, of)])),
        ...(how === 'corrects' && about ? { supersedes: about.id } : {}),
        ...(how === 'refers' ? { refs: [{ scheme: 'tms.shipment', value: `R-${of}` }] } : {}),
        ...(type === 'event.retracted' ? { retracts: about?.id ?? 'nothing' } : {}),
      },
    };
    const takes = { ...event, type: 'event.retracted', data: { retracts: about?.id ?? 'nothing' } };
    records.push({ event: how === 'taken back' ? takes : event, atMs });
  }
  return records.toSorted((a, b) => a.atMs - b.atMs);
}

function varied(value: unknown, of: number): unknown {
  return typeof value === 'number' ? (value * of) / 10 : value;
}

const NOBODY = { actions: [], exceptions: [] };

/** The version that is live and one that differs from it in its numbers. */
function versionsOf({ workflow, references, parts }: Example, { variables = {} }: Scenario) {
  const read = readWorkflow(workflow);
  if (!read.ok) throw new Error(workflow.id);
  const given = givenOf({ ...(references ? { references } : {}), parts });
  const other: Workflow = {
    ...read.workflow,
    ...(read.workflow.variables
      ? { variables: read.workflow.variables.map((each) => (each.type === 'number' ? twice(each) : each)) }
      : {}),
  };
  return {
    before: programOf(read.workflow, { ...given, variables }),
    after: programOf(other, given),
  };
}

function twice<V extends { readonly default?: unknown }>(variable: V): V {
  return typeof variable.default === 'number' ? { ...variable, default: variable.default * 2 } : variable;
}

/** All that was decided, in order, what the report says, and how much is known of subjects at the end. */
function played(
  versions: ReturnType<typeof versionsOf>,
  history: readonly HistoryRecord[],
  how: { readonly shown?: readonly string[]; readonly simulate: SimulateAnswer; readonly clock: 'log' | 'due' },
) {
  const decisions: string[] = [];
  const onDecision = (...told: unknown[]) => decisions.push(JSON.stringify(told));
  const backtest = new Backtest(versions, { environment: 'test', onDecision, ...how });
  for (const record of history) backtest.take(record);
  backtest.finish((history.at(-1)?.atMs ?? 0) + 40 * 24 * 60 * MINUTE_MS);
  const known = new Set(history.map(({ event, text }) => (event ?? JSON.parse(text ?? '')).subject))
    .values()
    .map((subject) => Object.values(backtest.after.recordOf(subject)?.subject.registers ?? {}).flat().length);
  return { decisions, report: backtest.report(), statements: known.reduce((sum, each) => sum + each, 0) };
}

const done: SimulateAnswer = () => ({ afterMs: 3 * MINUTE_MS, output: { status: 200, body: { accepted: false } } });
const failed: SimulateAnswer = () => ({ afterMs: 3 * MINUTE_MS, code: 'target-rejected' });
const simulate = fc.constantFrom<SimulateAnswer>(done, failed, () => undefined);

test('what is left out of a history changes no decision and no number', { timeout: 300_000 }, () => {
  const seen = { decisions: 0, whole: 0, projected: 0 };
  fc.assert(
    fc.property(
      fc.constantFrom(...scenarios.keys()),
      fc.array(between, { maxLength: 40 }),
      simulate,
      fc.constantFrom('log', 'due'),
      (number, others, simulate, clock) => {
        const { example, scenario } = scenarios[number] as (typeof scenarios)[number];
        const versions = versionsOf(example, scenario);
        const history = historyOf(scenario, others);
        const whole = played(versions, history, { simulate, clock });
        const projected = played(versions, history, { simulate, clock, shown: [] });
        expect(projected.decisions).toEqual(whole.decisions);
        expect(projected.report).toEqual(whole.report);
        seen.decisions += whole.decisions.length;
        seen.whole += whole.statements;
        seen.projected += projected.statements;
      },
    ),
    { numRuns: 80 },
  );
  expect(seen.decisions).toBeGreaterThan(80);
  expect(seen.projected).toBeLessThan(0.9 * seen.whole);
});

/** An event as text, written as it should be or not; as it should be where it would be no event any more. */
function written({ event, atMs }: HistoryRecord, how: readonly Trick[]) {
  const plain = canonicalJson(event);
  const text = how.reduce(rewritten, plain);
  const { data, subject, time, type } = JSON.parse(text);
  return { atMs, text: data && subject && time && type ? text : plain };
}

test('what is not even parsed of a history changes no decision and no number, however it is written', {
  timeout: 300_000,
}, () => {
  let decisions = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...scenarios.keys()),
      fc.array(fc.tuple(between, tricks), { minLength: 10, maxLength: 40 }),
      fc.constantFrom('log', 'due'),
      (number, others, clock) => {
        const { example, scenario } = scenarios[number] as (typeof scenarios)[number];
        const versions = versionsOf(example, scenario);
        const history = historyOf(
          scenario,
          others.map(([other]) => other),
        );
        const texts = history.map((record, at) => written(record, others[at % others.length]?.[1] ?? []));
        const parsed = texts.map(({ atMs, text }) => ({ atMs, event: JSON.parse(text) }));
        const how = { simulate: done, clock, shown: [] };
        const whole = played(versions, parsed, how);
        expect(played(versions, texts, how)).toEqual(whole);
        decisions += whole.decisions.length;
      },
    ),
    { numRuns: 60 },
  );
  expect(decisions).toBeGreaterThan(60);
});

test('whoever had nothing to remember of a subject is asked again as soon as they have', () => {
  const example = EXAMPLES.find(({ workflow }) => workflow.id === 'eta-slip') as Example;
  const versions = versionsOf(example, { ...(example.scenarios[0] as Scenario), variables: {} });
  const backtest = new Backtest(versions, { environment: 'test', simulate: failed, shown: [] });
  const tell = (minute: number, type: string, data: object) => {
    const time = instantFromMs(Date.UTC(2026, 2, 2, 8, minute));
    const event = { id: `e-${minute}`, source: '/tms', type, subject: 'shipment:S-1', time, data };
    backtest.take({ atMs: Date.parse(time), text: canonicalJson(event) });
  };
  const isFolded = (id: string) =>
    Object.values(backtest.after.recordOf('shipment:S-1')?.subject.registers ?? {}).some((entries) =>
      entries.some(({ event }) => event === id),
    );
  tell(0, 'shipment.planned', { deliverBy: '2026-03-03T08:00:00.000Z', customerTier: 'gold' });
  tell(1, 'telematics.position', { location: { lat: 48, lon: 8 } });
  tell(2, 'telematics.position', { location: { lat: 48, lon: 8.1 } });
  tell(3, 'shipment.delivered', { classifier: 'EST', at: '2026-03-03T12:00:00.000Z' });
  tell(30, 'telematics.position', { location: { lat: 48, lon: 8.2 } });
  // A case is open by then, which may clear at any event.
  expect([1, 2, 30].map((minute) => isFolded(`e-${minute}`))).toEqual([false, false, true]);
});
