import type { LiveMessage } from '@slipway/shared/api';
import { afterEach, describe, expect, it } from 'vitest';
import { Feed, type FeedOptions } from './feed.ts';

const feeds: Feed[] = [];
afterEach(() => {
  for (const feed of feeds.splice(0)) feed.close();
});

function openFeed(options: Partial<FeedOptions> = {}): Feed {
  const feed = new Feed({
    compose: async (_environment, pending) => pending.message(),
    now: Date.now,
    onError: () => {},
    intervalMs: 20,
    ...options,
  });
  feeds.push(feed);
  return feed;
}

interface Heard {
  readonly id: number;
  readonly message: LiveMessage;
}

/** Reads messages of a stream until there are `count`, or it ends. */
async function hear(stream: ReadableStream<Uint8Array>, count: number): Promise<Heard[]> {
  const heard: Heard[] = [];
  let text = '';
  const reader = stream
    .pipeThrough(new TextDecoderStream() as never)
    .getReader() as ReadableStreamDefaultReader<string>;
  while (heard.length < count) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const match = /^id: (\d+)\ndata: (.*)$/s.exec(text.slice(0, end));
      if (match) heard.push({ id: Number(match[1]), message: JSON.parse(match[2] ?? '') });
      text = text.slice(end + 2);
    }
  }
  await reader.cancel();
  return heard;
}

const never = new AbortController().signal;

describe('the live feed', () => {
  it('makes one message of many changes, under rising ids', async () => {
    const feed = openFeed();
    const listening = hear(feed.open('demo', undefined, never), 3);
    feed.publish('demo', { exceptions: ['e1'], caught: 1 });
    feed.publish('demo', { exceptions: ['e1', 'e2'], caught: 2 });
    setTimeout(() => feed.publish('demo', { subjects: ['s1'] }), 60);
    const heard = await listening;
    expect(heard.map(({ message }) => message)).toEqual([
      { type: 'changed' },
      { type: 'changed', exceptions: { ids: ['e1', 'e2'], more: false }, outbox: 3 },
      { type: 'changed', subjects: { ids: ['s1'], more: false } },
    ]);
    expect(heard.map(({ id }) => id)).toEqual([...heard.map(({ id }) => id)].sort((a, b) => a - b));
    expect(new Set(heard.map(({ id }) => id)).size).toBe(3);
  });

  it('names at most 200 ids and says that there are more', async () => {
    const feed = openFeed();
    const listening = hear(feed.open('demo', undefined, never), 2);
    feed.publish('demo', { subjects: Array.from({ length: 500 }, (_, index) => `s${index}`) });
    const [, second] = await listening;
    expect(second?.message).toMatchObject({ subjects: { ids: { length: 200 }, more: true } });
  });

  it('goes on behind the last message that a client has seen', async () => {
    const feed = openFeed();
    const listening = hear(feed.open('demo', undefined, never), 2);
    feed.publish('demo', { subjects: ['s1'] });
    const [, first] = await listening;
    const other = hear(feed.open('demo', undefined, never), 2);
    feed.publish('demo', { subjects: ['s2'] });
    await other;
    const resumed = await hear(feed.open('demo', String(first?.id), never), 1);
    expect(resumed[0]?.message).toMatchObject({ subjects: { ids: ['s2'] } });
  });

  it.each(['1', '99999999999999999', 'nonsense', '-1'])(
    'asks a client that comes with the id %s to read all again',
    async (id) => {
      const feed = openFeed();
      const [first] = await hear(feed.open('demo', id, never), 1);
      expect(first?.message).toEqual({ type: 'resync' });
    },
  );

  it('asks for reading again when nobody listened for long and something happened', async () => {
    let nowMs = 1_000_000;
    const feed = openFeed({ now: () => nowMs });
    const [first] = await hear(feed.open('demo', undefined, never), 1);
    nowMs += 120_000;
    feed.publish('demo', { subjects: ['s1'] });
    const [resumed] = await hear(feed.open('demo', String(first?.id), never), 1);
    expect(resumed?.message).toEqual({ type: 'resync' });
  });

  it('drops a client that does not read, and nobody else', async () => {
    const feed = openFeed({ compose: async () => ({ type: 'changed', workflows: ['w'.repeat(100_000)] }) });
    const lazy = feed.open('demo', undefined, never);
    const diligent = hear(feed.open('demo', undefined, never), 10);
    const publishing = setInterval(() => feed.publish('demo', { replay: true }), 5);
    const heard = await diligent;
    clearInterval(publishing);
    expect(heard).toHaveLength(10);
    expect((await hear(lazy, 1_000)).length).toBeLessThan(10);
  });

  it('takes a bounded number of clients, and again one where another has left', async () => {
    const feed = openFeed({ clients: 2 });
    const leaving = new AbortController();
    feed.open('demo', undefined, leaving.signal);
    feed.open('other', undefined, never);
    expect(() => feed.open('demo', undefined, never)).toThrow(/Too many/);
    leaving.abort();
    expect(() => feed.open('demo', undefined, never)).not.toThrow();
  });

  it('hears nothing of another environment', async () => {
    const feed = openFeed();
    const listening = hear(feed.open('demo', undefined, never), 2);
    feed.open('other', undefined, never);
    feed.publish('other', { subjects: ['foreign'] });
    setTimeout(() => feed.publish('demo', { subjects: ['own'] }), 50);
    const heard = await listening;
    expect(JSON.stringify(heard)).not.toContain('foreign');
  });

  it('goes on after a message could not be made', async () => {
    let broken = true;
    const errors: unknown[] = [];
    const feed = openFeed({
      compose: async (_environment, pending) => {
        if (broken) throw new Error('the database is away');
        return pending.message();
      },
      onError: (error) => errors.push(error),
    });
    const listening = hear(feed.open('demo', undefined, never), 2);
    feed.publish('demo', { subjects: ['s1'] });
    setTimeout(() => {
      broken = false;
      feed.publish('demo', { subjects: ['s2'] });
    }, 60);
    expect((await listening)[1]?.message).toMatchObject({ subjects: { ids: ['s2'] } });
    expect(errors).toHaveLength(1);
  });
});
