import { emptyRecord } from '@slipway/shared/engine';
import type { CanonicalEvent } from '@slipway/shared/event';
import { expect, it } from 'vitest';
import { timelineEntries } from './timeline-entries.ts';

const opened: CanonicalEvent = {
  id: 'evt_1',
  source: 'slipway',
  type: 'exception.opened',
  subject: 'shipment:S-1',
  time: '2026-03-02T08:00:00.000Z',
  data: { exception: 'exc_1', exceptionType: 'eta-slip' },
};
/** An input by which an event came, or was emitted. */
const entries = (event: CanonicalEvent | null, emitted: readonly CanonicalEvent[] = []) =>
  timelineEntries({
    offset: 0,
    input: 'event exception.opened slipway evt_1',
    atMs: 0,
    subject: 'shipment:S-1',
    before: emptyRecord('shipment:S-1'),
    event,
    result: {
      record: emptyRecord('shipment:S-1'),
      late: false,
      dirty: false,
      decisions: [{ workflow: '', version: '', trace: [], effects: emitted.map((event) => ({ kind: 'emit', event })) }],
    },
  });

it('has no line for what a case tells of itself: the case has one', () => {
  expect([...entries(null, [opened]), ...entries(opened)]).toEqual([]);
});

it('has a line for what a workflow tells another subject, and for what a person asks of a case', () => {
  const told = { ...opened, source: 'slipway/drawn', type: 'transport.arrived', subject: 'order:O-1', data: {} };
  expect(entries(null, [told])).toMatchObject([{ kind: 'decision', title: 'Told order:O-1: Arrived' }]);
  expect(entries({ ...opened, type: 'exception.acknowledged' })).toMatchObject([{ kind: 'person' }]);
});
