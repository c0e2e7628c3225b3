import { expect, test } from 'vitest';
import { type TopicReading, type TopicSpans, topicHistory, topicSpans } from './topic-history.ts';

const encoder = new TextEncoder();

/** A topic whose partitions hold records of these times; fetches bring two at a time. */
function topicOf(partitions: readonly (readonly number[])[]): TopicReading {
  const records = partitions.map((times, partition) =>
    times.map((timestampMs, offset) => ({
      ...{ topic: 't', partition, offset: offset + 10, timestampMs, key: null, headers: new Map<string, string>() },
      value: encoder.encode(timestampMs < 0 ? 'no event' : eventText(`${partition}.${offset + 10}`)),
    })),
  );
  return {
    partitions: partitions.length,
    marks: async (partition) => ({ low: 10, high: 10 + (records[partition]?.length ?? 0) }),
    offsetAt: async (partition, atMs) =>
      records[partition]?.find(({ timestampMs }) => timestampMs >= atMs)?.offset ??
      10 + (records[partition]?.length ?? 0),
    fetch: async (partition, from) => {
      const found = (records[partition] ?? []).filter(({ offset }) => offset >= from).slice(0, 2);
      return { records: found, next: (found.at(-1)?.offset ?? from - 1) + 1 };
    },
    close: async () => {},
  };
}

function eventText(id: string): string {
  const base = { specversion: '1.0', source: '/t', type: 'shipment.pickedUp', subject: 'shipment:S-1' };
  return JSON.stringify({ ...base, id, time: '2026-03-02T08:00:00Z' });
}

async function played(reading: TopicReading, spans: TopicSpans) {
  let refused = 0;
  const options = { spans, onRefused: () => (refused += 1) };
  const ids: string[] = [];
  for await (const page of topicHistory(reading, { mapping: undefined, zone: undefined }, options))
    for (const { value, atMs } of page) ids.push(`${JSON.parse(value).id} ${atMs}`);
  return { ids, refused };
}

test('partitions are played together by the time at which records came, and what is no event is counted', async () => {
  const reading = topicOf([
    [1, 5, 3, 9],
    [2, -1, 8],
  ]);
  const spans = await topicSpans({ kind: 'topic', source: 's' }, reading);
  expect(await played(reading, spans)).toEqual({
    ids: ['0.10 1', '1.10 2', '0.11 5', '0.12 5', '1.12 8', '0.13 9'],
    refused: 1,
  });
});

test('a range begins and ends at instants or offsets, and never outside of what the topic holds', async () => {
  const reading = topicOf([
    [1, 5, 7, 9],
    [2, 4, 8],
  ]);
  const at = (ms: number) => ({ at: new Date(ms).toISOString() });
  const between = await topicSpans({ kind: 'topic', source: 's', from: at(4), to: at(8) }, reading);
  expect((await played(reading, between)).ids).toEqual(['1.11 4', '0.11 5', '0.12 7']);
  const named = { from: { offsets: { '0': 12 } }, to: { offsets: { '0': 99, '1': 0 } } };
  expect(await topicSpans({ kind: 'topic', source: 's', ...named }, reading)).toEqual([
    { from: 12, to: 14 },
    { from: 10, to: 10 },
  ]);
});
