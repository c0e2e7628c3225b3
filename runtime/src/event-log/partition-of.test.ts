import { expect, test } from 'vitest';
import { murmur2, partitionOf } from './partition-of.ts';

// From Kafka's own UtilsTest#testMurmur2.
const KAFKA = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
] as const;

test.each(KAFKA)('hashes %s as Kafka does', (key, hash) => {
  expect(murmur2(new TextEncoder().encode(key))).toBe(hash);
});

test('spreads shipments evenly over the partitions', () => {
  const counts = [0, 0, 0, 0];
  for (let number = 0; number < 10_000; number += 1) {
    const partition = partitionOf(`shipment:${number}`, 4);
    counts[partition] = (counts[partition] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 2_500)).toBeLessThan(250);
});
