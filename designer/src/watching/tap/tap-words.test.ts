import type { TapRow } from '@slipway/shared/api';
import { expect, test } from 'vitest';
import { comingFrom, subjectLabel } from './tap-words.ts';

const graph = {
  id: 'w',
  name: 'W',
  subject: 'shipment',
  nodes: [{ id: 'worth', kind: 'condition', title: 'Worth a case?', config: {} }],
  edges: [],
};
const row = (cameBy: string | null, kind: TapRow['input']['kind'] = 'event'): TapRow => ({
  id: '1',
  at: '2026-03-02T08:00:00.000Z',
  subject: 'shipment:SHP-1:a',
  input: { kind, id: 'e1', title: 'Delayed' },
  type: 'own.delayed',
  cameBy,
  did: 'entered',
  left: ['yes'],
  values: {},
});

test('a row says what came in and by which port of which step', () => {
  expect(comingFrom(graph, row('worth.yes'))).toBe('Delayed, from Worth a case? by yes');
  expect(comingFrom(graph, row(null))).toBe('Delayed');
  expect(comingFrom(graph, row('gone.out'))).toBe('Delayed, from gone by out');
  expect(comingFrom(graph, row(null, 'timer'))).toBe('Time was up');
});

test('a subject is called by its own id', () => {
  expect(subjectLabel('shipment:SHP-1:a')).toBe('SHP-1:a');
});
