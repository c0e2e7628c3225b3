import type { Scenario } from '@slipway/shared/examples/scenario.ts';
import { expect, test } from 'vitest';
import { rename } from './rename.ts';

const scenario: Scenario = {
  name: 'S-1 is late',
  start: '2026-03-02T08:00:00.000Z',
  subject: 'shipment:S-1',
  steps: [
    {
      at: '0',
      event: { type: 'shipment.planned', data: { carrier: 'ACME', order: 'S-12', refs: [{ value: 'S-1' }] } },
    },
  ],
  expect: { runs: [], exceptions: [], actions: [] },
};

test('every name of a subject is renamed, wherever it stands alone, and comes back', () => {
  const renaming = rename(scenario, ['shipment:S-1', 'carrier:ACME'], 7);
  expect(renaming.scenario.subject).toBe('shipment:S-1-q7q');
  expect(renaming.scenario.name).toBe('S-1 is late');
  expect(renaming.scenario.steps[0]?.event?.data).toEqual({
    carrier: 'ACME-q7q',
    order: 'S-12',
    refs: [{ value: 'S-1-q7q' }],
  });
  expect(renaming.owns('carrier:ACME-q7q')).toBe(true);
  expect(renaming.owns('carrier:ACME-q17q')).toBe(false);
  expect(renaming.restored(renaming.scenario)).toEqual(scenario);
});

test('events of two scenarios with one id stay two', () => {
  const event = {
    id: 'a',
    source: '/s',
    type: 'event.retracted',
    subject: 'shipment:S-1',
    time: scenario.start,
    data: { retracts: 'b' },
  };
  const renamed = [1, 2].map((number) => rename(scenario, ['shipment:S-1'], number).event(event));
  expect(renamed.map(({ id, data }) => [id, data.retracts])).toEqual([
    ['a-q1q', 'b-q1q'],
    ['a-q2q', 'b-q2q'],
  ]);
});

test('a name that may be a word of a text is refused', () => {
  expect(() => rename(scenario, ['order:4'], 1)).toThrow('too short');
});
