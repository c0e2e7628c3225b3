import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../limits/index.ts';
import { instantToMs } from '../../time/index.ts';
import { senseDesk, senseProgram } from '../testing/sense-desk.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

const clock = (config: Record<string, unknown>, startMs?: number) =>
  senseDesk(senseProgram('schedule', config), 'shipment:S-1', startMs);

describe('a schedule', () => {
  it('starts at each set time, from the moment on that anything is known of the subject', () => {
    const desk = clock({ at: { cron: '30 9 * * *' } });
    desk.event(0, 'shipment.planned', {});
    desk.tick(2 * DAY);
    expect(desk.log).toEqual(['1 h 30 min fired out', '1 d 1 h 30 min fired out']);
  });

  it('counts an interval from there', () => {
    const desk = clock({ at: { every: '6h' } });
    desk.event(5, 'shipment.planned', {});
    desk.event(300, 'order.changed', {});
    desk.tick(13 * HOUR);
    expect(desk.log).toEqual(['6 h 5 min fired out', '12 h 5 min fired out']);
  });

  it('starts only where its condition holds at the time', () => {
    const desk = clock({
      at: { every: '1h' },
      when: { all: [{ fact: 'subject', path: 'status', operator: 'equal', value: 'booked' }] },
    });
    desk.event(0, 'shipment.planned', {});
    desk.event(90, 'shipment.booked', {});
    desk.tick(125);
    expect(desk.log).toEqual(['2 h fired out']);
  });

  it('keeps to the phase', () => {
    const desk = clock({ at: { every: '1h' }, phase: ['in-transit'] });
    desk.event(0, 'shipment.planned', {});
    expect(desk.record().timers).toEqual({});
    desk.event(30, 'shipment.pickedUp', { classifier: 'ACT' });
    desk.tick(100);
    desk.event(120, 'shipment.delivered', { classifier: 'ACT' });
    desk.tick(DAY);
    expect(desk.log).toEqual(['1 h 30 min fired out']);
    expect(Object.keys(desk.record().timers)).toHaveLength(1);
    expect(desk.record().workflows.sense?.senses).toEqual({});
  });

  it.each([
    // The clocks of Berlin go from 02:00 to 03:00 on 29 March, and from 03:00 back to 02:00 on 25 October 2026.
    ['skips', '2026-03-28T12:00:00.000Z', ['13 h fired out', '1 d 12 h 30 min fired out']],
    ['repeats', '2026-10-24T12:00:00.000Z', ['12 h 30 min fired out', '1 d 13 h 30 min fired out']],
  ])('starts once on a night whose clock %s its time', (_name, from, log) => {
    const desk = clock({ at: { cron: '30 2 * * *', timeZone: 'Europe/Berlin' } }, instantToMs(from));
    desk.event(0, 'shipment.planned', {});
    desk.tick(2 * DAY);
    expect(desk.log).toEqual(log);
  });

  it('counts times that the clock passes over in one go once', () => {
    const desk = clock({ at: { every: '1h' } });
    desk.event(0, 'shipment.planned', {});
    const [timer] = Object.keys(desk.record().timers);
    expect(timer).toBe('sense/node/');
    desk.tick(61);
    expect(desk.log).toHaveLength(1);
  });

  it('wakes subjects that are known when it is released, and no ended ones', () => {
    const idle = senseProgram('trigger', { on: ['shipment.podReceived'] });
    const daily = senseProgram('schedule', { at: { every: '1d' } });
    const open = senseDesk(idle);
    open.event(0, 'shipment.planned', {});
    open.release(HOUR, daily);
    expect(Object.keys(open.record().timers)).toHaveLength(1);
    const ended = senseDesk(idle);
    ended.event(0, 'shipment.delivered', { classifier: 'ACT' });
    ended.release(HOUR, daily);
    expect(ended.record().timers).toEqual({});
  });

  it('wakes ended subjects where it is asked to, and not for ever', () => {
    const desk = clock({ at: { every: '1d' }, phase: ['after'] });
    desk.event(0, 'shipment.delivered', { classifier: 'ACT' });
    desk.tick(100 * DAY);
    expect(desk.log.filter((line) => line.endsWith('fired out'))).toHaveLength(LIMITS.scheduleAfterDays);
    desk.event(100 * DAY, 'shipment.podReceived', {});
    desk.tick(101 * DAY);
    expect(desk.log.at(-1)).toBe('101 d fired out');
  });

  it('passes a time over that falls into the cooldown', () => {
    const desk = senseDesk(senseProgram('schedule', { at: { every: '1h' } }, { settings: { cooldown: '90m' } }));
    desk.event(0, 'shipment.planned', {});
    desk.tick(4 * HOUR);
    expect(desk.log).toEqual(['1 h fired out', '2 h counted', '3 h fired out', '4 h counted']);
  });
});
