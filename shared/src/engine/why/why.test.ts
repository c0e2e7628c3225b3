import { describe, expect, it } from 'vitest';
import { instantToMs } from '../../time/index.ts';
import type { SenseKind } from '../../workflow/index.ts';
import { senseDesk, senseProgram, T0 } from '../testing/sense-desk.ts';
import { whyNot } from '../why-not.ts';

/** A desk of one sense node that can be asked why it did not fire. */
function asked(kind: SenseKind, config: Record<string, unknown>) {
  const program = senseProgram(kind, config);
  const desk = senseDesk(program);
  const node = (minute: number) =>
    whyNot(program, desk.record(), { environment: 'dev', nowMs: instantToMs(T0) + minute * 60_000 }).nodes.node;
  return { ...desk, node, why: (minute: number) => node(minute)?.text };
}

const warm = { all: [{ fact: 'event', path: 'data.value', operator: 'greaterThan', value: 8 }] };
const status = (value: string) => ({ all: [{ fact: 'subject', path: 'status', operator: 'equal', value }] });
const reading = (value: number, more = {}) => ({ measure: 'temperature', value, unit: 'CEL', ...more });

describe('why it did not fire', () => {
  it('tells how long something has been held, and by which samples', () => {
    const a = asked('hold', { on: ['telematics.reading'], while: warm, for: '30m' });
    expect(a.why(0)).toBe('No telematics.reading has come for this subject.');
    for (const minute of [0, 9, 18]) a.event(minute, 'telematics.reading', reading(9));
    expect(a.why(25)).toBe(
      'It has held for 18 min of 30 min since 2026-03-02 08:00 UTC, last told of 2026-03-02 08:18 UTC.',
    );
    a.event(27, 'telematics.reading', reading(5));
    expect(a.why(28)).toBe('It does not hold now, last told of 2026-03-02 08:27 UTC.');
    for (const minute of [30, 60]) a.event(minute, 'telematics.reading', reading(9));
    expect(a.why(61)).toBe('It has held since 2026-03-02 08:30 UTC, longer than 30 min.');
  });

  it('tells when what is known of the subject will have held', () => {
    const a = asked('hold', { while: status('booked'), for: '2h' });
    a.event(0, 'shipment.booked', {});
    expect(a.node(30)).toMatchObject({
      text: 'It has held for 30 min of 2 h since 2026-03-02 08:00 UTC.',
      due: a.instant(120),
    });
  });

  it('tells what a window comes to', () => {
    const a = asked('window', {
      on: ['telematics.shock'],
      aggregate: 'count',
      over: { sliding: '1d' },
      threshold: { operator: 'greaterThanInclusive', value: 3 },
    });
    expect(a.why(0)).toBe('No telematics.shock that counts has come for this subject.');
    for (const minute of [0, 600, 1_000]) a.event(minute, 'telematics.shock', { g: 5 });
    expect(a.why(1_001)).toBe('It has been at least 3 since 2026-03-03 00:40 UTC.');
    a.tick(1_500);
    expect(a.why(1_500)).toBe('It comes to 2 from 2 readings in the last 1 d; it must be at least 3.');
  });

  it('tells what a phase has come to, and how many samples it takes', () => {
    const a = asked('window', {
      on: ['telematics.reading'],
      aggregate: 'avg',
      value: 'event.data.value',
      over: { phase: true },
      threshold: { operator: 'greaterThan', value: 8 },
      minSamples: 3,
    });
    for (const value of [4, 7]) a.event(value, 'telematics.reading', reading(value));
    expect(a.why(60)).toBe(
      'It comes to 5.5 from 2 readings in this phase; it must be more than 8 (it takes 3 samples).',
    );
  });

  it('tells when something was heard last, and when that is too long ago', () => {
    const a = asked('missing', { on: ['telematics.position'], for: '2h', phase: ['in-transit'] });
    a.event(0, 'shipment.planned', {});
    expect(a.why(1)).toBe('It looks only while the subject is in transit; it is before pickup.');
    a.event(10, 'shipment.pickedUp', { classifier: 'ACT' });
    expect(a.why(11)).toBe(
      'It was never heard, and is listened for since 2026-03-02 08:10 UTC; silent at 2026-03-02 10:10 UTC, it is 2026-03-02 08:11 UTC.',
    );
    a.event(30, 'telematics.position', { lat: 1, lon: 1 }, { source: '/gps' });
    expect(a.node(60)).toMatchObject({
      text: 'It was last heard 2026-03-02 08:30 UTC; silent at 2026-03-02 10:30 UTC, it is 2026-03-02 09:00 UTC.',
      due: a.instant(150),
    });
    a.broadcast(70, 'source.silent', { source: '/gps', since: a.instant(30) });
    expect(a.why(71)).toBe('It does not count now: everything from /gps is silent.');
    a.event(80, 'telematics.position', { lat: 1, lon: 1 }, { source: '/gps' });
    a.tick(200);
    expect(a.why(200)).toBe('It has been silent since 2026-03-02 09:20 UTC, longer than 2 h.');
  });

  it('tells when a schedule is next, and what its condition says now', () => {
    const a = asked('schedule', { at: { cron: '30 9 * * *' }, when: status('booked') });
    expect(a.why(0)).toBe('It is not set for this subject: nothing has come since it went live.');
    a.event(0, 'shipment.planned', {});
    expect(a.node(1)).toMatchObject({
      text: 'It is next on 2026-03-02 09:30 UTC; it is 2026-03-02 08:01 UTC. Its condition does not hold now.',
      condition: { result: false },
    });
    a.event(2, 'shipment.delivered', { classifier: 'ACT' });
    expect(a.why(3)).toBe('It wakes no subject that has ended.');
  });

  it('tells what has not begun', () => {
    const a = asked('deadline', {
      start: { on: ['shipment.tendered'] },
      due: 'trigger.at + duration("2h")',
      met: { on: ['shipment.accepted'] },
    });
    a.event(0, 'shipment.planned', {});
    expect(a.why(1)).toBe('It has not begun: no shipment.tendered has come that begins it.');
    a.event(10, 'shipment.tendered', {});
    expect(a.why(20)).toBe('It is due 2026-03-02 10:10 UTC; it is 2026-03-02 08:20 UTC.');
  });

  it('lets the key speak that is nearest to firing', () => {
    const a = asked('hold', { on: ['telematics.reading'], while: warm, for: '30m', per: 'event.data.probe' });
    a.event(0, 'telematics.reading', reading(5, { probe: 'A' }));
    a.event(0, 'telematics.reading', reading(9, { probe: 'B' }));
    a.event(12, 'telematics.reading', reading(9, { probe: 'B' }));
    expect(a.why(13)).toBe(
      '“B” has held for 12 min of 30 min since 2026-03-02 08:00 UTC, last told of 2026-03-02 08:12 UTC. The same was asked for 1 more.',
    );
  });
});
