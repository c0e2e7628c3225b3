import { emptyRecord, type LiveSet, type SubjectRecord, TimerQueue } from '@slipway/shared/engine';
import type { CanonicalEvent } from '@slipway/shared/event';
import { canonicalJson } from '@slipway/shared/json';
import { expect, test } from 'vitest';
import type { LogRecord } from '../event-log/index.ts';
import type { Batch } from './batch.ts';
import { decideBatch, inputName } from './decide-batch.ts';
import { readRecord } from './read-record.ts';
import { told } from './testing/embedded-pipeline.ts';
import { livedThrough, standInStep } from './testing/stand-in-step.ts';

const live: LiveSet = { id: 'l', environment: 'test', live: [], pinned: () => undefined };

function records(...of: readonly (readonly [atMs: number, event?: CanonicalEvent])[]): LogRecord[] {
  return of.map(([atMs, event], offset) => {
    const content = event ? { kind: 'event' as const, key: event.subject, value: canonicalJson(event) } : undefined;
    return { partition: 0, offset, atMs, ...(content ?? { kind: 'tick' as const, key: '', value: '{}' }) };
  });
}

/** Decides all records in batches of `size`, each handing on to the next what the loop would store. */
function decideAll(log: readonly LogRecord[], size = 500, poisoned: ReadonlySet<string> = new Set()) {
  const known = new Map<string, SubjectRecord>();
  const timers = new TimerQueue([], null);
  const seen = new Set<string>();
  const batches: Batch[] = [];
  let position: Batch['position'] = { nextOffset: 0, clockMs: 0, hold: null, liveSet: live };
  while (position.nextOffset < log.length) {
    const read = log.slice(position.nextOffset, position.nextOffset + size).map(readRecord);
    for (const each of read)
      if (each.is === 'event' && !known.has(each.event.subject))
        known.set(each.event.subject, emptyRecord(each.event.subject));
    const batch = decideBatch(
      { step: standInStep, position, timers, records: known, seen, inputsMost: size, poisoned },
      read,
    );
    for (const [subject, record] of batch.dirty) known.set(subject, record);
    for (const { identity } of batch.seen) seen.add(identity.key);
    position = batch.position;
    batches.push(batch);
  }
  return { batches, known, lived: (subject: string) => livedThrough(known.get(subject) ?? emptyRecord(subject)) };
}

test('timers that are due fire before the record, in order, and once', () => {
  const { lived } = decideAll(
    records(
      [10, told('e1', 's:a', { set: { late: 30, early: 20, never: 99 } })],
      [40, told('e2', 's:a')],
      [50, told('e3', 's:a')],
    ),
  );
  expect(lived('s:a')).toEqual(['e1', 'timer early', 'timer late', 'e2', 'e3']);
});

test('a timer that an event clears in time does not fire', () => {
  const { lived } = decideAll(
    records([10, told('e1', 's:a', { set: { t: 30 } })], [29, told('e2', 's:a', { clear: 't' })], [60]),
  );
  expect(lived('s:a')).toEqual(['e1', 'e2']);
});

test('time never goes back: an earlier record is decided at the greatest time seen', () => {
  const { batches } = decideAll(records([50, told('e1', 's:a')], [40, told('e2', 's:a')]));
  expect(batches.flatMap((batch) => batch.decided.map((each) => each.atMs))).toEqual([50, 50]);
});

test('the second of two events with the same source and id is a duplicate, in one batch and in two', () => {
  const log = records([1, told('e1', 's:a')], [2, told('e1', 's:a')]);
  for (const size of [1, 2]) {
    const { batches, lived } = decideAll(log, size);
    expect(lived('s:a')).toEqual(['e1']);
    expect(batches.flatMap((batch) => batch.outcomes).map((range) => range.outcome)).toEqual(['decided', 'duplicate']);
  }
});

