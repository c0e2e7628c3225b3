import { versionOf } from '@slipway/shared/engine';
import { readWorkflow } from '@slipway/shared/workflow';
import { expect, test } from 'vitest';
import { runningIt } from './part-config.ts';

const read = readWorkflow({
  formatVersion: 1,
  id: 'fees',
  name: 'Fees',
  subject: 'shipment',
  entry: {
    node: 'good',
    inputs: [
      { name: 'carrier', type: 'string' },
      { name: 'days', type: 'number' },
    ],
  },
  nodes: [
    { id: 'good', kind: 'end', title: 'Good', config: { outcome: 'All good' } },
    { id: 'bad', kind: 'end', title: 'Bad', config: { outcome: 'Too late' } },
  ],
  edges: [],
});
const fees = read.ok ? read.workflow : expect.unreachable();

test('a step that takes another version keeps what it says of what is still there', () => {
  const before = {
    workflow: 'fees',
    version: '0000000000000000',
    inputs: { days: 'vars.days', gone: '1' },
    ends: [{ id: 'bad', label: 'Fees are due' }],
  };
  expect(runningIt(before, fees)).toEqual({
    workflow: 'fees',
    version: versionOf(fees),
    inputs: { carrier: '""', days: 'vars.days' },
    ends: [
      { id: 'good', label: 'All good' },
      { id: 'bad', label: 'Fees are due' },
    ],
  });
});
