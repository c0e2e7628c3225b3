import { describe, expect, it } from 'vitest';
import { ask, desk, drawn, on } from '../testing/desk.ts';
import type { ExceptionRecord } from '../types.ts';
import { complete, impactFactor, referenceOf } from './record.ts';

const opened = () => {
  const d = desk(
    drawn(
      {
        start: on('shipment.delayed'),
        trouble: ['exception', { type: 'trouble', severity: 'high', title: 'Trouble', key: '"line 1"' }],
        tell: ask(),
      },
      ['start.out>trouble', 'trouble.opened>tell'],
    ),
  );
  d.event(0, 'shipment.delayed');
  const [exception] = d.cases();
  if (!exception) throw new Error('no case');
  return exception;
};

describe('the record of a case', () => {
  it('is called by its subject, its type and its key', () => {
    expect(referenceOf(opened())).toBe('shipment:S-1/trouble/line 1');
    expect(referenceOf({ ...opened(), key: '' })).toBe('shipment:S-1/trouble');
  });

  it('is completed where it was written before a case had promises', () => {
    const { impact, parent, priority, due, breached, clearing, until, ...before } = opened();
    expect(complete(before as ExceptionRecord)).toEqual({
      ...before,
      ...{ impact, parent, priority, due, breached, clearing, until },
    });
    const whole = opened();
    expect(complete(whole)).toBe(whole);
  });

  it('weighs an amount by its digits', () => {
    expect([undefined, '5000', 0.5, 1, 12_000, 9e12].map(impactFactor)).toEqual([1, 1, 1, 1.1, 1.5, 1.6]);
  });
});
