import { expect, test } from 'vitest';
import { compile, type Program } from '../engine/index.ts';
import { EXAMPLES, playScenario } from '../examples/index.ts';
import { Steps } from '../examples/play/index.ts';
import type { Scenario } from '../examples/scenario.ts';
import { readWorkflow, type Workflow } from '../workflow/index.ts';
import { Backtest, hoursWon } from './index.ts';

const DAY_MS = 86_400_000;
const example = EXAMPLES.find(({ workflow }) => workflow.id === 'eta-slip');
const read = readWorkflow(example?.workflow);
const workflow = read.ok ? read.workflow : undefined;

function programOf(graph: Workflow | undefined, variables: Readonly<Record<string, unknown>> = {}): Program {
  const compiled = graph && compile(graph, { variables });
  if (!compiled?.ok) throw new Error('the example does not compile');
  return compiled.program;
}

function historyOf(scenario: Scenario, subject: string) {
  const steps = new Steps({ ...scenario, subject });
  return scenario.steps.flatMap((step) =>
    step.event
      ? steps
          .eventsOf(step, { actions: [], exceptions: [] })
          .map((event) => ({ event: { ...event, id: `${subject}/${event.id}` }, atMs: steps.atMs(step) }))
      : [],
  );
}

const silent = () => undefined;
const options = { environment: 'test', simulate: silent };

test('a version that is compared with itself changes nothing for anybody', () => {
  const program = programOf(workflow);
  const backtest = new Backtest({ before: program, after: program }, options);
  for (const record of historyOf(firing(), 'shipment:S-1')) backtest.take(record);
  backtest.finish(Date.parse('2026-04-01T00:00:00.000Z'));
  const { verdicts, before, after, changed } = backtest.report();
  expect(before).toEqual(after);
  expect(after.runs).toBeGreaterThan(0);
  expect(verdicts).toEqual({ more: 0, fewer: 0, different: 0, same: 1 });
  expect(changed).toEqual([]);
});

function firing(): Scenario {
  const scenario = example?.scenarios.find(({ shows }) => shows?.includes('fires'));
  if (!scenario) throw new Error('no scenario fires');
  return scenario;
}

test('what a version does in a backtest is what it does when the scenario is played', () => {
  const program = programOf(workflow);
  for (const scenario of example?.scenarios ?? []) {
    if (!scenario.steps.every(({ event }) => event) || scenario.variables) continue;
    const backtest = new Backtest({ before: undefined, after: program }, options);
    for (const record of historyOf(scenario, scenario.subject)) backtest.take(record);
    const played = workflow && playScenario(workflow, scenario);
    const { after } = backtest.report();
    expect([scenario.name, after.runs, after.cases, after.actions]).toEqual([
      scenario.name,
      played?.runs.length,
      played?.exceptions.length,
      played?.actions.length,
    ]);
  }
});

test('only subjects for whom the change matters are told, with both outcomes', () => {
  const strict = workflow && {
    ...workflow,
    nodes: workflow.nodes,
    variables: workflow.variables?.map((each) => (each.type === 'number' ? { ...each, default: 1e6 } : each)),
  };
  const backtest = new Backtest({ before: programOf(workflow), after: programOf(strict as Workflow) }, options);
  for (const record of historyOf(firing(), 'shipment:S-1')) backtest.take(record);
  const { changed, verdicts } = backtest.report();
  expect(verdicts).toMatchObject({ fewer: 1, more: 0 });
  expect(changed).toMatchObject([{ subject: 'shipment:S-1', verdict: 'fewer', after: { runs: [] } }]);
});

test('a system that would answer lets the workflow go on, at the time at which it would', () => {
  const program = programOf(workflow);
  const simulate = () => ({ afterMs: 60_000, output: { status: 200, body: { accepted: true } } });
  const backtest = new Backtest({ before: undefined, after: program }, { ...options, simulate });
  for (const record of historyOf(firing(), 'shipment:S-1')) backtest.take(record);
  backtest.finish(Date.parse('2027-01-01T00:00:00.000Z'));
  const answered = backtest.report().after;
  const alone = new Backtest({ before: undefined, after: program }, options);
  for (const record of historyOf(firing(), 'shipment:S-1')) alone.take(record);
  alone.finish(Date.parse('2027-01-01T00:00:00.000Z'));
  expect(answered.ports['tell.done']).toBe(1);
  // What asks and hears its answer was passed once.
  expect(answered.nodes.tell).toBe(1);
  expect(alone.report().after.ports['tell.done']).toBeUndefined();
});

test('a question that nobody answers is counted, by step and by subject, on each side of its own', () => {
  const program = programOf(workflow);
  const played = (further: object) => {
    const backtest = new Backtest({ before: undefined, after: program }, { ...options, ...further });
    for (const record of historyOf(firing(), 'shipment:S-1')) backtest.take(record);
    backtest.finish(Date.parse('2027-01-01T00:00:00.000Z'));
    return backtest.report();
  };
  const alone = played({});
  expect(alone.after.unanswered).toEqual({ tell: 1 });
  expect(alone.changed).toMatchObject([{ before: { unanswered: 0 }, after: { unanswered: 1 } }]);
  expect(played({ simulate: () => ({ afterMs: 1, code: 'target-rejected' }) }).after.unanswered).toEqual({});
  const [asked] = alone.changed.flatMap(({ after }) => after.actions);
  expect(played({ answered: new Set([asked?.id]) }).after.unanswered).toEqual({});
  expect(played({ fromMs: Date.parse('2027-01-01T00:00:00.000Z') }).after.unanswered).toEqual({});
});

test('a nightly batch at two knows of it at the next two o’clock, by the clock of its zone', () => {
  const night = { minute: 120, timeZone: 'Europe/Berlin' };
  expect(hoursWon(Date.parse('2026-03-02T00:00:00.000Z'), night)).toBe(1);
  expect(hoursWon(Date.parse('2026-03-02T01:00:00.000Z'), night)).toBe(24);
  // The night in which two o’clock is skipped.
  expect(hoursWon(Date.parse('2026-03-28T01:00:00.000Z'), night)).toBe(24);
  expect(hoursWon(Date.parse('2026-03-28T01:00:00.000Z'), { minute: 0, timeZone: 'UTC' }) * 3_600_000).toBeLessThan(
    DAY_MS,
  );
});
