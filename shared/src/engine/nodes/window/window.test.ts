import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../limits/index.ts';
import { senseDesk, senseProgram } from '../../testing/sense-desk.ts';
import { needed } from './sliding.ts';

const above = (limit: number) => ({
  all: [{ fact: 'event', path: 'data.value', operator: 'greaterThan', value: limit }],
});
const over = (value: number, operator = 'greaterThanInclusive') => ({ threshold: { operator, value } });

/** A desk for one window over readings; `read(minute, value)` is one of them. */
function desk(config: object, more: object = {}) {
  const d = senseDesk(senseProgram('window', { on: ['telematics.reading'], ...config }, { ...more }));
  const read = (minute: number, value: number, told: object = {}) =>
    d.event(minute, 'telematics.reading', { measure: 'temperature', value, unit: 'CEL' }, told);
  const outputs = () => (d.record().workflows.sense?.runs ?? []).map((run) => run.outputs.node);
  const bytes = () => JSON.stringify(d.record().workflows).length;
  return { ...d, read, outputs, bytes };
}

function positions(config: object) {
  const window = { on: ['telematics.position'], aggregate: 'displacement', value: 'event.data', full: true };
  const d = senseDesk(
    senseProgram('window', { ...window, over: { sliding: '90m' }, ...over(1, 'lessThan'), ...config }),
  );
  /** So many kilometres north of 50°. */
  const at = (minute: number, km: number, told: object = {}) =>
    d.event(minute, 'telematics.position', { lat: 50 + km / 111.195, lon: 8 }, told);
  return { ...d, at };
}

describe('a sliding window', () => {
  it('passes its threshold by a sample and falls back by a timer when one leaves', () => {
    const d = desk({ aggregate: 'count', over: { sliding: '60m' }, ...over(3) });
    for (const minute of [0, 20, 59]) d.read(minute, 1);
    expect(d.log).toEqual(['59 min fired over']);
    expect(d.outputs()).toEqual([
      { key: '', value: 3, threshold: 3, samples: 3, from: d.instant(-1), to: d.instant(59), event: 'e3' },
    ]);
    d.tick(500);
    expect(d.log).toEqual(['59 min fired over', '1 h closed under']);
    expect(d.outputs()[0]).toMatchObject({ value: 2, since: d.instant(59), lasted: 'PT1M' });
    expect(Object.keys(d.record().timers)).toEqual([expect.stringContaining('run_')]);
  });

  it('counts what is newer than its length: a sample exactly as old has left', () => {
    const d = desk({ aggregate: 'count', over: { sliding: '60m' }, ...over(2) });
    for (const minute of [0, 60]) d.read(minute, 1);
    expect(d.log).toEqual([]);
  });

  it('stays as it was while too few samples tell', () => {
    const d = desk({
      aggregate: 'avg',
      value: 'event.data.value',
      over: { sliding: '60m' },
      minSamples: 2,
      ...over(8),
    });
    d.read(0, 9);
    expect(d.log).toEqual([]);
    d.read(10, 9);
    d.tick(600);
    d.read(601, 5);
    expect(d.log).toEqual(['10 min fired over']);
    d.read(602, 5);
    expect(d.log.at(-1)).toBe('10 h 2 min closed under');
  });

  it('retracts when a sample that made it is withdrawn, and fires for a late one', () => {
    const d = desk({ aggregate: 'count', over: { sliding: '60m' }, ...over(3) });
    for (const minute of [0, 10, 20]) d.read(minute, 1, { id: `r${minute}` });
    d.event(30, 'event.retracted', { retracts: 'r10' });
    expect(d.log).toEqual(['20 min fired over', '30 min retracted']);
    d.read(31, 1, { time: 15 });
    expect(d.log.at(-1)).toBe('31 min fired over');
  });

  it('takes its threshold from what is known of the subject', () => {
    const cel = { threshold: { operator: 'greaterThan', value: { cel: 'subject.temperatureMax' } } };
    const d = desk({ aggregate: 'max', value: 'event.data.value', over: { sliding: '60m' }, ...cel });
    d.read(0, 9);
    expect(d.log).toEqual([]);
    d.event(1, 'order.created', { temperatureMax: 8 });
    d.read(2, 9);
    expect(d.log).toEqual(['2 min fired over']);
  });

  it('has counted nothing once it is empty', () => {
    const d = desk({ aggregate: 'count', over: { sliding: '60m' }, ...over(1) });
    d.read(0, 1);
    d.tick(90);
    expect(d.log).toEqual(['0 min fired over', '1 h closed under']);
  });

  it('keeps the samples that it needs, those that late evidence may ask for, and no more than its limit', () => {
    const node = senseProgram('window', {
      on: ['x.y'],
      aggregate: 'count',
      over: { sliding: '60m' },
      ...over(1),
    }).nodes.get('node');
    if (node?.kind !== 'window') throw new Error('no window');
    const every = (seconds: number, count: number) =>
      Array.from({ length: count }, (_, index) => [index * seconds * 1_000, `m${index}`, 1] as const);
    expect(needed(node, every(60, 50))).toHaveLength(50);
    // Sixty in the hour before the sixty-fourth newest, one before them, and those since.
    expect(needed(node, every(60, 500))).toHaveLength(LIMITS.lateSamples + 60);
    expect(needed(node, every(1, 5_000))).toHaveLength(LIMITS.windowSamples);
  });
});

