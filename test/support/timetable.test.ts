import { expect, test } from 'vitest';
import { type Planned, playTimetable } from './timetable.ts';

/** Plays steps that end when they are told to; `log` has who began (+) and who ended (-). */
function stage(steps: readonly Planned[], cores: number) {
  const log: string[] = [];
  const ends = new Map<string, (held: boolean) => void>();
  const left = playTimetable(steps, cores, (step) => {
    log.push(`+${step.name}`);
    return new Promise((resolve) => ends.set(step.name, resolve));
  });
  const end = async (name: string, held = true) => {
    log.push(`-${name}`);
    ends.get(name)?.(held);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { log, end, left };
}

test('steps begin in their order, as soon as a core is free', async () => {
  const { log, end, left } = stage([{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }], 2);
  for (const name of ['b', 'c', 'a', 'd']) await end(name);
  expect(log.join(' ')).toBe('+a +b -b +c -c +d -a -d');
  expect(await left).toEqual([]);
});

test('a step that wants the whole machine gets it, and is not overtaken while it waits', async () => {
  const { log, end, left } = stage([{ name: 'a' }, { name: 'b' }, { name: 'all', cores: 2 }, { name: 'c' }], 2);
  for (const name of ['a', 'b', 'all', 'c']) await end(name);
  expect(log.join(' ')).toBe('+a +b -a -b +all -all +c -c');
  expect(await left).toEqual([]);
});

test('a step that wants more than there is runs alone', async () => {
  const { log, end, left } = stage([{ name: 'all', cores: 8 }, { name: 'a' }], 2);
  for (const name of ['all', 'a']) await end(name);
  expect(log.join(' ')).toBe('+all -all +a -a');
  expect(await left).toEqual([]);
});

test('a step that needs what another leaves waits for it, and lets others pass', async () => {
  const { log, end, left } = stage([{ name: 'data' }, { name: 'reader', after: ['data'] }, { name: 'c' }], 2);
  for (const name of ['c', 'data', 'reader']) await end(name);
  expect(log.join(' ')).toBe('+data +c -c -data +reader -reader');
  expect(await left).toEqual([]);
});

test('after the first failure nothing more begins, what runs comes to its end, and the others are named', async () => {
  const { log, end, left } = stage([{ name: 'a' }, { name: 'b' }, { name: 'c' }], 2);
  await end('a', false);
  await end('b');
  expect(log.join(' ')).toBe('+a +b -a -b');
  expect(await left).toEqual(['c']);
});
