import { expect, test } from 'vitest';
import { HOLD_MS, TimerQueue } from './timer-queue.ts';

function drain(queue: TimerQueue, nowMs: number): string[] {
  const names: string[] = [];
  for (let timer = queue.take(nowMs); timer; timer = queue.take(nowMs)) names.push(`${timer.subject}/${timer.timer}`);
  return names;
}

test('timers fire in the order of due, subject and id', () => {
  const timers = [
    { subject: 'b', timer: 'x', dueMs: 5 },
    { subject: 'a', timer: 'y', dueMs: 5 },
    { subject: 'a', timer: 'x', dueMs: 5 },
    { subject: 'z', timer: 'z', dueMs: 1 },
  ];
  expect(drain(new TimerQueue(timers, null), 5)).toEqual(['z/z', 'a/x', 'a/y', 'b/x']);
});

test('a thousand timers in any order come out sorted', () => {
  const timers = Array.from({ length: 1_000 }, (_, index) => ({
    subject: `s${index}`,
    timer: 't',
    dueMs: (index * 7_919) % 1_009,
  }));
  const queue = new TimerQueue(timers, null);
  const dues: number[] = [];
  for (let timer = queue.take(2_000); timer; timer = queue.take(2_000)) dues.push(timer.dueMs);
  expect(dues).toEqual(timers.map((timer) => timer.dueMs).sort((a, b) => a - b));
});

test('a timer that was set anew fires once, at its new time', () => {
  const queue = new TimerQueue([{ subject: 'a', timer: 'x', dueMs: 5 }], null);
  queue.set({ subject: 'a', timer: 'x', dueMs: 9 });
  expect(drain(queue, 8)).toEqual([]);
  expect(drain(queue, 9)).toEqual(['a/x']);
});

test('a deleted timer does not fire', () => {
  const queue = new TimerQueue([{ subject: 'a', timer: 'x', dueMs: 5 }], null);
  queue.delete({ subject: 'a', timer: 'x' });
  expect(queue.nextDueMs()).toBeUndefined();
});

test('timers that fell due in an outage wait ten minutes of clock, others do not', () => {
  const timers = [
    { subject: 'before', timer: 't', dueMs: 90 },
    { subject: 'within', timer: 't', dueMs: 150 },
    { subject: 'after', timer: 't', dueMs: 210 },
  ];
  const queue = new TimerQueue(timers, { fromMs: 100, toMs: 200 });
  expect(drain(queue, 300)).toEqual(['before/t', 'after/t']);
  expect(drain(queue, 199 + HOLD_MS)).toEqual([]);
  expect(drain(queue, 200 + HOLD_MS)).toEqual(['within/t']);
});

test('looking at the subjects that are due takes nothing out', () => {
  const queue = new TimerQueue(
    [
      { subject: 'a', timer: 'x', dueMs: 5 },
      { subject: 'b', timer: 'x', dueMs: 6 },
    ],
    null,
  );
  expect([...queue.dueSubjects(10, 1)]).toEqual(['a']);
  expect(drain(queue, 10)).toEqual(['a/x', 'b/x']);
});
