import { describe, expect, it } from 'vitest';
import { senseDesk, senseProgram, T0 } from '../../testing/sense-desk.ts';

const above = (limit: number) => ({ fact: 'event', path: 'data.value', operator: 'greaterThan', value: limit });
const below = (limit: number) => ({ fact: 'event', path: 'data.value', operator: 'lessThan', value: limit });

const HOT = { on: ['telematics.reading'], while: { all: [above(8)] }, for: '30m' };
const HELD_BY_CUSTOMS = { while: { all: [{ fact: 'subject', path: 'customs', operator: 'equal', value: 'held' }] } };

/** A desk for one hold; `read(minute, celsius)` is a reading of its only probe. */
function desk(config: object, more: object = {}) {
  const d = senseDesk(senseProgram('hold', { ...HOT, ...config }, { ...more }));
  const read = (minute: number, value: number, told: object = {}, probe?: string) =>
    d.event(
      minute,
      'telematics.reading',
      { measure: 'temperature', value, unit: 'CEL', ...(probe && { probe }) },
      told,
    );
  const outputs = () => (d.record().workflows.sense?.runs ?? []).map((run) => run.outputs.node);
  return { ...d, read, outputs };
}

describe('a hold judged by samples', () => {
  it('fires with the sample that completes the time, not before and by no timer', () => {
    const d = desk({});
    for (const minute of [0, 10, 20, 29]) d.read(minute, 9);
    d.tick(60);
    expect(d.log).toEqual([]);
    d.read(60, 9, { time: 30 });
    expect(d.log).toEqual(['1 h fired held']);
    expect(d.record().timers).toMatchObject({});
    expect(d.outputs()).toEqual([
      { key: '', since: T0, at: d.instant(30), heldFor: 'PT30M', minutes: 30, samples: 5, event: 'e5' },
    ]);
  });

  it('is released by the first sample that is back, with how long it was', () => {
    const d = desk({});
    for (const minute of [0, 15, 30, 40]) d.read(minute, 9);
    d.read(50, 8);
    expect(d.log).toEqual(['30 min fired held', '50 min closed released']);
    expect(d.outputs()[0]).toMatchObject({ since: T0, until: d.instant(50), heldFor: 'PT50M', samples: 4 });
  });

  it('starts afresh after a gap, unless it had held before: not to know is no recovery', () => {
    const d = desk({ maxGap: '15m' });
    d.read(0, 9);
    d.read(300, 9);
    d.read(315, 9);
    expect(d.log).toEqual([]);
    d.read(330, 9);
    d.read(600, 9);
    expect(d.log).toEqual(['5 h 30 min fired held']);
  });

  it('waits for enough samples', () => {
    const d = desk({ minSamples: 4 });
    for (const minute of [0, 30, 60]) d.read(minute, 9);
    expect(d.log).toEqual([]);
    d.read(61, 9);
    expect(d.log).toEqual(['1 h 1 min fired held']);
  });

  it('stays between its two conditions', () => {
    const d = desk({ until: { all: [below(6)] } });
    for (const [minute, celsius] of [
      [0, 9],
      [20, 7],
      [30, 7],
      [40, 6.5],
    ] as const)
      d.read(minute, celsius);
    expect(d.log).toEqual(['30 min fired held']);
    d.read(50, 5);
    d.read(60, 7);
    d.read(95, 7);
    expect(d.log).toEqual(['30 min fired held', '50 min closed released']);
  });

  it('keeps a clock for each probe', () => {
    const d = desk({ per: 'event.data.probe' });
    for (const minute of [0, 20, 35]) {
      d.read(minute, 9, {}, 'rear');
      d.read(minute, minute === 20 ? 4 : 9, {}, 'front');
    }
    expect(d.log).toEqual(['35 min fired held']);
    expect(d.outputs()).toMatchObject([{ key: 'rear' }]);
  });

  it('looks away while a device warms up', () => {
    const d = desk({ warmUp: '20m' });
    for (const minute of [0, 10, 20, 49]) d.read(minute, 9);
    expect(d.log).toEqual([]);
    d.read(50, 9);
    expect(d.log).toEqual(['50 min fired held']);
  });

  it('senses only in its phase, counts the warm-up from its beginning, and closes with it', () => {
    const d = desk({ phase: ['in-transit'], warmUp: '10m' });
    for (const minute of [-60, -30]) d.read(minute, 9);
    d.event(5, 'shipment.pickedUp', { classifier: 'ACT' }, { time: 0 });
    for (const minute of [8, 10, 25, 39]) d.read(minute, 9);
    expect(d.log).toEqual([]);
    d.read(40, 9);
    d.event(60, 'shipment.delivered', { classifier: 'ACT' });
    expect(d.log).toEqual(['40 min fired held', '1 h closed released']);
    const left = JSON.stringify(d.record().workflows.sense?.senses);
    expect(left.length).toBeLessThan(250);
    d.read(61, 9);
    expect(JSON.stringify(d.record().workflows.sense?.senses)).toBe(left);
  });

  it('goes on where it was when the end of the phase was told by mistake, and anew in the next one', () => {
    const d = desk({ phase: ['in-transit'] });
    d.event(0, 'shipment.pickedUp', { classifier: 'ACT' });
    for (const minute of [1, 20]) d.read(minute, 9);
    d.event(25, 'shipment.delivered', { classifier: 'ACT' }, { id: 'wrong' });
    d.event(26, 'event.retracted', { retracts: 'wrong' });
    d.read(31, 9);
    expect(d.log).toEqual(['31 min fired held']);
    d.event(40, 'transport.arrived', { classifier: 'ACT', location: { id: 'HUB' } });
    d.event(50, 'transport.departed', { classifier: 'ACT', location: { id: 'HUB' } });
    for (const minute of [51, 80]) d.read(minute, 9);
    expect(d.log.slice(1)).toEqual(['40 min closed released']);
    d.read(81, 9);
    expect(d.log.at(-1)).toBe('1 h 21 min fired held');
  });
});

