import { describe, expect, it } from 'vitest';
import { desk, drawn, end, on } from '../testing/desk.ts';

const waiting = (config: Record<string, unknown>) =>
  desk(
    drawn({ start: on('shipment.delayed'), stay: ['wait', config], heard: end('Heard'), silent: end('Silent') }, [
      'start.out>stay',
      'stay.received>heard',
      'stay.timeout>silent',
    ]),
  );

describe('a wait', () => {
  it('passes at once where its time is over already, or what it waits for is so', () => {
    const over = waiting({ until: 'now' });
    over.event(0, 'shipment.delayed');
    expect(over.runs()).toEqual(['Heard']);
    const known = waiting({
      for: { on: ['*'], when: { all: [{ fact: 'subject', path: 'priority', operator: 'equal', value: 'high' }] } },
    });
    known.event(0, 'order.changed', { classifier: 'REQ', priority: 'high' });
    known.event(1, 'shipment.delayed');
    expect(known.runs()).toEqual(['Heard']);
  });

  it('takes the earlier of its time and its timeout', () => {
    const d = waiting({ until: 'now + duration("2h")', timeout: '1h' });
    d.event(0, 'shipment.delayed');
    d.tick(59);
    expect(d.runs()).toEqual(['open']);
    d.tick(60);
    expect(d.runs()).toEqual(['Silent']);
    const other = waiting({ until: 'now + duration("1h")', timeout: '2h' });
    other.event(0, 'shipment.delayed');
    other.tick(60);
    expect(other.runs()).toEqual(['Heard']);
  });

  it('moves its time with the plan, but not with the clock', () => {
    const d = waiting({ until: 'subject.plannedPickupAt - duration("1h")', timeout: '10d' });
    d.event(0, 'shipment.planned', { plannedPickupAt: d.instant(120) });
    d.event(1, 'shipment.delayed');
    d.event(30, 'shipment.planned', { plannedPickupAt: d.instant(240) });
    d.tick(179);
    expect(d.runs()).toEqual(['open']);
    d.tick(180);
    expect(d.runs()).toEqual(['Heard']);
    const clock = waiting({ until: 'now + duration("1h")' });
    clock.event(0, 'shipment.delayed');
    clock.event(30, 'shipment.planned');
    clock.tick(60);
    expect(clock.runs()).toEqual(['Heard']);
  });

  it('passes when the plan moves to what is over already', () => {
    const d = waiting({ until: 'subject.plannedPickupAt', timeout: '10d' });
    d.event(0, 'shipment.planned', { plannedPickupAt: d.instant(120) });
    d.event(1, 'shipment.delayed');
    d.event(30, 'shipment.planned', { plannedPickupAt: d.instant(20) });
    expect(d.runs()).toEqual(['Heard']);
    expect(d.record().timers).toEqual({});
  });

  it('hears of what concerns many', () => {
    const d = waiting({ for: { on: ['disruption.reported'] }, timeout: '10d' });
    d.event(0, 'shipment.delayed');
    d.broadcast(10, 'disruption.reported', { kind: 'storm' });
    expect(d.runs()).toEqual(['Heard']);
  });
});
