import { describe, expect, it } from 'vitest';
import type { TransitModel } from '../../estimate/index.ts';
import { LIMITS } from '../../limits/index.ts';
import type { Reference } from '../../reference/index.ts';
import { workflowSchema } from '../../workflow/index.ts';
import { compile } from '../compile/index.ts';
import type { Program } from '../program.ts';
import { desk } from '../testing/desk.ts';

const group = (key: string[], hours: number, samples = 40) => ({
  key,
  samples,
  p50: hours,
  p80: hours * 2,
  p95: hours * 3,
});
const model: TransitModel = {
  kind: 'transit',
  id: 'road',
  factors: ['lane', 'carrier'],
  groups: [group([], 10), group(['A>B'], 5), group(['A>B', 'ACME'], 3, 7)],
  learned: { from: '', to: '', samples: 40 },
};
const emit = { type: 'shipment.delivered', quantile: 'p80' };

/** A gate-out, or what is given, starts an estimate. */
function clock(config: Record<string, unknown> = {}, reference: Reference | null = model, on = ['equipment.gateOut']) {
  const result = compile(
    workflowSchema.parse({
      formatVersion: 1,
      id: 'drawn',
      name: 'Drawn',
      subject: 'shipment',
      nodes: [
        { id: 'start', kind: 'trigger', title: 'Start', config: { on } },
        {
          id: 'when',
          kind: 'estimate',
          title: 'When',
          config: {
            model: 'road',
            since: 'subject.milestones["equipment.gateOut"].actual',
            by: { lane: 'subject.origin + ">" + subject.destination', carrier: 'subject.carrier' },
            ...config,
          },
        },
        { id: 'done', kind: 'end', title: 'Done', config: { outcome: 'Estimated' } },
        {
          id: 'why',
          kind: 'exception',
          title: 'Why',
          config: { type: 'why', severity: 'low', title: 'Why', summary: '${nodes.when.code}' },
        },
        { id: 'lost', kind: 'end', title: 'Lost', config: { outcome: 'Unknown' } },
      ],
      edges: [
        { from: 'start.out', to: 'when.in' },
        { from: 'when.out', to: 'done.in' },
        { from: 'when.unknown', to: 'why.in' },
        { from: 'why.opened', to: 'lost.in' },
      ],
    }),
    { references: reference ? { road: reference } : {} },
  );
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return desk(result.program satisfies Program);
}

const plan = { origin: 'A', destination: 'B', carrier: 'ACME' };
const traced = (d: ReturnType<typeof clock>) =>
  d.decisions.flatMap(({ trace }) => trace.filter((step) => step.node === 'when')).at(-1);

describe('an estimate', () => {
  it('says when it will be over, by the group it belongs to', () => {
    const d = clock();
    d.event(0, 'shipment.planned', plan);
    d.event(60, 'equipment.gateOut');
    expect(d.runs()).toEqual(['Estimated']);
    expect(traced(d)?.values).toMatchObject({
      since: d.instant(60),
      p50: d.instant(60 + 5 * 60),
      p80: d.instant(60 + 10 * 60),
      p95: d.instant(60 + 15 * 60),
      hours: { p50: 5, p80: 10, p95: 15 },
      samples: 40,
      group: { lane: 'A>B' },
      pooled: true,
    });
  });

  it('is of a smaller group where that is enough', () => {
    const d = clock({ minSamples: 7 });
    d.event(0, 'shipment.planned', plan);
    d.event(60, 'equipment.gateOut');
    expect(traced(d)?.values).toMatchObject({
      hours: { p50: 3 },
      group: { lane: 'A>B', carrier: 'ACME' },
      pooled: false,
    });
  });

  it('is of all where no factor is known', () => {
    const d = clock();
    d.event(0, 'equipment.gateOut');
    expect(traced(d)?.values).toMatchObject({ hours: { p50: 10 }, group: {}, by: { lane: null, carrier: null } });
  });

  it('counts from what happened and not from when that was told', () => {
    const d = clock();
    d.event(300, 'equipment.gateOut', {}, { time: 60 });
    expect(traced(d)?.values).toMatchObject({ p50: d.instant(60 + 10 * 60) });
  });

  it('is unknown where it did not begin, or too little is known of such ways', () => {
    const early = clock({}, model, ['shipment.delayed']);
    early.event(0, 'shipment.delayed');
    const few = clock({ minSamples: 41 });
    few.event(0, 'equipment.gateOut');
    expect([early.runs(), few.runs()]).toEqual([['Unknown'], ['Unknown']]);
    expect([traced(early)?.did, traced(few)?.did]).toEqual(['entered', 'entered']);
  });

  const table: Reference = {
    kind: 'table',
    id: 'road',
    columns: [{ name: 'a', type: 'text' }],
    key: ['a'],
    rows: [],
  };

  it.each<[code: string, config: Record<string, unknown>, reference: Reference | null]>([
    ['missing-reference', {}, null],
    ['wrong-reference', {}, table],
    ['invalid-input', { since: 'event.data.container' }, model],
    ['invalid-input', { by: { lane: 'event.data.container * 2' } }, model],
    ['invalid-input', { emit, since: '"9999-12-31T00:00:00.000Z"' }, model],
    ['invalid-event', { emit: { ...emit, data: { timeQuality: '${event.data.container}' } } }, model],
  ])('fails with %s and goes on as if it were unknown: %j', (code, config, reference) => {
    const d = clock(config, reference);
    d.event(0, 'equipment.gateOut', { container: 'MSKU1' });
    expect(d.runs()).toEqual(['Unknown']);
    expect(traced(d)).toMatchObject({ did: 'failed', ports: ['unknown'] });
    expect(d.emitted()).toEqual([]);
    expect(d.decisions.flatMap(({ failure }) => failure ?? [])).toEqual([]);
    expect(d.cases()[0]?.summary).toBe(code);
  });
});