test('batches of any size come to the same decisions', () => {
  const log = records(
    ...Array.from({ length: 60 }, (_, index): [number, CanonicalEvent?] => {
      const subject = `s:${index % 5}`;
      return index % 7 === 0
        ? [index]
        : [index, told(`e${index}`, subject, { set: { [`t${index % 3}`]: index + (index % 11) } })];
    }),
  );
  const decisions = (size: number) =>
    decideAll(log, size)
      .batches.flatMap((batch) => batch.decided)
      .map((each) => canonicalJson([each.offset, each.input, each.atMs, each.result.decisions]));
  const whole = decisions(500);
  expect(whole.length).toBeGreaterThan(80);
  for (const size of [1, 2, 7]) expect(decisions(size)).toEqual(whole);
});

test('an event at which the engine throws is set aside and the others are decided', () => {
  const { batches, lived } = decideAll(
    records([1, told('e1', 's:a')], [2, told('bad', 's:a', { throw: true })], [3, told('e3', 's:a')]),
  );
  expect(lived('s:a')).toEqual(['e1', 'e3']);
  expect(batches[0]?.setAside).toMatchObject([{ offset: 1, code: 'decision-failed' }]);
  expect(batches[0]?.outcomes.map((range) => range.outcome)).toEqual(['decided', 'dead-lettered', 'decided']);
});

test('a poisoned timer is dropped without being decided', () => {
  const log = records([1, told('e1', 's:a', { set: { t: 5 } })], [9]);
  const poisoned = inputName(1, { subject: 's:a', timer: 't', dueMs: 5 });
  const { batches, known, lived } = decideAll(log, 500, new Set([poisoned]));
  expect(lived('s:a')).toEqual(['e1']);
  expect(known.get('s:a')?.timers).toEqual({});
  expect(batches.flatMap((batch) => batch.setAside)).toMatchObject([{ input: poisoned, source: 'timer' }]);
});

test('a record that is no event of ours is set aside, whatever it holds', () => {
  const bad = ['', '{', 'null', '[]', '{"id":1}', canonicalJson(told('e', 's:other'))];
  const log = bad.map(
    (value, offset): LogRecord => ({ partition: 0, offset, atMs: 1, kind: 'event', key: 's:a', value }),
  );
  const { batches } = decideAll(log);
  expect(batches.flatMap((batch) => batch.outcomes)).toEqual([
    { from_offset: 0, to_offset: bad.length - 1, outcome: 'dead-lettered' },
  ]);
  expect(batches.flatMap((batch) => batch.setAside)).toHaveLength(bad.length);
});

test('every offset ends as exactly one outcome', () => {
  const log = records([1], [2, told('a', 's:a')], [3, told('a', 's:a')], [4, told('b', 's:a', { throw: true })], [5]);
  const offsets = decideAll(log, 2)
    .batches.flatMap((batch) => batch.outcomes)
    .flatMap((range) =>
      Array.from({ length: range.to_offset - range.from_offset + 1 }, (_, index) => range.from_offset + index),
    );
  expect(offsets).toEqual([0, 1, 2, 3, 4]);
});

test('a round whose decisions cannot be stored passes over its subjects, and goes on behind them', () => {
  const round: LogRecord = {
    partition: 0,
    offset: 0,
    atMs: 1,
    kind: 'activated',
    key: '',
    value: JSON.stringify({ liveSet: 'new', after: '' }),
  };
  const decide = (poisoned: readonly string[]) =>
    decideBatch(
      {
        step: standInStep,
        position: { nextOffset: 0, clockMs: 0, hold: null, liveSet: live },
        timers: new TimerQueue([], null),
        records: new Map(['s:a', 's:b'].map((subject) => [subject, emptyRecord(subject)])),
        seen: new Set(),
        chunk: { liveSet: { ...live, id: 'new' }, subjects: ['s:a', 's:b'], more: true },
        inputsMost: 10,
        poisoned: new Set(poisoned),
      },
      [readRecord(round)],
    );
  for (const [poisoned, decided, setAside] of [
    [[], 2, 0],
    [[inputName(0)], 0, 1],
  ] as const) {
    const batch = decide(poisoned);
    expect([batch.decided.length, batch.setAside.length]).toEqual([decided, setAside]);
    expect(batch.next).toEqual({ of: 'activated', liveSet: 'new', after: 's:b' });
    expect(batch.position.liveSet.id).toBe('new');
  }
});
