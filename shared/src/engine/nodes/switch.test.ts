import { describe, expect, it } from 'vitest';
import { desk, drawn, end, on } from '../testing/desk.ts';

const above = (id: string, celsius: number) => ({
  id,
  label: `Above ${celsius}`,
  when: { all: [{ fact: 'event', path: 'data.speedKmh', operator: 'greaterThan', value: celsius }] },
});
const sorted = () =>
  desk(
    drawn(
      {
        start: on('telematics.position'),
        which: ['switch', { cases: [above('fast', 100), above('brisk', 50)] }],
        hold: ['wait', { for: { on: ['telematics.door'] } }],
        slow: ['wait', { for: { on: ['telematics.door'] } }],
        over: end('Over'),
      },
      ['start.out>which', 'which.fast>hold', 'which.brisk>slow', 'hold.received>over', 'slow.received>over'],
      { settings: { runs: 'parallel' } },
    ),
  );

describe('a switch', () => {
  it.each([
    [120, 'fast'],
    [80, 'brisk'],
    [50, 'else'],
  ])('takes the first case that holds: %d goes by %s', (speedKmh, port) => {
    const d = sorted();
    const [decision] = d.event(0, 'telematics.position', { lat: 48, lon: 16, speedKmh });
    expect(d.ports('which')).toEqual([port]);
    expect(decision?.trace[1]?.values ?? {}).toEqual({});
  });

  it('begins no run by a port that leads nowhere', () => {
    const d = sorted();
    d.event(0, 'telematics.position', { lat: 48, lon: 16, speedKmh: 10 });
    expect(d.runs()).toEqual([]);
  });
});
