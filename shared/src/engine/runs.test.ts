import { describe, expect, it } from 'vitest';
import type { CanonicalEvent } from '../event/index.ts';
import { readWorkflow } from '../workflow/index.ts';
import { compile } from './compile/index.ts';
import type { Program } from './program.ts';
import { emptyRecord, step } from './step.ts';
import type { Effect, LiveSet, SubjectRecord } from './types.ts';

const MINUTE = 60_000;

/** A trigger on positions above a limit, an action, and a wait of an hour for the next door event. */
function graph(settings: Record<string, unknown>, trigger: Record<string, unknown> = {}, days = 1) {
  return {
    formatVersion: 1,
    id: 'fast',
    name: 'Too fast',
    subject: 'shipment',
    variables: [{ name: 'limit', type: 'number', default: 80 }],
    connections: [{ slot: 'desk', connector: 'http' }],
    settings,
    nodes: [
      {
        id: 'fast',
        kind: 'trigger',
        title: 'Too fast',
        config: {
          on: ['telematics.position'],
          when: {
            all: [
              { fact: 'event', path: 'data.speedKmh', operator: 'greaterThan', value: { fact: 'vars', path: 'limit' } },
            ],
          },
          ...trigger,
        },
      },
      {
        id: 'ask',
        kind: 'action',
        title: 'Ask',
        config: {
          slot: 'desk',
          operation: 'request',
          input: { speed: '${coalesce(trigger.event.data.speedKmh, 0)}' },
          timeout: '30m',
        },
      },
      { id: 'door', kind: 'wait', title: 'Door', config: { for: { on: ['telematics.door'] }, timeout: `${days}d` } },
      { id: 'opened', kind: 'end', title: 'Opened', config: { outcome: 'Opened' } },
      { id: 'never', kind: 'end', title: 'Never', config: { outcome: 'Never opened' } },
      { id: 'lost', kind: 'end', title: 'No answer', config: { outcome: 'No answer' } },
    ],
    edges: [
      { from: 'fast.out', to: 'ask.in' },
      { from: 'ask.done', to: 'door.in' },
      { from: 'ask.failed', to: 'lost.in' },
      { from: 'door.received', to: 'opened.in' },
      { from: 'door.timeout', to: 'never.in' },
    ],
  };
}

function programOf(raw: unknown): Program {
  const read = readWorkflow(raw);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const compiled = compile(read.workflow);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.program;
}

function road(program: Program) {
  let live: LiveSet = { id: 's', environment: 'dev', live: [{ program, paused: false }], pinned: () => undefined };
  let record: SubjectRecord = emptyRecord('shipment:S');
  let offset = 0;
  const effects: Effect[] = [];
  const take = (result: ReturnType<typeof step>) => {
    record = result.record;
    for (const decision of result.decisions) effects.push(...decision.effects);
    return result;
  };
  const until = (minute: number) => {
    for (;;) {
      const due = Object.entries(record.timers)
        .filter(([, timer]) => timer.dueMs <= minute * MINUTE)
        .sort((a, b) => a[1].dueMs - b[1].dueMs)[0];
      if (!due) return;
      take(step(live, record, { kind: 'timer', timerId: due[0], nowMs: Math.max(due[1].dueMs, 0) }));
    }
  };
  const event = (minute: number, type: string, data: Record<string, unknown>) => {
    until(minute);
    const made = {
      id: `e${offset}`,
      source: '/t',
      type,
      subject: 'shipment:S',
      time: new Date(minute * MINUTE).toISOString(),
      data: data as CanonicalEvent['data'],
    };
    return take(step(live, record, { kind: 'event', event: made, offset: offset++, nowMs: minute * MINUTE }));
  };
  return {
    speed: (minute: number, speedKmh: number) => event(minute, 'telematics.position', { lat: 48, lon: 16, speedKmh }),
    order: (minute: number, priority: string) => event(minute, 'order.changed', { classifier: 'REQ', priority }),
    door: (minute: number) => event(minute, 'telematics.door', { open: true }),
    done: (minute: number, index: number) => event(minute, 'action.done', { action: actions()[index]?.id, output: {} }),
    until,
    release: (next: Program) => {
      const old = live.live.map((each) => each.program);
      live = {
        ...live,
        live: [{ program: next, paused: false }],
        pinned: (_id, version) => old.find((each) => each.version === version),
      };
    },
    actions,
    runs: () => [
      ...new Map(effects.flatMap((each) => (each.kind === 'run' ? [[each.run.id, each.run] as const] : []))).values(),
    ],
    withdrawn: () => effects.filter((each) => each.kind === 'withdraw'),
  };
  function actions() {
    return effects.flatMap((each) => (each.kind === 'action' ? [each.action] : []));
  }
}

