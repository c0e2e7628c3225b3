import { expect, test } from 'vitest';
import { scmsBytes } from './file.ts';
import { expectationOf, readHistory } from './oracle.ts';

const line = (days: Partial<{ scheduled: number; delivered: number; recorded: number }>) => ({
  shipment: 'ASN-1',
  scheduled: 100,
  delivered: 100,
  recorded: 100,
  ...days,
});

test('the history has 910 shipments overdue by seven days, 396 of them only because of a late record', async () => {
  const { lines, dirty } = readHistory(await scmsBytes());
  expect([lines.length, dirty]).toEqual([10_324, 0]);
  expect(new Set(lines.map((each) => each.shipment)).size).toBe(7_030);
  const { raised, cleared, standing } = expectationOf(lines, 7);
  expect([raised.size, cleared.size, standing.size]).toEqual([910, 396, 514]);
});

test('the last day of grace is still in time', () => {
  expect(expectationOf([line({ delivered: 107, recorded: 107 })], 7).raised.size).toBe(0);
  expect(expectationOf([line({ delivered: 108, recorded: 108 })], 7).standing.size).toBe(1);
});

test('a delivery in time that was recorded late is raised and cleared, unless another line is late', () => {
  const late = line({ recorded: 120 });
  expect([...expectationOf([late], 7).cleared]).toEqual(['ASN-1']);
  expect([...expectationOf([late, line({ delivered: 110 })], 7).standing]).toEqual(['ASN-1']);
});
