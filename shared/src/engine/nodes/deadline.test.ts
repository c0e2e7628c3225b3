import { describe, expect, it } from 'vitest';
import { senseDesk, senseProgram } from '../testing/sense-desk.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

const desk = (config: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  senseDesk(senseProgram('deadline', config, more));

/** A tender must be answered within two hours. */
const answer = (more: Record<string, unknown> = {}) =>
  desk({
    start: { on: ['shipment.tendered'] },
    due: 'trigger.at + duration("2h")',
    met: { on: ['shipment.accepted', 'shipment.rejected'] },
    ...more,
  });

describe('a deadline with a start', () => {
  it('is counted from the event that begins it', () => {
    const d = answer();
    d.event(0, 'shipment.planned', {});
    d.event(30, 'shipment.tendered', {});
    d.tick(149);
    expect(d.log).toEqual([]);
    d.event(200, 'shipment.accepted', {});
    expect(d.log).toEqual(['2 h 30 min fired missed', '3 h 20 min closed met']);
  });

  it('begins anew with the next such event', () => {
    const d = answer();
    d.event(0, 'shipment.tendered', {});
    d.event(60, 'shipment.rejected', {});
    d.event(70, 'shipment.tendered', {});
    d.tick(189);
    expect(d.log).toEqual([]);
    d.tick(190);
    expect(d.log).toEqual(['3 h 10 min fired missed']);
  });

  it('counts a fulfilment that was told of before the start', () => {
    const d = answer();
    d.event(60, 'shipment.accepted', {}, { time: 60 });
    d.event(61, 'shipment.tendered', {}, { time: 0 });
    d.tick(DAY);
    expect(d.log).toEqual([]);
    expect(d.record().timers).toEqual({});
  });

  it('does not count one that was before the start', () => {
    const d = answer();
    d.event(0, 'shipment.accepted', {});
    d.event(10, 'shipment.tendered', {});
    d.tick(DAY);
    expect(d.log).toEqual(['2 h 10 min fired missed']);
  });

  it('was none when the start is taken back', () => {
    const d = answer();
    d.event(0, 'shipment.tendered', {}, { id: 'wrong' });
    d.event(150, 'event.retracted', { retracts: 'wrong' });
    expect(d.log).toEqual(['2 h fired missed', '2 h 30 min retracted']);
  });

  it('may begin with a condition, and is off while that does not hold', () => {
    const d = answer({
      start: { when: { all: [{ fact: 'subject', path: 'service', operator: 'equal', value: 'express' }] } },
    });
    d.event(0, 'shipment.planned', {});
    d.event(20, 'shipment.planned', { service: 'express' });
    d.event(80, 'shipment.planned', { service: 'slow' });
    d.tick(DAY);
    expect(d.log).toEqual([]);
    d.event(DAY, 'shipment.planned', { service: 'express' });
    d.tick(2 * DAY);
    expect(d.log).toEqual(['1 d 2 h fired missed']);
  });

  it('keeps one for each key that its events bring', () => {
    const d = answer({
      start: { on: ['customs.held'] },
      per: 'event.data.location.unlocode',
      met: { on: ['customs.released'] },
    });
    const place = (unlocode: string) => ({ location: { unlocode } });
    d.event(0, 'customs.held', place('DEHAM'));
    d.event(30, 'customs.held', place('NLRTM'));
    d.event(60, 'customs.released', place('DEHAM'));
    d.tick(DAY);
    expect(d.log).toEqual(['2 h 30 min fired missed']);
  });
});

describe('a deadline at each stop', () => {
  const stops = (config: Record<string, unknown> = {}) =>
    desk({
      per: 'subject.stops.map(s, s.id)',
      due: 'subject.stop[key].until',
      met: { on: ['transport.arrived'], at: 'subject.stop[key].arrivedAt' },
      ...config,
    });
  const plan = (d: ReturnType<typeof stops>, minute: number, ...until: readonly number[]) =>
    d.event(minute, 'shipment.planned', {
      stops: until.map((each, index) => ({
        id: `S${index + 1}`,
        place: { unlocode: ['DEHAM', 'DEBRE', 'NLRTM'][index] },
        until: d.instant(each),
      })),
    });

  it('is told of stop by stop, by the id or the place of the stop', () => {
    const d = stops();
    plan(d, 0, 100, 200, 300);
    d.event(90, 'transport.arrived', { classifier: 'ACT', stop: 'S1' });
    d.event(210, 'transport.arrived', { classifier: 'ACT', location: { unlocode: 'DEBRE' } });
    d.tick(299);
    expect(d.log).toEqual(['3 h 20 min fired missed', '3 h 30 min closed met']);
    expect(d.record().workflows.sense?.runs[0]?.openings[0]).toMatchObject({ key: 'S2' });
    d.tick(300);
    expect(d.log.at(-1)).toBe('5 h fired missed');
  });

  it('is re-armed when the plan moves one of them', () => {
    const d = stops();
    plan(d, 0, 100, 200);
    plan(d, 50, 150, 200);
    d.tick(149);
    expect(d.log).toEqual([]);
    d.tick(400);
    expect(d.log).toEqual(['2 h 30 min fired missed', '3 h 20 min fired missed']);
  });

  it('is forgotten for a stop that the plan drops', () => {
    const d = stops();
    plan(d, 0, 100, 200);
    plan(d, 50, 100);
    d.tick(90);
    expect(Object.keys(d.record().timers)).toEqual(['sense/node/S1']);
  });
});

describe('a deadline', () => {
  const office = {
    id: 'office',
    timeZone: 'Europe/Berlin',
    hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ['08:00-17:00']])),
  };
  const pickup = { due: 'subject.plannedPickupAt', met: { on: ['shipment.pickedUp'] } };

  it('gives grace in the business time of a calendar', () => {
    const d = desk({ ...pickup, grace: '2h', calendar: 'office' }, { calendars: [office] });
    // Monday 16:00 UTC is 17:00 in Berlin: two hours of business time later it is Tuesday, 10:00.
    d.event(0, 'shipment.planned', { plannedPickupAt: d.instant(8 * HOUR) });
    d.tick(25 * HOUR - 1);
    expect(d.log).toEqual([]);
    d.tick(25 * HOUR);
    expect(d.log).toEqual(['1 d 1 h fired missed']);
  });

  it('falls due in its phase only, and what fell due in it is met outside of it', () => {
    const d = desk({ ...pickup, phase: ['before-pickup', 'at-origin'] });
    d.event(0, 'shipment.planned', { plannedPickupAt: d.instant(60) });
    d.event(90, 'shipment.pickedUp', { classifier: 'ACT' });
    expect(d.log).toEqual(['1 h fired missed', '1 h 30 min closed met']);
    const called = desk({ ...pickup, phase: ['before-pickup', 'at-origin'] });
    called.event(0, 'shipment.planned', { plannedPickupAt: called.instant(60) });
    called.event(30, 'shipment.cancelled', {});
    called.tick(DAY);
    expect(called.log).toEqual([]);
  });

  it('fires at once when what it learns is due already', () => {
    const d = desk(pickup);
    d.event(60, 'shipment.planned', { plannedPickupAt: d.instant(30) });
    expect(d.log).toEqual(['1 h fired missed']);
  });

  it('takes a miss back with the plan that it rested on', () => {
    const d = desk(pickup);
    d.event(0, 'shipment.planned', { plannedPickupAt: d.instant(60) }, { id: 'wrong' });
    d.event(90, 'event.retracted', { retracts: 'wrong' });
    expect(d.log).toEqual(['1 h fired missed', '1 h 30 min retracted']);
  });

  it('holds the earliest of several fulfilments to be the one', () => {
    const d = desk(pickup);
    d.event(0, 'shipment.planned', { plannedPickupAt: d.instant(60) });
    d.event(90, 'shipment.pickedUp', { classifier: 'ACT' });
    d.event(100, 'shipment.pickedUp', { classifier: 'ACT' }, { time: 50 });
    expect(d.log).toEqual(['1 h fired missed', '1 h 30 min closed met', '1 h 40 min retracted']);
  });

  it('is due at the end of the local day where only the day is known', () => {
    const d = desk({ due: 'endOfDay(subject.plannedPickupAt, "Europe/Berlin")', met: { on: ['shipment.pickedUp'] } });
    d.event(0, 'shipment.planned', { plannedPickupAt: d.instant(60) });
    // The day ends at 23:00 UTC.
    d.tick(15 * HOUR - 1);
    expect(d.log).toEqual([]);
    d.tick(15 * HOUR);
    expect(d.log).toEqual(['15 h fired missed']);
  });
});