describe('an estimate that is told', () => {
  const told = (config: Record<string, unknown> = {}, on?: string[]) => clock({ emit, ...config }, model, on);

  it('is an estimated event of the same subject, with the instant where an ETA has it', () => {
    const d = told({ emit: { ...emit, data: { timeQuality: 'minute', note: 'pooled: ${nodes.when.pooled}' } } });
    d.event(0, 'equipment.gateOut', {}, { hop: 2, correlationid: 'c' });
    expect(d.emitted()).toMatchObject([
      {
        source: 'slipway/drawn',
        type: 'shipment.delivered',
        subject: 'shipment:S-1',
        time: d.instant(0),
        hop: 3,
        correlationid: 'c',
        causationid: 'e1',
        data: { classifier: 'EST', at: d.instant(20 * 60), timeQuality: 'minute', note: 'pooled: true' },
      },
    ]);
  });

  it('is told once as long as it stays the same', () => {
    const d = told();
    d.event(0, 'equipment.gateOut');
    const [first] = d.emitted();
    d.event(1, 'shipment.delivered', first?.data, { id: first?.id ?? '', source: first?.source ?? '' });
    d.event(2, 'equipment.gateOut', {}, { time: 0 });
    expect(d.emitted()).toHaveLength(1);
    expect(traced(d)).toMatchObject({ ports: ['out'] });
    // What others say in between does not count, and another instant is told.
    d.event(3, 'shipment.delivered', { classifier: 'EST', at: d.instant(99) });
    d.event(4, 'equipment.gateOut', {}, { time: 0 });
    expect(d.emitted()).toHaveLength(1);
    d.event(5, 'equipment.gateOut');
    expect(d.emitted()).toHaveLength(2);
  });

  it('is taken back when what it counted from did not happen', () => {
    const d = told();
    d.event(0, 'equipment.gateOut');
    const [first] = d.emitted();
    d.event(1, 'shipment.delivered', first?.data, { id: first?.id ?? '', source: first?.source ?? '' });
    d.event(2, 'event.retracted', { retracts: 'e1' });
    expect(d.emitted()[1]).toMatchObject({ type: 'event.retracted', data: { retracts: first?.id } });
  });

  it('stands as long as one of those that it counted from does', () => {
    const d = told();
    d.event(0, 'equipment.gateOut');
    const [first] = d.emitted();
    d.event(1, 'shipment.delivered', first?.data, { id: first?.id ?? '', source: first?.source ?? '' });
    d.event(2, 'equipment.gateOut', {}, { time: 0 });
    d.event(3, 'event.retracted', { retracts: 'e1' });
    expect(d.emitted()).toHaveLength(1);
    d.event(4, 'event.retracted', { retracts: 'e3' });
    expect(d.emitted()[1]).toMatchObject({ type: 'event.retracted', data: { retracts: first?.id } });
  });

  it('does not wake itself for ever', () => {
    const d = told({ since: 'now' }, ['equipment.gateOut', 'shipment.delivered']);
    let [event] = [d.event(0, 'equipment.gateOut')].flatMap(() => d.emitted());
    let rounds = 0;
    for (let minute = 1; event && minute < 100; minute += 1) {
      rounds += 1;
      const before = d.emitted().length;
      const { id, source, type, data, hop } = event;
      d.event(minute, type, data, { id, source, ...(hop === undefined ? {} : { hop }) });
      event = d.emitted()[before];
    }
    expect(rounds).toBe(LIMITS.hops);
  });
});
