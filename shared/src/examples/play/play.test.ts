import { describe, expect, it } from 'vitest';
import { readWorkflow, type Workflow } from '../../workflow/index.ts';
import type { Scenario, ScenarioStep } from '../scenario.ts';
import { differences, playScenario, tryScenarios } from './index.ts';

const T0 = '2026-03-02T08:00:00.000Z';

function workflowOf(id: string, subject: string, parts: { nodes: object[]; edges: [string, string][] }): Workflow {
  const nodes = parts.nodes.map((node) => ({ title: 'A step', ...node }));
  const edges = parts.edges.map(([from, to]) => ({ from, to: `${to}.in` }));
  const read = readWorkflow({ formatVersion: 1, id, name: id, subject, nodes, edges });
  return read.ok ? read.workflow : expect.unreachable(JSON.stringify(read.problems));
}

/** A missed pick-up asks somebody, and is told to the carrier. */
const late = workflowOf('late', 'shipment', {
  nodes: [
    {
      id: 'due',
      kind: 'deadline',
      config: { due: 'subject.plannedPickupAt', met: { on: ['shipment.pickedUp'] }, grace: '30m' },
    },
    {
      id: 'tell',
      kind: 'emit',
      config: {
        type: 'shipment.delayed',
        subject: '"carrier:" + subject.carrier',
        data: { cause: '${subject.id}' },
      },
    },
    { id: 'case', kind: 'exception', config: { type: 'late', severity: 'low', title: 'Late' } },
  ],
  edges: [
    ['due.missed', 'tell'],
    ['tell.out', 'case'],
  ],
});

/** A carrier of whom that is told has a case. */
const carriers = workflowOf('carriers', 'carrier', {
  nodes: [
    { id: 'told', kind: 'trigger', config: { on: ['shipment.delayed'] } },
    { id: 'slow', kind: 'exception', config: { type: 'slow', severity: 'medium', title: '${event.data.cause}' } },
  ],
  edges: [['told.out', 'slow']],
});

/** Whoever is known is told of a storm. */
const storm = workflowOf('storm', 'shipment', {
  nodes: [
    { id: 'hit', kind: 'trigger', config: { on: ['disruption.reported'] } },
    { id: 'case', kind: 'exception', config: { type: 'storm', severity: 'high', title: 'Storm' } },
  ],
  edges: [['hit.out', 'case']],
});

const planned = (subject?: string): ScenarioStep => ({
  at: '0',
  event: {
    type: 'shipment.planned',
    ...(subject === undefined ? {} : { subject }),
    data: { plannedPickupAt: 'T0+2h', carrier: 'ACME' },
  },
});

function scenario(steps: ScenarioStep[], wanted: Partial<Scenario['expect']> = {}): Scenario {
  const nothing = { runs: [], exceptions: [], actions: [] };
  return { name: 'x', start: T0, subject: 'shipment:S-1', steps, expect: { ...nothing, ...wanted } };
}