describe('displacement', () => {
  it('is judged before what comes at the very moment at which a position leaves, and opens again where that disagrees', () => {
    const d = positions({ over: { sliding: '6m' }, full: false, ...over(2, 'greaterThan') });
    for (const [minute, km] of [
      [1, 0],
      [2, 2.5],
      [6, 1],
      [8, 0],
    ] as const)
      d.at(minute, km);
    expect(d.log).toEqual(['2 min fired over', '8 min closed under', '8 min fired over']);
  });

  it('takes back every firing of a stretch that never was, also those that had closed in between', () => {
    const d = desk({
      aggregate: 'displacement',
      value: '{"lat": event.data.value * 0.01, "lon": 8.0}',
      over: { sliding: '5m' },
      minSamples: 2,
      ...over(5, 'lessThanInclusive'),
    });
    const told = [
      [65, 2],
      [63, -2],
      [103, 2],
      [106, 4],
      [75, 8],
      [91, 6],
      [104, -1],
    ] as const;
    for (const [i, [minute, value]] of told.entries())
      d.read(106 + i / 1_000, value, { id: `r${minute}`, time: minute });
    for (const [i, minute] of [63, 103, 104].entries())
      d.event(107 + i, 'event.retracted', { retracts: `r${minute}` }, { id: `x${minute}` });
    const openings = (d.record().workflows.sense?.runs ?? []).flatMap((run) => run.openings);
    expect(openings.length).toBeGreaterThan(1);
    expect(openings.filter(({ standing }) => standing)).toEqual([]);
  });

  it('says that something does not move once its samples reach over the whole window', () => {
    const d = positions({});
    for (const minute of [0, 30, 60, 89]) d.at(minute, 0.2);
    d.tick(94);
    expect(d.log).toEqual([]);
    d.at(95, 0.2);
    d.at(97, 2);
    expect(d.log).toEqual(['1 h 35 min fired over', '1 h 37 min closed under']);
  });

  it('takes the place at which the window began: two positions far apart are no standstill', () => {
    const d = positions({});
    d.at(0, 0);
    d.at(100, 60);
    expect(d.log).toEqual([]);
  });

  it('sets no timer that fires while something moves', () => {
    const d = positions({ full: false });
    let woken = 0;
    for (const minute of [-20, -10]) d.at(minute, minute);
    for (let minute = 0; minute < 600; minute += 10) {
      const before = d.log.length;
      d.at(minute, minute);
      woken += d.log.length - before;
    }
    expect([woken, d.record().timers['sense/node/']?.dueMs]).toEqual([0, Date.parse(d.instant(680))]);
  });

  it('does not call a silent device still: gaps break a full window', () => {
    const d = positions({ maxGap: '20m' });
    for (const minute of [0, 15, 30]) d.at(minute, 0);
    d.tick(600);
    expect(d.log).toEqual([]);
  });
});

