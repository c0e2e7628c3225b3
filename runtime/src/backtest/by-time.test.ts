import { expect, test } from 'vitest';
import { byTime } from './by-time.ts';

/** The records of a partition, two at a time: each is its name and its time. */
async function* partition(...records: readonly (readonly [string, number])[]) {
  for (let from = 0; from < records.length; from += 2)
    yield records.slice(from, from + 2).map(([name, timestampMs]) => ({ name, timestampMs }));
}

async function played(...partitions: readonly ReturnType<typeof partition>[]) {
  const pages: string[][] = [];
  for await (const page of byTime(partitions)) pages.push(page.map(({ record, atMs }) => `${record.name} ${atMs}`));
  return pages;
}

test('partitions are played together by the time at which records came, and time never goes back in one', async () => {
  const one = partition(['a', 1], ['b', 5], ['c', 3], ['d', 9]);
  const other = partition(['x', 2], ['y', 8]);
  expect(await played(one, partition(), other)).toEqual([['a 1', 'x 2', 'b 5', 'c 5', 'y 8', 'd 9']]);
});

test('of equal times the lower partition is first', async () => {
  expect(await played(partition(['a', 1], ['b', 1]), partition(['x', 1]))).toEqual([['a 1', 'b 1', 'x 1']]);
});

test('what is much comes in pages, and nothing comes of nothing', async () => {
  const many = Array.from({ length: 4_001 }, (_, at) => [`${at}`, at] as const);
  const pages = await played(partition(...many));
  expect(pages.map((page) => page.length)).toEqual([2_000, 2_000, 1]);
  expect(pages.flat().at(-1)).toBe('4000 4000');
  expect(await played(partition(), partition())).toEqual([]);
  expect(await played()).toEqual([]);
});