describe('late evidence', () => {
  it('retracts a firing when a sample between shows that it had not held', () => {
    const d = desk({});
    for (const minute of [0, 15, 30]) d.read(minute, 9);
    d.read(40, 5, { time: 20 });
    expect(d.log).toEqual(['30 min fired held', '40 min retracted']);
    expect(d.runs()).toEqual(['it had not held for 30 min']);
  });

  it('keeps a firing that held on for long enough without the time that was wrong', () => {
    const d = desk({});
    for (const minute of [0, 15, 30, 60]) d.read(minute, 9);
    d.read(61, 5, { time: 5 });
    expect(d.log).toEqual(['30 min fired held']);
  });

  it('fires when a late sample shows that it had held all along', () => {
    const d = desk({ maxGap: '15m' });
    for (const minute of [0, 10, 30, 40]) d.read(minute, 9);
    d.read(45, 9, { time: 20 });
    expect(d.log).toEqual(['45 min fired held']);
  });

  it('fires and closes when it shows a stretch that is over', () => {
    const d = desk({ maxGap: '15m' });
    for (const [minute, celsius] of [
      [0, 9],
      [10, 9],
      [30, 9],
      [40, 5],
    ] as const)
      d.read(minute, celsius);
    d.read(45, 9, { time: 20 });
    expect(d.log).toEqual(['45 min fired held', '45 min closed released']);
  });

  it('takes a retracted or corrected reading away, whether it came before or after', () => {
    const d = desk({});
    d.read(0, 9);
    d.read(10, 5, { id: 'wrong' });
    for (const minute of [20, 30]) d.read(minute, 9);
    d.event(31, 'event.retracted', { retracts: 'wrong' });
    expect(d.log).toEqual(['31 min fired held']);
    d.event(32, 'telematics.reading', { measure: 't', value: 4, unit: 'CEL', supersedes: 'e3' }, { time: 20 });
    expect(d.log.at(-1)).toBe('32 min retracted');
    d.event(33, 'event.retracted', { retracts: 'early' });
    d.read(34, 4, { id: 'early' });
    expect(d.log).toHaveLength(2);
  });

  it('opens again when the sample that released it is withdrawn, unless such evidence is ignored', () => {
    for (const [closedEarly, again] of [
      ['reopen', 1],
      ['ignore', 0],
    ] as const) {
      const d = desk({}, { settings: { closedEarly } });
      for (const minute of [0, 30]) d.read(minute, 9);
      d.read(40, 5, { id: 'wrong' });
      d.read(41, 9);
      d.event(50, 'event.retracted', { retracts: 'wrong' });
      expect(d.log.slice(2)).toEqual(again ? ['50 min fired held'] : []);
    }
  });

  it('changes nothing when a sample comes twice', () => {
    const d = desk({});
    for (const minute of [0, 15, 30]) d.read(minute, 9, { id: `r${minute}` });
    const before = JSON.stringify(d.record().workflows);
    d.read(60, 9, { id: 'r15', time: 15 });
    expect(JSON.stringify(d.record().workflows)).toBe(before);
  });

  it('gives up what is older than the samples it keeps', () => {
    const d = desk({});
    for (let minute = 0; minute < 200; minute += 1) d.read(minute, 9);
    d.read(200, 5, { time: 10 });
    expect(d.log).toEqual(['30 min fired held']);
    expect(JSON.stringify(d.record().workflows).length).toBeLessThan(6_000);
  });
});

