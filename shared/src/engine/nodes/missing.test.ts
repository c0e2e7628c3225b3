import { describe, expect, it } from 'vitest';
import { senseDesk, senseProgram } from '../testing/sense-desk.ts';

const silence = (more: Record<string, unknown> = {}) =>
  senseDesk(
    senseProgram('missing', {
      on: ['telematics.position'],
      for: '2h',
      phase: ['in-transit', 'at-stop'],
      ...more,
    }),
  );
const here = { lat: 53.5, lon: 10 };

/** A truck that has been picked up at T0. */
function truck(more: Record<string, unknown> = {}) {
  const desk = silence(more);
  desk.event(0, 'shipment.pickedUp', { classifier: 'ACT' });
  return {
    ...desk,
    position: (minute: number, told: Parameters<typeof desk.event>[3] = {}) =>
      desk.event(minute, 'telematics.position', here, { source: '/gps', ...told }),
  };
}

describe('silence', () => {
  it('is told of when nothing has come for as long, to the minute', () => {
    const t = truck();
    t.position(60);
    t.tick(179);
    expect(t.log).toEqual([]);
    t.tick(180);
    expect(t.log).toEqual(['3 h fired silent']);
    expect(t.record().workflows.sense?.runs[0]?.openings[0]?.output).toEqual({
      key: '',
      since: t.instant(60),
      silentFor: 'PT2H',
      at: t.instant(180),
      event: 'e2',
    });
  });

  it('counts from the beginning of the phase where nothing ever came', () => {
    const t = truck();
    t.tick(120);
    expect(t.log).toEqual(['2 h fired silent']);
  });

  it('is over when something comes, and begins again', () => {
    const t = truck();
    t.tick(150);
    t.position(150);
    t.tick(270);
    expect(t.log).toEqual(['2 h fired silent', '2 h 30 min closed heard', '4 h 30 min fired silent']);
  });

  it('is nobody’s business outside the phase', () => {
    const t = silence();
    t.event(0, 'telematics.position', here);
    t.event(10, 'shipment.planned', {});
    t.tick(1_000);
    expect(t.record().timers).toEqual({});
    t.event(1_000, 'shipment.pickedUp', { classifier: 'ACT' });
    t.event(1_030, 'shipment.delivered', { classifier: 'ACT' });
    t.tick(9_000);
    expect(t.log).toEqual([]);
    expect(t.record().timers).toEqual({});
  });

  it('still knows what it heard when the end of the phase was told by mistake', () => {
    const t = truck();
    t.position(110);
    t.event(115, 'shipment.delivered', { classifier: 'ACT' }, { id: 'wrong' });
    t.event(130, 'event.retracted', { retracts: 'wrong' });
    t.tick(229);
    expect(t.log).toEqual([]);
    t.tick(230);
    expect(t.log).toEqual(['3 h 50 min fired silent']);
  });

  it('ends with the phase, and was none where the phase had ended before it was complete', () => {
    const late = truck();
    late.tick(130);
    late.event(130, 'shipment.delivered', { classifier: 'ACT' });
    expect(late.log).toEqual(['2 h fired silent', '2 h 10 min closed heard']);
    const early = truck();
    early.tick(130);
    early.event(130, 'shipment.delivered', { classifier: 'ACT' }, { time: 119 });
    expect(early.log).toEqual(['2 h fired silent', '2 h 10 min retracted']);
    expect(early.runs()).toEqual(['nobody listened for it any more from 2026-03-02 09:59 UTC']);
  });

  it('is taken back when a position inside it comes late', () => {
    const t = truck();
    t.position(150, { time: 60 });
    expect(t.log).toEqual(['2 h fired silent', '2 h 30 min retracted']);
    t.tick(180);
    expect(t.log.slice(2)).toEqual(['3 h fired silent']);
  });

  it('stands while the late positions still leave it silent for as long', () => {
    const t = truck();
    t.position(300, { time: 30 });
    t.position(300, { time: 60 });
    expect(t.log).toEqual(['2 h fired silent']);
    t.position(300, { time: 150 });
    expect(t.log).toEqual(['2 h fired silent']);
    t.position(300, { time: 240 });
    expect(t.log).toEqual(['2 h fired silent', '5 h retracted']);
  });

  it('is taken back by what comes late even after it was over', () => {
    const t = truck();
    t.position(200);
    t.position(210, { time: 100 });
    expect(t.log).toEqual(['2 h fired silent', '3 h 20 min closed heard', '3 h 30 min retracted']);
  });

  it('remains so when what comes late leaves enough of it', () => {
    const t = truck();
    t.position(300);
    t.position(310, { time: 100 });
    expect(t.log).toEqual(['2 h fired silent', '5 h closed heard']);
  });

  it('takes an event that was taken back for none', () => {
    const t = truck();
    t.position(60, { id: 'wrong' });
    t.event(130, 'event.retracted', { retracts: 'wrong' }, { source: '/gps' });
    expect(t.log).toEqual(['2 h 10 min fired silent']);
  });

  it('is changed by no repetition', () => {
    const [once, twice] = [truck(), truck()];
    for (const [minute, time] of [
      [30, 30],
      [200, 90],
      [210, 205],
    ] as const) {
      once.position(minute, { time, id: `p${time}` });
      twice.position(minute, { time, id: `p${time}` });
      twice.position(minute, { time, id: `p${time}` });
    }
    expect(twice.log).toEqual(once.log);
    expect(twice.record().workflows).toEqual(once.record().workflows);
  });

  it('is not the subject’s while its whole source is silent, and is counted anew when that is heard', () => {
    const t = truck();
    t.position(60);
    t.broadcast(100, 'source.silent', { source: '/gps', since: t.instant(65) });
    expect(t.record().timers).toEqual({});
    t.broadcast(400, 'source.heard', { source: '/gps', since: t.instant(65) });
    t.tick(519);
    expect(t.log).toEqual([]);
    t.tick(520);
    expect(t.log).toEqual(['8 h 40 min fired silent']);
  });

  it('is taken back when the source turns out to have fallen silent first, and stands when the subject had before', () => {
    const t = truck();
    t.position(60);
    t.tick(180);
    t.broadcast(200, 'source.silent', { source: '/gps', since: t.instant(70) });
    expect(t.log).toEqual(['3 h fired silent', '3 h 20 min retracted']);
    const own = truck();
    own.position(60);
    own.broadcast(300, 'source.silent', { source: '/gps', since: own.instant(200) });
    own.broadcast(400, 'source.heard', { source: '/gps', since: own.instant(200) });
    own.position(410);
    expect(own.log).toEqual(['3 h fired silent', '6 h 50 min closed heard']);
  });

  it('does not heed the silence of a source that its newest event did not come from', () => {
    const t = truck();
    t.position(60);
    t.broadcast(100, 'source.silent', { source: '/elsewhere', since: t.instant(65) });
    t.tick(180);
    expect(t.log).toEqual(['3 h fired silent']);
  });

  it('listens to the events that count only', () => {
    const t = truck({
      on: ['telematics.reading'],
      when: { all: [{ fact: 'event', path: 'data.measure', operator: 'equal', value: 'temperature' }] },
    });
    t.event(60, 'telematics.reading', { measure: 'humidity', value: 40, unit: 'P1' });
    t.tick(120);
    t.event(130, 'telematics.reading', { measure: 'temperature', value: 4, unit: 'CEL' });
    expect(t.log).toEqual(['2 h fired silent', '2 h 10 min closed heard']);
  });

  it('keeps a count for each key that events bring', () => {
    const t = truck({ on: ['telematics.reading'], per: 'event.data.probe' });
    const reading = (minute: number, probe: string) =>
      t.event(minute, 'telematics.reading', { measure: 'temperature', value: 4, unit: 'CEL', probe });
    reading(10, 'A');
    reading(10, 'B');
    reading(100, 'A');
    t.tick(200);
    expect(t.log).toEqual(['2 h 10 min fired silent']);
    expect(t.record().workflows.sense?.runs[0]?.openings[0]?.key).toBe('B');
    reading(200, 'B');
    expect(t.log.at(-1)).toBe('3 h 20 min closed heard');
  });

  it('counts while a condition holds, from when it began to', () => {
    const t = truck({
      phase: undefined,
      while: { all: [{ fact: 'subject', path: 'status', operator: 'equal', value: 'inTransit' }] },
    });
    t.event(60, 'shipment.inTransit', { classifier: 'ACT' });
    t.tick(179);
    expect(t.log).toEqual([]);
    t.tick(180);
    expect(t.log).toEqual(['3 h fired silent']);
  });

  it('gives a warm-up on top', () => {
    const t = truck({ warmUp: '30m' });
    t.tick(149);
    expect(t.log).toEqual([]);
    t.tick(150);
    expect(t.log).toEqual(['2 h 30 min fired silent']);
  });

  it('counts from the release where the subject was silent before', () => {
    const t = senseDesk(senseProgram('trigger', { on: ['shipment.planned'] }));
    t.event(0, 'shipment.pickedUp', { classifier: 'ACT' });
    t.release(600, senseProgram('missing', { on: ['telematics.position'], for: '2h' }));
    t.tick(719);
    expect(t.log).toEqual([]);
    t.tick(720);
    expect(t.log).toEqual(['12 h fired silent']);
  });

  it('is told of once the cooldown is over, if it still is', () => {
    const desk = senseDesk(
      senseProgram('missing', { on: ['telematics.position'], for: '1h' }, { settings: { cooldown: '5h' } }),
    );
    desk.event(0, 'telematics.position', here);
    desk.event(70, 'telematics.position', here);
    desk.tick(140);
    expect(desk.log).toEqual(['1 h fired silent', '1 h 10 min closed heard', '2 h 10 min counted']);
    desk.event(150, 'order.changed', {});
    desk.tick(400);
    expect(desk.log.slice(3)).toEqual(['6 h fired silent']);
  });
});
