import type { TraceStep } from '@slipway/shared/engine';
import { expect, it } from 'vitest';
import type { TappedDecision } from '../stores/tapped-reads.ts';
import { tapRows } from './tap-rows.ts';

const edges = [
  { from: 'late.out', to: 'worth.in' },
  { from: 'again.out', to: 'worth.in' },
  { from: 'worth.yes', to: 'told.in' },
];
const decided = (trace: readonly TraceStep[]): TappedDecision => ({
  commit: 7,
  position: 2,
  input: 'event shipment.delayed /tms e1',
  subject: 'shipment:1',
  atMs: Date.parse('2026-03-02T08:00:00Z'),
  decision: { workflow: 'w', version: 'v', trace, effects: [] },
});
const step = (node: string, ports: readonly string[], rest: Partial<TraceStep> = {}): TraceStep => ({
  node,
  did: 'entered',
  ports,
  ...rest,
});

it('says what came in, from which port, and by which ports it left', () => {
  const trace = [step('late', ['out'], { did: 'fired' }), step('worth', ['yes'], { text: 'yes' }), step('told', [])];
  expect(tapRows(decided(trace), 3, 'worth', edges)).toEqual([
    {
      id: '3.7.2.1',
      at: '2026-03-02T08:00:00.000Z',
      subject: 'shipment:1',
      input: { kind: 'event', id: 'e1', title: 'Delay reported' },
      type: 'shipment.delayed',
      cameBy: 'late.out',
      did: 'entered',
      left: ['yes'],
      text: 'yes',
      values: {},
    },
  ]);
});

it('takes each time that a step was passed, and steps inside of it for its own', () => {
  const trace = [step('part', ['in']), step('part/check', ['yes']), step('party', ['out'])];
  expect(tapRows(decided(trace), 0, 'part', edges).map(({ left }) => left)).toEqual([['in'], ['yes']]);
});

it('cuts values that are long, and names no more than a few', () => {
  const values = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`v${at}`, 'x'.repeat(5_000)]));
  const [row] = tapRows(decided([step('worth', [], { values: { one: 1.5, ...values } })]), 0, 'worth', edges);
  expect(row?.values.one).toBe('1.5');
  expect(Object.keys(row?.values ?? {})).toHaveLength(12);
  expect(Math.max(...Object.values(row?.values ?? {}).map((value) => value.length))).toBeLessThan(200);
});

it('leaves open where a token came from that had waited', () => {
  expect(tapRows(decided([step('worth', ['yes'], { did: 'resumed' })]), 0, 'worth', edges)[0]?.cameBy).toBeNull();
});
