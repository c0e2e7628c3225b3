import type { BacktestSubject } from '@slipway/shared/api';
import { expect, test } from 'vitest';
import { subjectColumns } from './columns.ts';

const row = (known: Partial<BacktestSubject>): BacktestSubject => ({
  subject: 'shipment:S1',
  label: 'S1',
  origin: null,
  destination: null,
  customer: null,
  cargo: null,
  carrier: null,
  verdict: 'more',
  before: { kind: 'nothing', text: null, runs: 0, cases: 0, actions: 0, at: null },
  after: { kind: 'case', text: 'Too late', runs: 1, cases: 1, actions: 0, at: '2026-11-01T00:00:00.000Z' },
  hoursWon: 16.31,
  ...known,
});
const names = { before: 'v12 live', after: 'v15 draft' };
const titles = (rows: readonly BacktestSubject[], sides = names as { before: string | null; after: string }) =>
  subjectColumns(rows, { kind: 'shipment', names: sides }).map(({ title }) => title);

test('what no row tells of has no column', () => {
  expect(titles([row({})])).toEqual(['Shipment', 'v12 live', 'v15 draft', 'Won']);
  expect(titles([row({}), row({ origin: 'Antwerp', customer: 'Apo' })])).toEqual([
    'Shipment',
    'Lane',
    'Customer',
    'v12 live',
    'v15 draft',
    'Won',
  ]);
});

test('compared with nothing there is one side', () => {
  expect(titles([row({})], { before: null, after: 'Draft' })).toEqual(['Shipment', 'Draft', 'Won']);
});

test('each side is told in words, and what was won in hours', () => {
  const one = row({});
  const told = subjectColumns([one], { kind: 'order', names }).map(({ text }) => text(one));
  expect(told).toEqual(['S1', 'Nothing', 'Too late', '16.3 h']);
});
