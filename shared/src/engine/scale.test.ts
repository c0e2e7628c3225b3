import { expect, it } from 'vitest';
import { LIMITS } from '../limits/index.ts';
import { readWorkflow, validate, type Workflow } from '../workflow/index.ts';
import { compile } from './compile/index.ts';
import type { Program } from './program.ts';
import { emptyRecord, step } from './step.ts';
import { compiled, senseProgram, T0 } from './testing/sense-desk.ts';
import type { LiveSet } from './types.ts';

const TIMEOUT_MS = 60_000;

const event = {
  id: 'e1',
  source: '/tms',
  type: 'shipment.booked',
  subject: 'shipment:S-1',
  time: T0,
  data: {},
};
const input = { kind: 'event', event, offset: 0, nowMs: Date.parse(T0) } as const;

function liveOf(programs: readonly Program[]): LiveSet {
  const live = programs.map((program) => ({ program, paused: false }));
  return { id: 'set', environment: 'dev', live, pinned: () => undefined };
}

/** Milliseconds of the fastest of some rounds: others work on the same machine. */
function fastest(work: () => void): number {
  const took = [0, 1, 2].map(() => {
    const begun = Date.now();
    work();
    return Date.now() - begun;
  });
  return Math.min(...took);
}

/** A trigger and a chain of steps behind it, one after the other. */
function chain(length: number): Workflow {
  const ids = Array.from({ length }, (_, index) => `n${index}`);
  return {
    formatVersion: 1,
    id: 'chain',
    name: 'Chain',
    subject: 'shipment',
    nodes: [
      { id: 'begin', kind: 'trigger', title: 'Begin', config: { on: ['shipment.booked'] } },
      ...ids.map((id) => ({ id, kind: 'set', title: id, config: { values: { last: 'key' } } })),
      { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } },
    ],
    edges: ['begin.out', ...ids.map((id) => `${id}.out`)].map((from, index) => ({
      from,
      to: `${ids[index] ?? 'over'}.in`,
    })),
  } as unknown as Workflow;
}

it(
  'decides an event under 1,000 released workflows',
  async ({ annotate }) => {
    const programs = Array.from({ length: 1_000 }, (_, index) =>
      senseProgram(
        'deadline',
        { due: `subject.plannedPickupAt + duration("${1 + (index % 50)}h")`, met: { on: ['shipment.pickedUp'] } },
        { id: `w${index}` },
      ),
    );
    const live = liveOf(programs);
    const planned = {
      ...input,
      event: { ...event, type: 'shipment.planned', data: { plannedPickupAt: '2026-03-03T08:00:00.000Z' } },
    };
    let armed = 0;
    const ms = fastest(() => {
      const { record } = step(live, emptyRecord('shipment:S-1'), planned);
      armed = Object.keys(record.timers).length;
    });
    expect(armed).toBe(LIMITS.timersPerSubject);
    await annotate(`1,000 deadlines armed by one event in ${ms} ms`);
    expect(ms).toBeLessThan(5_000);
  },
  TIMEOUT_MS,
);

it(
  'passes a token through the longest graph that may be drawn',
  async ({ annotate }) => {
    const program = compiled(chain(LIMITS.graphNodes - 2));
    let ports = 0;
    const ms = fastest(() => {
      const { decisions } = step(liveOf([program]), emptyRecord('shipment:S-1'), input);
      expect(decisions[0]?.failure).toBeUndefined();
      ports = decisions.flatMap(({ trace }) => trace).length;
    });
    expect(ports).toBe(LIMITS.graphNodes);
    await annotate(`${LIMITS.graphNodes} nodes passed in ${ms} ms`);
    expect(ms).toBeLessThan(2_000);
  },
  TIMEOUT_MS,
);

it(
  'refuses a longer graph by its limit, and gets lost in none',
  async ({ annotate }) => {
    const long = chain(10_000);
    const read = readWorkflow(JSON.parse(JSON.stringify(long)));
    expect(read.ok ? [] : read.problems.map(({ code, path }) => [code, path])).toContainEqual(['too-large', '/nodes']);
    const begun = Date.now();
    expect(validate(long).filter(({ severity }) => severity === 'error')).toEqual([]);
    const result = compile(long);
    if (!result.ok) return expect.unreachable();
    // No graph that may be drawn is so long, so the budget of an input is what ends it.
    const { decisions, record } = step(liveOf([result.program]), emptyRecord('shipment:S-1'), input);
    expect(decisions.map(({ failure }) => failure?.code)).toEqual(['decision-failed']);
    expect(record.workflows).toEqual({});
    await annotate(`a chain of 10,000 checked, compiled and stepped in ${Date.now() - begun} ms`);
  },
  TIMEOUT_MS,
);