describe('a scenario', () => {
  it('lets timers fire at their own time, and says when all began', () => {
    const { runs, exceptions } = playScenario(late, scenario([planned(), { at: '+3d' }]));
    expect(runs).toMatchObject([{ status: 'ended', at: '+2h30m', until: '+2h30m', node: 'due' }]);
    expect(exceptions).toMatchObject([{ type: 'late', at: '+2h30m', state: 'new' }]);
  });

  it('hands what a workflow emits to the subject that it is about, where others may be live', () => {
    const played = playScenario(late, scenario([planned(), { at: '+3d' }]), [carriers]);
    expect(played.emitted).toMatchObject([{ type: 'shipment.delayed', subject: 'carrier:ACME', at: '+2h30m' }]);
    expect(played.exceptions).toMatchObject([
      { type: 'late' },
      { type: 'slow', subject: 'carrier:ACME', workflow: 'carriers', title: 'shipment:S-1' },
    ]);
    expect(played.subjects).toEqual(['shipment:S-1', 'carrier:ACME']);
    expect(played.path).toEqual(['due.missed', 'tell.out', 'case.opened']);
  });

  it('shows what concerns many to every subject that is known by then', () => {
    const report: ScenarioStep = {
      at: '+1h',
      event: { type: 'disruption.reported', subject: 'disruption:D-1', data: {} },
    };
    const { exceptions } = playScenario(storm, scenario([planned(), planned('shipment:S-2'), report]));
    expect(exceptions.map(({ subject }) => subject)).toEqual([undefined, 'shipment:S-2']);
  });

  it('drops a repeated event, and takes one back', () => {
    const told: ScenarioStep = {
      at: '+1h',
      event: { id: 'a', type: 'shipment.delayed', subject: 'carrier:A-1', data: {} },
    };
    const twice = scenario([told, { at: '+2h', again: 'a' }]);
    expect(playScenario(carriers, twice).runs).toHaveLength(1);
    const retracted: ScenarioStep = { at: '+2h', event: { type: 'event.retracted', data: { retracts: 'a' } } };
    const plan: ScenarioStep = {
      at: '0',
      event: { ...planned().event, id: 'a', type: 'shipment.planned', data: planned().event?.data ?? {} },
    };
    expect(playScenario(late, scenario([plan, retracted, { at: '+3d' }])).runs).toEqual([]);
  });

  it('lets people decide on what is open', () => {
    const { exceptions } = playScenario(
      late,
      scenario([
        planned(),
        { at: '+3h', acknowledge: { type: 'late' } },
        { at: '+4h', resolve: { type: 'late', note: 'called', feedback: 'acted' } },
      ]),
    );
    expect(exceptions).toMatchObject([
      { state: 'resolved', assignee: 'somebody', until: '+4h', closing: { note: 'called', feedback: 'acted' } },
    ]);
  });

  it.each([
    ['an answer for which nobody waits', { at: '+1h', answer: { node: 'tell' } }, 'invalid-request'],
    ['a case that is not open', { at: '+1h', resolve: { type: 'late' } }, 'invalid-request'],
    ['an event that was never sent', { at: '+1h', again: 'a' }, 'invalid-request'],
    ['what only Slipway says', { at: '+1h', event: { type: 'action.done', data: {} } }, 'unknown-type'],
    ['what no source could send', { at: '+1h', event: { type: 'telematics.reading', data: {} } }, 'invalid-event'],
  ] as const)('cannot be played with %s', (_what, step, code) => {
    expect(() => playScenario(late, scenario([planned(), step]))).toThrow(expect.objectContaining({ code }));
  });
});

describe('an expectation', () => {
  const steps = [planned(), { at: '+3d' }];
  const run = { status: 'ended' };
  const opened = { type: 'late', severity: 'low', state: 'new' } as const;
  const emitted = [{ type: 'shipment.delayed', subject: 'carrier:ACME' }];
  const judged = (wanted: Partial<Scenario['expect']>) => {
    const given = scenario(steps, { runs: [run], exceptions: [opened], emitted, ...wanted });
    return differences(given, playScenario(late, given));
  };

  it('holds where all that it names is so', () => {
    expect(judged({})).toEqual([]);
    expect(judged({ runs: [{ ...run, at: '+150m' }], path: ['due.missed', 'tell.out', 'case.opened'] })).toEqual([]);
  });

  it.each([
    ['another time', { runs: [{ ...run, at: '+2h31m' }] }, 'runs[0].at is +2h30m, expected +2h31m'],
    ['one too many', { exceptions: [] }, 'exceptions has one too many'],
    ['one that is missing', { runs: [run, run] }, 'runs[1] is missing'],
    ['another subject', { emitted: [{ type: 'shipment.delayed' }] }, 'emitted[0].subject is "carrier:ACME"'],
    ['an outcome that was not expected', { runs: [{ ...run, outcome: 'Done' }] }, 'runs[0].outcome is missing'],
    [
      'other data',
      { emitted: [{ ...emitted[0], type: 'shipment.delayed', data: { cause: 'x' } }] },
      'emitted[0].data.cause',
    ],
    ['another way', { path: ['due.missed'] }, 'path is due.missed, tell.out'],
  ])('names %s', (_what, wanted, line) => {
    expect(judged(wanted).join('\n')).toContain(line);
  });
});

it('says which scenarios hold, and by which ports none has left', () => {
  const holds = scenario([planned()]);
  const tried = tryScenarios(late, [holds, scenario([planned(), { at: '+3d' }])]);
  expect(tried.scenarios.map(({ differences }) => differences.length > 0)).toEqual([false, true]);
  expect(tried.untried).toEqual([]);
  expect(tryScenarios(late, [holds]).untried).toEqual(['due.missed', 'tell.out']);
});
