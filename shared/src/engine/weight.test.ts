import { expect, it } from 'vitest';
import { LIMITS } from '../limits/index.ts';
import { emptyRecord, step } from './step.ts';
import { desk, drawn, end, on } from './testing/desk.ts';
import type { LiveSet, SubjectRecord } from './types.ts';
import { knownWeight, weightOfAll } from './weight.ts';

const hoarder = drawn(
  {
    start: on('shipment.delayed'),
    keep: ['set', { values: { text: 'event.data.note' } }],
    stay: ['wait', { for: { on: ['shipment.podReceived'] } }],
    over: end('Over'),
  },
  ['start.out>keep', 'keep.out>stay', 'stay.received>over'],
  { id: 'hoarder', settings: { runs: 'parallel' } },
);
const other = drawn(
  { start: on('shipment.delayed'), over: end('Over'), wait: ['wait', { timeout: '1h' }] },
  ['start.out>wait', 'wait.received>over', 'wait.timeout>over'],
  { id: 'other', settings: { runs: 'one' } },
);

it('a workflow that would keep more of a subject than is allowed fails on that input and keeps what it had', () => {
  const d = desk(hoarder, other);
  const note = 'x'.repeat(20_000);
  const failures: unknown[] = [];
  for (let minute = 0; minute < 8; minute += 1) {
    const [hoarding, beside] = d.event(minute, 'shipment.delayed', { note });
    failures.push(hoarding?.failure?.code);
    expect(beside?.failure).toBeUndefined();
  }
  expect(failures.filter(Boolean).length).toBeGreaterThan(2);
  expect(failures[0]).toBeUndefined();
  expect(new Set(failures.filter(Boolean))).toEqual(new Set(['decision-failed']));
  const kept = d.record().workflows.hoarder;
  expect(JSON.stringify(kept).length).toBeLessThan(LIMITS.decisionStateBytes);
  d.event(20, 'shipment.podReceived');
  expect(d.record().workflows.hoarder?.runs.every((run) => run.status === 'ended')).toBe(true);
  expect(d.event(21, 'shipment.delayed', { note })[0]?.failure).toBeUndefined();
});

it('a run that stands for very many openings remembers the first and the newest, and that there were more', () => {
  const d = desk(
    drawn(
      {
        overdue: [
          'deadline',
          {
            per: 'subject.lines.map(id, id)',
            due: 'subject.lines[key].deliverBy',
            met: { on: ['shipment.delivered'], at: 'subject.lines[key].deliveredAt' },
          },
        ],
        stay: ['wait', { timeout: '300d' }],
        over: end('Over'),
      },
      ['overdue.missed>stay', 'stay.timeout>over'],
    ),
  );
  const count = LIMITS.openingsPerRun + 20;
  const lines = Array.from({ length: count }, (_, index) => ({ id: `${index}`, deliverBy: d.instant(10 + index) }));
  d.event(0, 'order.changed', { classifier: 'REQ', lines });
  d.tick(1_000);
  const runOf = () => d.record().workflows.drawn?.runs[0];
  expect(
    runOf()
      ?.openings.map(({ key }) => key)
      .slice(0, 2),
  ).toEqual(['0', '21']);
  expect([runOf()?.openings.length, runOf()?.moreOpenings]).toEqual([LIMITS.openingsPerRun, 20]);
  d.event(1_001, 'shipment.delivered', { classifier: 'ACT', lines: lines.map(({ id }) => ({ id })) }, { time: 5 });
  expect(runOf()?.openings.some(({ standing }) => standing)).toBe(false);
  expect(runOf()?.status).toBe('open');
});

it('a record weighs the same whether it was read or has grown in memory', () => {
  const live: LiveSet = {
    id: 'set',
    environment: 'dev',
    live: [hoarder, other].map((program) => ({ program, paused: false })),
    pinned: () => undefined,
  };
  let record: SubjectRecord = emptyRecord('shipment:S-1');
  const types = ['shipment.delayed', 'shipment.delayed', 'shipment.podReceived', 'shipment.delayed'];
  for (let offset = 1; offset < 60; offset += 1) {
    const time = new Date(offset * 60_000).toISOString();
    const type = types[offset % types.length] ?? '';
    const event = {
      id: `e${offset}`,
      source: '/t',
      type,
      subject: 'shipment:S-1',
      time,
      data: { note: 'x'.repeat(offset) },
    };
    record = step(live, record, { kind: 'event', event, offset, nowMs: offset * 60_000 }).record;
    expect(knownWeight(record.workflows)).toBe(weightOfAll(JSON.parse(JSON.stringify(record.workflows))));
  }
  expect(record.workflows.hoarder?.runs.length).toBeLessThan(30);
});