describe('a window that grows', () => {
  const minutes = { aggregate: 'minutesTrue', when: above(8), maxGap: '15m' };

  it('adds up the minutes of a whole phase in bounded room', () => {
    const d = desk({ ...minutes, phase: ['in-transit'], over: { phase: true }, ...over(60) });
    d.event(0, 'shipment.pickedUp', { classifier: 'ACT' });
    for (let minute = 10; minute <= 2_000; minute += 10) d.read(minute, minute % 100 === 0 ? 9 : 5);
    expect(d.log).toEqual(['10 h 10 min fired over']);
    expect(d.bytes()).toBeLessThan(8_000);
    d.event(2_010, 'shipment.delivered', { classifier: 'ACT' });
    expect(d.log.at(-1)).toBe('1 d 9 h 30 min closed under');
  });

  it('does not forget a phase whose end was told by mistake', () => {
    const d = desk({ ...minutes, phase: ['in-transit'], over: { phase: true }, ...over(30) });
    d.event(0, 'shipment.pickedUp', { classifier: 'ACT' });
    for (const minute of [0, 10, 20]) d.read(minute, 9);
    d.event(25, 'shipment.delivered', { classifier: 'ACT' }, { id: 'wrong' });
    d.event(26, 'event.retracted', { retracts: 'wrong' });
    d.read(30, 9);
    expect(d.log).toEqual(['30 min fired over']);
  });

  it('counts a gap for no longer than allowed, and a device that warms up for nothing', () => {
    const d = desk({ ...minutes, warmUp: '10m', over: { phase: true }, ...over(16) });
    for (const minute of [0, 5, 10, 300]) d.read(minute, 9);
    expect(d.log).toEqual([]);
    d.read(301, 9);
    expect(d.outputs()).toMatchObject([{ value: 16, samples: 3 }]);
  });

  it('begins anew with each day of a zone, also with the one of 23 hours', () => {
    // 28 March 2026, 20:00 in Berlin; the clocks go forward in the night that follows.
    const begins = Date.parse('2026-03-28T19:00:00.000Z');
    const config = { on: ['telematics.reading'], ...minutes, maxGap: '60m', ...over(0) };
    const tumbling = { over: { tumbling: '1d', timeZone: 'Europe/Berlin' } };
    const d = senseDesk(senseProgram('window', { ...config, ...tumbling }), 'shipment:S-1', begins);
    for (let minute = 0; minute <= 40 * 60; minute += 30) d.event(minute, 'telematics.reading', { value: 9 });
    const closed = (d.record().workflows.sense?.runs ?? []).map((run) => run.outputs.node);
    expect(closed).toMatchObject([
      { value: 210, from: '2026-03-27T23:00:00.000Z' },
      { value: 23 * 60 - 30, from: '2026-03-28T23:00:00.000Z' },
      { from: '2026-03-29T22:00:00.000Z' },
    ]);
    expect(d.log.map((line) => line.replace(/ (fired|closed).*/, ''))).toEqual([
      '0 min',
      '4 h',
      '4 h',
      '1 d 3 h',
      '1 d 3 h',
    ]);
  });

  it('ends a session when nothing has come for so long', () => {
    const d = desk({ aggregate: 'count', over: { session: '15m' }, ...over(2) });
    for (const minute of [0, 14, 20]) d.read(minute, 1);
    d.tick(100);
    expect(d.log).toEqual(['14 min fired over', '35 min closed under']);
    d.read(200, 1);
    expect(d.log).toHaveLength(2);
  });
});

describe('the aggregates', () => {
  const value = (aggregate: string, values: readonly number[], config: object = {}) => {
    const d = desk({
      aggregate,
      value: 'event.data.value',
      over: { phase: true },
      minSamples: values.length,
      ...over(-300),
      ...config,
    });
    for (const [index, each] of values.entries()) d.read(index * 10, each);
    const [output] = d.outputs();
    return (output as { value?: number } | undefined)?.value;
  };

  it.each([
    ['count', [4, 6, 11], 3],
    ['distinct', [4, 6, 4], 2],
    ['sum', [4, 6, 11], 21],
    ['avg', [4, 6, 11], 7],
    ['min', [4, 6, 11], 4],
    ['max', [4, 6, 11], 11],
    ['spread', [4, 6, 11], 7],
    ['rate', [4, 6, 11], 21],
    ['meanKineticTemperature', [5, 5, 5], 5],
    // USP ⟨1079.2⟩: warm samples weigh more than cold ones.
    ['meanKineticTemperature', [5, 25], 19.697721],
  ])('%s of %j is %d', (aggregate, values, expected) => {
    expect(value(aggregate, values)).toBe(expected);
  });

  it('skips what has no number', () => {
    const d = desk({ aggregate: 'sum', value: 'event.data.missing', over: { phase: true }, ...over(0) });
    d.read(0, 1);
    expect(d.log).toEqual([]);
  });
});