describe('runs', () => {
  it('counts further openings on the open run and begins none, where a workflow has one run at a time', () => {
    const r = road(programOf(graph({ runs: 'one' })));
    r.speed(0, 90);
    r.speed(1, 95);
    expect(r.runs()).toHaveLength(1);
    expect(r.runs()[0]?.openings).toHaveLength(2);
    expect(r.actions().map((each) => each.input)).toEqual([{ speed: 90 }]);
  });

  it('cancels the open run and withdraws what it asked, where a new opening restarts', () => {
    const r = road(programOf(graph({ runs: 'restart' })));
    r.speed(0, 90);
    r.speed(1, 95);
    expect(r.runs().map((run) => run.status)).toEqual(['cancelled', 'open']);
    expect(r.withdrawn()).toMatchObject([{ action: r.actions()[0]?.id }]);
  });

  it('begins a run beside the open one, where runs are parallel', () => {
    const r = road(programOf(graph({ runs: 'parallel' })));
    r.speed(0, 90);
    r.speed(1, 95);
    expect(r.runs().map((run) => run.status)).toEqual(['open', 'open']);
    expect(new Set(r.actions().map((each) => each.id)).size).toBe(2);
  });

  it('fires once on a rise and again only after a fall', () => {
    const r = road(programOf(graph({ runs: 'parallel' }, { fire: 'rising' })));
    for (const [minute, speed] of [
      [0, 90],
      [1, 95],
      [2, 70],
      [3, 91],
    ] as const)
      r.speed(minute, speed);
    expect(r.runs()).toHaveLength(2);
  });

  it('remembers a rise inside the cooldown and fires at its end only if it still holds', () => {
    const calm = {
      fire: 'rising',
      on: ['order.changed'],
      when: { all: [{ fact: 'subject', path: 'priority', operator: 'equal', value: 'high' }] },
    };
    const story = (...priorities: string[]) => {
      const r = road(programOf(graph({ runs: 'parallel', cooldown: '10m' }, calm)));
      priorities.forEach((priority, minute) => {
        r.order(minute, priority);
      });
      r.until(9.9);
      const inside = r.runs().length;
      r.until(10);
      return [inside, r.runs().length];
    };
    expect(story('high', 'low', 'high')).toEqual([1, 2]);
    expect(story('high', 'low', 'high', 'low')).toEqual([1, 1]);
  });

  it('waits for the event that comes after it, and lets time run out', () => {
    const heard = road(programOf(graph({})));
    heard.speed(0, 90);
    heard.door(1);
    heard.done(2, 0);
    expect(heard.runs()[0]?.status).toBe('open');
    heard.door(3);
    expect(heard.runs()[0]).toMatchObject({ status: 'ended', outcome: 'Opened' });

    const silent = road(programOf(graph({})));
    silent.speed(0, 90);
    silent.done(2, 0);
    silent.until(2 + 24 * 60);
    expect(silent.runs()[0]).toMatchObject({ status: 'ended', outcome: 'Never opened' });
  });

  it('takes the first of an answer and its timeout, and ignores the second', () => {
    const r = road(programOf(graph({})));
    r.speed(0, 90);
    r.until(30);
    expect(r.runs()[0]).toMatchObject({ status: 'ended', outcome: 'No answer' });
    r.done(31, 0);
    expect(r.runs()[0]).toMatchObject({ outcome: 'No answer' });
    expect(r.actions()).toHaveLength(1);
  });

  it('lets an open run finish on the version it began on', () => {
    const r = road(programOf(graph({})));
    r.speed(0, 90);
    const next = graph({});
    next.nodes = next.nodes.map((node) =>
      node.id === 'opened' ? { ...node, config: { outcome: 'Opened, new words' } } : node,
    ) as typeof next.nodes;
    r.release(programOf(next));
    r.done(1, 0);
    r.door(2);
    expect(r.runs()[0]).toMatchObject({ outcome: 'Opened' });
    r.speed(3, 99);
    r.done(4, 1);
    r.door(5);
    expect(r.runs()[1]).toMatchObject({ outcome: 'Opened, new words' });
  });

  it('records a workflow that spends its budget as failed and keeps its state', () => {
    const nodes = Array.from({ length: 60 }, (_, index) => ({
      id: `s${index}`,
      kind: 'set',
      title: 'Set',
      config: { values: { x: '1' } },
    }));
    const edges = nodes.slice(1).flatMap((node, index) => [
      { from: `s${index}.out`, to: `${node.id}.in` },
      { from: `s${index}.out`, to: `s${Math.min(index + 2, 59)}.in` },
    ]);
    const wide = programOf({
      ...graph({}),
      nodes: [graph({}).nodes[0], ...nodes],
      edges: [
        { from: 'fast.out', to: 's0.in' },
        ...edges.filter(
          (edge, index) => edges.findIndex((each) => each.from === edge.from && each.to === edge.to) === index,
        ),
      ],
    });
    const result = road(wide).speed(0, 90);
    expect(result.decisions[0]?.failure).toMatchObject({ code: 'decision-failed' });
  });
});
