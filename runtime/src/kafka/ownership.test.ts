import { expect, test } from 'vitest';
import { Ownership } from './ownership.ts';

const turns = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

function open(handover = new Map<number, Promise<void>>()) {
  const told: string[] = [];
  const ending = new AbortController();
  const errors: unknown[] = [];
  let lingering = Promise.resolve();
  const own = async (partition: number, signal: AbortSignal) => {
    told.push(`+${partition}`);
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    await lingering;
    told.push(`-${partition}`);
  };
  const fail = (error: unknown) => void errors.push(error);
  const ownership = new Ownership(own, { ending: ending.signal, handover, fail });
  const linger = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    lingering = promise;
    return resolve;
  };
  return { ownership, told, ending, errors, linger, handover };
}

test('what is kept goes on, what is lost is let go of, what is new begins', async () => {
  const { ownership, told } = open();
  ownership.assign([0, 1]);
  await turns();
  ownership.assign([1, 2]);
  await turns();
  expect(told.sort()).toEqual(['+0', '+1', '+2', '-0'].sort());
  expect(ownership.partitions).toEqual([1, 2]);
});

test('a partition that comes back begins again only when it was let go of', async () => {
  const { ownership, told, linger } = open();
  ownership.assign([0]);
  await turns();
  const done = linger();
  ownership.assign([]);
  ownership.assign([0]);
  await turns();
  expect(told).toEqual(['+0']);
  done();
  await turns();
  expect(told).toEqual(['+0', '-0', '+0']);
});

test('another member of the same process waits until the first has let go', async () => {
  const first = open();
  const second = open(first.handover);
  first.ownership.assign([0]);
  await turns();
  second.ownership.assign([0]);
  await turns();
  expect(second.told).toEqual([]);
  first.ownership.assign([]);
  await turns();
  expect(second.told).toEqual(['+0']);
});

test('what was dropped in doubt is taken up again when the membership is confirmed', async () => {
  const { ownership, told } = open();
  ownership.assign([0]);
  await turns();
  ownership.drop();
  await turns();
  expect([ownership.partitions, told]).toEqual([[], ['+0', '-0']]);
  ownership.confirm();
  await turns();
  expect(told).toEqual(['+0', '-0', '+0']);
});

test('what was dropped for good stays dropped', async () => {
  const { ownership, told } = open();
  ownership.assign([0]);
  await turns();
  ownership.drop(true);
  ownership.confirm();
  await turns();
  expect(told).toEqual(['+0', '-0']);
});

test('at the end everything lets go, and nothing begins any more', async () => {
  const { ownership, told, ending } = open();
  ownership.assign([0]);
  await turns();
  ending.abort();
  await ownership.ended();
  ownership.assign([1]);
  await turns();
  expect(told).toEqual(['+0', '-0']);
});

test('an owner that fails is told of', async () => {
  const errors: unknown[] = [];
  const failing = async () => {
    throw new Error('cannot go on');
  };
  const parts = {
    ending: new AbortController().signal,
    handover: new Map(),
    fail: (e: unknown) => void errors.push(e),
  };
  const ownership = new Ownership(failing, parts);
  ownership.assign([0]);
  await ownership.ended();
  expect(errors.map(String)).toEqual(['Error: cannot go on']);
});
