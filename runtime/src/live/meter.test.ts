import { describe, expect, it } from 'vitest';
import { Meter } from './meter.ts';

function meterAt() {
  const clock = { nowMs: 1_000_000_000 };
  const meter = new Meter(() => clock.nowMs, 5_000);
  return { clock, meter };
}

describe('a meter', () => {
  it('counts events by second and forgets them after two minutes', () => {
    const { clock, meter } = meterAt();
    meter.add({ events: 3 });
    meter.add({ events: 4 });
    clock.nowMs += 1_000;
    expect(meter.rate()).toMatchObject({ perSecond: 7 });
    expect(meter.rate().series).toHaveLength(120);
    clock.nowMs += 121_000;
    meter.add({ events: 1 });
    expect(meter.rate().series.every((count) => count === 0)).toBe(true);
  });

  it('gives the middle and the slow end of the latencies, and nothing where nothing was measured', () => {
    const { meter } = meterAt();
    expect(meter.latency()).toEqual({ p50Ms: null, p95Ms: null });
    meter.add({ events: 20, latenciesMs: Array.from({ length: 20 }, (_, index) => index + 1) });
    expect(meter.latency()).toEqual({ p50Ms: 11, p95Ms: 20 });
  });

  it('moves a spark line on as time passes', () => {
    const { clock, meter } = meterAt();
    const passes = (count: number) => new Map([['w v1 n', count]]);
    meter.add({ events: 1, passes: passes(2) });
    clock.nowMs += 10_000;
    meter.add({ events: 1, passes: passes(5) });
    expect(meter.spark('w', 'v1', 'n').slice(-3)).toEqual([2, 0, 5]);
    clock.nowMs += 5_000;
    expect(meter.spark('w', 'v1', 'n').slice(-3)).toEqual([0, 5, 0]);
    clock.nowMs += 1_000_000;
    expect(meter.spark('w', 'v1', 'n').every((count) => count === 0)).toBe(true);
    expect(meter.spark('w', 'v1', 'other')).toEqual([]);
  });

  it('says how fast each source gives, over the last ten seconds', () => {
    const { clock, meter } = meterAt();
    meter.add({ events: 20, bySource: new Map([['/tms', 20]]) });
    expect(meter.sources()).toEqual(new Map([['/tms', 2]]));
    clock.nowMs += 60_000;
    expect(meter.sources()).toEqual(new Map());
  });
});
