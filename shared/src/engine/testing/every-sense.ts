import { compiled } from './sense-desk.ts';

const speed = (operator: string, value: number) => ({
  all: [{ fact: 'event', path: 'data.speedKmh', operator, value }],
});

/** A workflow of every kind of sense node, each with a case, an action and a wait behind it. */
export function everySense(change: Readonly<Record<string, unknown>> = {}) {
  const senses = {
    fast: {
      kind: 'trigger',
      config: { on: ['telematics.position'], when: speed('greaterThan', 80), fire: 'rising', phase: ['in-transit'] },
    },
    slow: {
      kind: 'hold',
      config: {
        on: ['telematics.position'],
        while: speed('lessThan', 20),
        until: speed('greaterThan', 40),
        for: '20m',
        maxGap: '30m',
      },
    },
    parked: {
      kind: 'hold',
      config: { while: { all: [{ fact: 'subject', path: 'phase', operator: 'equal', value: 'at-stop' }] }, for: '1h' },
    },
    shaken: {
      kind: 'window',
      config: {
        on: ['telematics.shock'],
        aggregate: 'count',
        over: { sliding: '2h' },
        threshold: { operator: 'greaterThanInclusive', value: 2 },
      },
    },
    quiet: { kind: 'missing', config: { on: ['telematics.*'], for: '45m', phase: ['in-transit', 'at-stop'] } },
    overdue: {
      kind: 'deadline',
      config: {
        per: 'subject.stops.map(s, s.id)',
        due: 'subject.stop[key].until',
        grace: '10m',
        met: { on: ['transport.arrived'], at: 'subject.stop[key].arrivedAt' },
      },
    },
    unanswered: {
      kind: 'deadline',
      config: {
        start: { on: ['shipment.tendered'] },
        due: 'trigger.at + duration("30m")',
        met: { on: ['shipment.accepted', 'shipment.rejected'] },
      },
    },
    hourly: { kind: 'schedule', config: { at: { cron: '0 * * * *' }, phase: ['in-transit'] } },
    ...change,
  };
  const opening = {
    trigger: 'out',
    hold: 'held',
    window: 'over',
    missing: 'silent',
    deadline: 'missed',
    schedule: 'out',
  };
  const closing = { hold: 'released', window: 'under', missing: 'heard', deadline: 'met' };
  const open = Object.entries(senses).map(([id, { kind }]) => `${id}.${opening[kind as keyof typeof opening]}`);
  const close = Object.entries(senses).flatMap(([id, { kind }]) =>
    kind in closing ? [`${id}.${closing[kind as keyof typeof closing]}`] : [],
  );
  return compiled({
    formatVersion: 1,
    id: 'sense',
    name: 'Every sense',
    subject: 'shipment',
    connections: [{ slot: 'desk', connector: 'http' }],
    settings: { runs: 'parallel' },
    nodes: [
      ...Object.entries(senses).map(([id, node]) => ({ id, title: id, ...node })),
      {
        id: 'case',
        kind: 'exception',
        title: 'Case',
        config: { type: 'case', severity: 'high', title: '${trigger.key} ${nodes.quiet.active}', key: 'trigger.key' },
      },
      {
        id: 'ask',
        kind: 'action',
        title: 'Ask',
        config: { slot: 'desk', operation: 'request', input: { at: '${now}' }, timeout: '30m' },
      },
      { id: 'stay', kind: 'wait', title: 'Stay', config: { for: { on: ['telematics.door'] }, timeout: '3h' } },
      { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } },
    ],
    edges: [
      ...open.map((from) => ({ from, to: 'case.in' })),
      { from: 'case.opened', to: 'ask.in' },
      { from: 'ask.done', to: 'stay.in' },
      { from: 'ask.failed', to: 'stay.in' },
      { from: 'stay.received', to: 'over.in' },
      { from: 'stay.timeout', to: 'over.in' },
      ...close.map((from) => ({ from, to: 'over.in' })),
    ],
  });
}
