import { describe, expect, it } from 'vitest';
import { createSlots } from './slots.ts';

const never = new AbortController().signal;

describe('slots', () => {
  it('are given in the order in which they were asked for', async () => {
    const slots = createSlots(1, 10);
    const order: number[] = [];
    const first = await slots.take(never);
    const waiting = [1, 2, 3].map(async (number) => {
      const release = await slots.take(never);
      order.push(number);
      release();
    });
    first();
    first();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
  });

  it('turn away who would wait too long a line', async () => {
    const slots = createSlots(1, 0);
    await slots.take(never);
    await expect(slots.take(never)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('are not lost to one who gave up waiting', async () => {
    const slots = createSlots(1, 10);
    const release = await slots.take(never);
    const controller = new AbortController();
    const gaveUp = slots.take(controller.signal);
    controller.abort();
    await expect(gaveUp).rejects.toThrow();
    release();
    expect(await slots.take(never)).toBeTypeOf('function');
  });
});