describe('a hold inside a cooldown', () => {
  it('is remembered, and fires at its end if it still holds', () => {
    const d = desk({}, { settings: { cooldown: '2h', runs: 'parallel' } });
    for (const minute of [0, 30]) d.read(minute, 9);
    d.read(40, 5);
    for (const minute of [50, 80, 90]) d.read(minute, 9);
    expect(d.log.slice(2)).toEqual(['1 h 20 min counted']);
    d.tick(150);
    expect(d.log.at(-1)).toBe('2 h 30 min fired held');
  });

  it('never fires where it is over by then', () => {
    const d = desk({}, { settings: { cooldown: '2h', runs: 'parallel' } });
    for (const minute of [0, 30]) d.read(minute, 9);
    d.read(40, 5);
    for (const minute of [50, 80]) d.read(minute, 9);
    d.read(100, 5);
    d.tick(500);
    expect(d.log.filter((line) => line.includes('fired'))).toHaveLength(1);
  });
});

describe('a hold that watches what is known', () => {
  const watch = () => desk({ ...HELD_BY_CUSTOMS, on: undefined, for: '2h' });

  it('fires by timer when it has held since the event that made it true', () => {
    const d = watch();
    d.event(10, 'customs.held', {}, { time: 0 });
    d.tick(119);
    expect(d.log).toEqual([]);
    d.tick(120);
    expect(d.log).toEqual(['2 h fired held']);
    d.event(150, 'customs.released', {});
    expect(d.log.at(-1)).toBe('2 h 30 min closed released');
    expect(d.record().timers).not.toHaveProperty('sense/node/');
  });

  it('fires at once where it is told of too late', () => {
    const d = watch();
    d.event(300, 'customs.held', {}, { time: 0 });
    expect(d.log).toEqual(['5 h fired held']);
  });

  it('retracts when it had been over before, and when what made it true is withdrawn', () => {
    const d = watch();
    d.event(0, 'customs.held', {}, { id: 'held' });
    d.event(130, 'customs.released', {}, { time: 60 });
    expect(d.log).toEqual(['2 h fired held', '2 h 10 min retracted']);
    const other = watch();
    other.event(0, 'customs.held', {}, { id: 'held' });
    other.event(130, 'event.retracted', { retracts: 'held' });
    expect(other.log).toEqual(['2 h fired held', '2 h 10 min retracted']);
  });

  it('goes on counting when what ended it is withdrawn', () => {
    const d = watch();
    d.event(0, 'customs.held', {});
    d.event(60, 'customs.released', {}, { id: 'wrong' });
    d.event(90, 'event.retracted', { retracts: 'wrong' });
    d.tick(120);
    expect(d.log).toEqual(['2 h fired held']);
  });

  it('does not fire for what was so when it went live, but for the next time', () => {
    const d = senseDesk(senseProgram('hold', { ...HELD_BY_CUSTOMS, for: '9h' }));
    d.event(0, 'customs.held', {});
    d.release(10, senseProgram('hold', { ...HELD_BY_CUSTOMS, for: '2h' }));
    d.tick(400);
    expect(d.log).toEqual([]);
    d.event(400, 'customs.released', {});
    d.event(410, 'customs.held', {});
    d.tick(530);
    expect(d.log).toEqual(['8 h 50 min fired held']);
  });
});
