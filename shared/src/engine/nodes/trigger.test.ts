import { describe, expect, it } from 'vitest';
import { senseDesk, senseProgram } from '../testing/sense-desk.ts';

const fast = { all: [{ fact: 'event', path: 'data.speedKmh', operator: 'greaterThan', value: 80 }] };
const trigger = (more: Record<string, unknown> = {}) =>
  senseDesk(senseProgram('trigger', { on: ['telematics.position'], when: fast, ...more }));

function drive(desk: ReturnType<typeof trigger>, ...speeds: readonly (readonly [minute: number, speedKmh: number])[]) {
  for (const [minute, speedKmh] of speeds)
    desk.event(minute, 'telematics.position', { lat: 50, lon: 8, speedKmh }, { id: `p${minute}` });
}

describe('a trigger', () => {
  it('senses only in its phase, and rises anew in the next one', () => {
    const desk = trigger({ fire: 'rising', phase: ['in-transit'] });
    drive(desk, [0, 90]);
    desk.event(10, 'transport.departed', { classifier: 'ACT', stop: 'A' });
    drive(desk, [20, 90], [30, 90]);
    desk.event(40, 'transport.arrived', { classifier: 'ACT', stop: 'B' });
    expect(desk.record().workflows.sense?.senses).toEqual({});
    desk.event(50, 'transport.departed', { classifier: 'ACT', stop: 'B' });
    drive(desk, [60, 90]);
    expect(desk.log).toEqual(['20 min fired out', '1 h fired out']);
  });

  it('warms up from the first event that counts, and in a phase from its beginning', () => {
    const first = trigger({ warmUp: '30m' });
    drive(first, [10, 90], [39, 90], [40, 90]);
    expect(first.log).toEqual(['40 min fired out']);
    const phase = trigger({ warmUp: '30m', phase: ['in-transit'] });
    phase.event(5, 'shipment.pickedUp', { classifier: 'ACT' });
    drive(phase, [34, 90], [35, 90]);
    expect(phase.log).toEqual(['35 min fired out']);
  });

  it('rises for each key by itself', () => {
    const desk = trigger({ fire: 'rising', per: 'event.data.device', when: undefined });
    for (const [minute, device] of [
      [0, 'A'],
      [1, 'B'],
      [2, 'A'],
    ] as const)
      desk.event(minute, 'telematics.position', { lat: 1, lon: 1, device });
    expect(desk.log).toEqual(['0 min fired out', '1 min fired out']);
  });

  it('stays risen for a key where the event of another key is taken back, and while another event says so', () => {
    const desk = trigger({ fire: 'rising', per: 'event.data.device' });
    const tell = (minute: number, device: string, speedKmh: number) =>
      desk.event(minute, 'telematics.position', { lat: 1, lon: 1, device, speedKmh }, { id: `p${minute}` });
    const risen = () =>
      Object.entries(desk.record().workflows.sense?.senses.node ?? {}).flatMap(([key, state]) =>
        state.kind === 'trigger' && state.high ? [key] : [],
      );
    tell(0, 'A', 90);
    tell(1, 'B', 90);
    tell(2, 'B', 95);
    desk.event(5, 'event.retracted', { retracts: 'p0' });
    desk.event(6, 'event.retracted', { retracts: 'p1' });
    expect(risen()).toEqual(['B']);
    desk.event(7, 'event.retracted', { retracts: 'p2' });
    expect(risen()).toEqual([]);
  });

  it('is risen again where what ended it is taken back', () => {
    const desk = trigger({ fire: 'rising' });
    drive(desk, [0, 90], [1, 50]);
    desk.event(5, 'event.retracted', { retracts: 'p1' });
    drive(desk, [6, 90]);
    expect(desk.log).toEqual(['0 min fired out']);
  });

  it('takes a firing back with the event that it fired for', () => {
    const desk = trigger();
    drive(desk, [0, 90]);
    desk.event(5, 'event.retracted', { retracts: 'p0' });
    expect(desk.log).toEqual(['0 min fired out', '5 min retracted']);
    expect(desk.runs()).toEqual(['the event that it fired for was taken back']);
  });

  it('leaves a rise standing that holds without that event, and rises again where it did not', () => {
    const eta = { all: [{ fact: 'subject', path: 'eta', operator: 'greaterThan', value: '2026-03-03T00:00:00.000Z' }] };
    const desk = senseDesk(senseProgram('trigger', { on: ['transport.arrived'], when: eta, fire: 'rising' }));
    const estimate = (minute: number, day: string, id: string) =>
      desk.event(minute, 'transport.arrived', { classifier: 'EST', at: `2026-03-${day}T12:00:00.000Z` }, { id });
    estimate(0, '04', 'a');
    estimate(10, '05', 'b');
    desk.event(20, 'event.retracted', { retracts: 'a' });
    expect(desk.log).toEqual(['0 min fired out']);
    desk.event(30, 'event.retracted', { retracts: 'b' });
    expect(desk.log).toEqual(['0 min fired out', '30 min retracted']);
    estimate(40, '06', 'c');
    expect(desk.log.at(-1)).toBe('40 min fired out');
  });

  it('looks at what corrects an event in its place', () => {
    const desk = trigger();
    drive(desk, [0, 90]);
    desk.event(5, 'telematics.position', { lat: 50, lon: 8, speedKmh: 40, supersedes: 'p0' }, { time: 0 });
    expect(desk.log).toEqual(['0 min fired out', '5 min retracted']);
  });

  it('does not fire for an event that was taken back before it came', () => {
    const desk = trigger();
    desk.event(0, 'event.retracted', { retracts: 'p5' });
    drive(desk, [5, 90]);
    expect(desk.log).toEqual([]);
  });
});
