import { describe, expect, it } from 'vitest';
import { checkEvent, emptyState, fold, type SubjectState } from '../event/index.ts';
import { instantToMs } from '../time/index.ts';
import { lastHappened, sampleOf } from './index.ts';

const now = instantToMs('2026-03-10T00:00:00.000Z');
const stage = {
  from: 'equipment.gateOut',
  to: 'shipment.delivered',
  by: [{ factor: 'mode' }, { factor: 'lane' }, { factor: 'tier', field: 'customer.tier' }],
};

function known(...events: readonly (readonly [type: string, time: string, data?: Record<string, unknown>])[]) {
  return events.reduce<SubjectState>((state, [type, time, data = {}], index) => {
    const checked = checkEvent({ id: `e${index}`, source: '/t', type, subject: 'shipment:S', time, data });
    if (!checked.ok) throw checked.failure;
    return fold(state, checked.event, { offset: index }).state;
  }, emptyState('shipment:S'));
}
const planned = [
  'shipment.planned',
  '2026-03-01T00:00:00Z',
  { mode: 'road', origin: { unlocode: 'DEHAM', name: 'Hamburg' }, destination: 'DEMUC' },
] as const;
const out = ['equipment.gateOut', '2026-03-02T00:00:00Z'] as const;

describe('a sample of history', () => {
  it('is how long it took, with what is known of it', () => {
    const state = known(planned, out, ['shipment.delivered', '2026-03-03T12:00:00Z']);
    expect(sampleOf(state, stage, now)).toEqual({
      since: '2026-03-02T00:00:00.000Z',
      hours: 36,
      by: { mode: 'road', lane: 'DEHAM>DEMUC', tier: null },
    });
  });

  it('is how long it has been under way while it is open', () => {
    expect(sampleOf(known(planned, out), stage, now)).toMatchObject({ open: true, hours: 8 * 24 });
  });

  it('is none before it began, once it is cancelled, or where it lies in the future', () => {
    const cancelled = known(planned, out, ['shipment.cancelled', '2026-03-03T00:00:00Z']);
    const future = known(planned, out, ['shipment.delivered', '2026-03-11T00:00:00Z']);
    expect([known(planned), cancelled, future].map((state) => sampleOf(state, stage, now))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('does not take an estimate for what happened', () => {
    const told = known(planned, out, [
      'shipment.delivered',
      '2026-03-03T00:00:00Z',
      { classifier: 'EST', at: '2026-03-04T00:00:00Z' },
    ]);
    expect(sampleOf(told, stage, now)?.open).toBe(true);
  });

  it('tells when something last happened', () => {
    const state = known(planned, out, ['shipment.delivered', '2026-03-11T00:00:00Z']);
    expect(lastHappened(state, now)).toBe(instantToMs('2026-03-02T00:00:00.000Z'));
  });
});
