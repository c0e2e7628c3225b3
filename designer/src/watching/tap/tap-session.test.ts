import type { TapMessage, TapRow } from '@slipway/shared/api';
import { expect, test } from 'vitest';
import { type Stream, TapSession } from './tap-session.ts';

const row = (id: string): TapRow => ({
  id,
  at: '2026-03-02T08:00:00.000Z',
  subject: 'shipment:1',
  input: { kind: 'event', id: 'e1', title: 'Delayed' },
  type: 'own.delayed',
  cameBy: null,
  did: 'fired',
  left: ['out'],
  values: {},
});
const rows = (ids: readonly string[], passed: number): TapMessage => ({
  type: 'rows',
  rows: ids.map(row),
  passed,
  before: false,
});

function tapping() {
  const streams: (Stream & { closed: boolean; state: number })[] = [];
  const session = new TapSession(() => {
    const stream = {
      onmessage: null,
      onerror: null,
      closed: false,
      state: 1,
      get readyState() {
        return this.state;
      },
      close() {
        this.closed = true;
      },
    };
    streams.push(stream);
    return stream;
  });
  const hear = (message: TapMessage, at = 0) =>
    streams[at]?.onmessage?.({ data: JSON.stringify(message) } as MessageEvent<string>);
  session.start(60);
  return { session, streams, hear, ids: () => session.get().rows.map(({ id }) => id) };
}

test('the newest row stands on top, and none twice', () => {
  const { hear, ids } = tapping();
  hear(rows(['1', '2'], 2));
  hear(rows(['2', '3'], 3));
  expect(ids()).toEqual(['3', '2', '1']);
});

test('a tap that another process goes on with counts from the beginning, and shows nothing twice', () => {
  const { session, hear, ids } = tapping();
  hear(rows(['1', '2', '3'], 7));
  hear({ ...rows(['2', '3', '4'], 0), before: true } as TapMessage);
  hear(rows(['5'], 2));
  expect(ids()).toEqual(['5', '4', '3', '2', '1']);
  expect(session.get()).toMatchObject({ passed: 2, shown: 1 });
});

test('while somebody reads, rows stay where they are and new ones wait', () => {
  const { session, hear, ids } = tapping();
  hear(rows(['1'], 1));
  session.read(true);
  hear(rows(['2'], 2));
  hear(rows(['3'], 3));
  expect(ids()).toEqual(['1']);
  expect(session.get().waiting).toHaveLength(2);
  session.show();
  expect(ids()).toEqual(['3', '2', '1']);
});

test('it is known how many passed and how many of them are shown', () => {
  const { session, hear } = tapping();
  hear({ ...rows(['0'], 0), before: true } as TapMessage);
  hear(rows(['1', '2'], 40));
  expect(session.get()).toMatchObject({ passed: 40, shown: 2 });
});

test('what has ended is closed, and a connection that breaks is left to the browser', () => {
  const { session, streams, hear } = tapping();
  streams[0]?.onerror?.();
  expect(session.get().state).toBe('opening');
  hear({ type: 'ended', why: 'time' });
  expect(session.get().state).toBe('ended');
  expect(streams[0]?.closed).toBe(true);
});

test('a refusal is told', () => {
  const { session, streams } = tapping();
  const [stream] = streams;
  if (stream) stream.state = 2;
  stream?.onerror?.();
  expect(session.get().state).toBe('failed');
});

test('what an earlier tap still says is not heard', () => {
  const { session, hear, ids } = tapping();
  session.start(60);
  hear(rows(['old'], 1), 0);
  hear(rows(['new'], 1), 1);
  expect(ids()).toEqual(['new']);
});
