import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ActionQueue, QueueWorker } from './port.ts';

/** What an adapter brings to the suite: an empty queue. */
export interface ActionQueueUnderTest {
  readonly queue: ActionQueue;
  /** Hears what handlers throw. */
  readonly errors: readonly Error[];
  /** How long a job may stay with a process that died. */
  readonly recoveryMs: number;
  /** Ends the process that has the queue without a word, so far as that can be acted, and opens the queue again. */
  restart(): Promise<ActionQueue>;
  close(): Promise<void>;
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The definition of the `ActionQueue` port: every adapter passes this. */
export function actionQueueConformance(name: string, make: () => Promise<ActionQueueUnderTest>): void {
  describe(`action queue: ${name}`, { timeout: 30_000 }, () => {
    let made: ActionQueueUnderTest;
    let queue: ActionQueue;
    beforeEach(async () => {
      made = await make();
      queue = made.queue;
    }, 60_000);
    afterEach(() => made.close(), 60_000);

    test('hands every job to a handler once and then forgets it', async () => {
      const ids = Array.from({ length: 700 }, (_, at) => `a-${at}`);
      await queue.enqueue(ids.map((id) => ({ id })));
      const seen: string[] = [];
      await queue.work(async (id) => void seen.push(id), { concurrency: 10 });
      await expect.poll(() => seen.length, { timeout: 20_000 }).toBe(700);
      expect(new Set(seen)).toEqual(new Set(ids));
      await expect.poll(async () => (await queue.missing(ids)).length).toBe(700);
    });

    test('takes an id once, however often it is enqueued while it is there', async () => {
      await queue.enqueue([{ id: 'a-1' }, { id: 'a-1' }]);
      await queue.enqueue([{ id: 'a-1' }, { id: 'a-2' }]);
      const seen: string[] = [];
      await queue.work(async (id) => void seen.push(id), { concurrency: 4 });
      await expect.poll(() => seen.length).toBe(2);
      await later(50);
      expect(seen.sort()).toEqual(['a-1', 'a-2']);
    });

    test('takes the same id again once it has been handled', async () => {
      const seen: string[] = [];
      await queue.work(async (id) => void seen.push(id), { concurrency: 1 });
      await queue.enqueue([{ id: 'a-1' }]);
      await expect.poll(() => queue.missing(['a-1'])).toEqual(['a-1']);
      await queue.enqueue([{ id: 'a-1' }]);
      await expect.poll(() => seen).toEqual(['a-1', 'a-1']);
    });

    test('says which ids it does not have', async () => {
      await queue.enqueue([{ id: 'waiting' }, { id: 'delayed', delayMs: 60_000 }]);
      expect(await queue.missing(['waiting', 'gone', 'delayed'])).toEqual(['gone']);
      expect(await queue.missing([])).toEqual([]);
    });

    test('counts a job that is being handled as there', async () => {
      await queue.enqueue([{ id: 'a-1' }]);
      let release: (value?: unknown) => void = () => {};
      const held = new Promise((resolve) => {
        release = resolve;
      });
      let started = false;
      const handler = async () => {
        started = true;
        await held;
      };
      await queue.work(handler, { concurrency: 1 });
      await expect.poll(() => started).toBe(true);
      expect(await queue.missing(['a-1'])).toEqual([]);
      release();
      await expect.poll(() => queue.missing(['a-1'])).toEqual(['a-1']);
    });

    test('keeps a delayed job back until it is due, and no longer', async () => {
      const seen: number[] = [];
      await queue.work(async () => void seen.push(performance.now()), { concurrency: 1 });
      const enqueued = performance.now();
      await queue.enqueue([{ id: 'a-1', delayMs: 300 }]);
      await expect.poll(() => seen.length, { timeout: 5_000, interval: 5 }).toBe(1);
      const waited = (seen[0] ?? 0) - enqueued;
      expect(waited).toBeGreaterThanOrEqual(295);
      expect(waited).toBeLessThan(800);
    });

    test('an idle worker picks a job up within milliseconds', async () => {
      const picked = new Map<string, number>();
      await queue.work(async (id) => void picked.set(id, performance.now()), { concurrency: 4 });
      const waits: number[] = [];
      for (let round = 0; round < 11; round += 1) {
        await later(30);
        const id = `a-${round}`;
        const enqueued = performance.now();
        await queue.enqueue([{ id }]);
        await expect.poll(() => picked.has(id), { interval: 1 }).toBe(true);
        waits.push((picked.get(id) ?? 0) - enqueued);
      }
      waits.sort((a, b) => a - b);
      // The quickest tells what the queue needs; the median leaves room for a busy machine, but none for polling.
      expect(waits[0]).toBeLessThan(20);
      expect(waits[5]).toBeLessThan(100);
    });

    test('takes removed jobs out and leaves the others', async () => {
      await queue.enqueue([{ id: 'a-1' }, { id: 'a-2', delayMs: 60_000 }, { id: 'a-3' }]);
      await queue.remove(['a-1', 'a-2', 'unknown']);
      expect(await queue.missing(['a-1', 'a-2', 'a-3'])).toEqual(['a-1', 'a-2']);
    });

    test('a handler that throws is reported, not tried again, and stops nobody', async () => {
      const seen: string[] = [];
      const handler = async (id: string) => {
        seen.push(id);
        if (id === 'bad') throw new Error('handler broke');
      };
      await queue.work(handler, { concurrency: 1 });
      await queue.enqueue([{ id: 'bad' }, { id: 'good' }]);
      await expect.poll(() => queue.missing(['bad', 'good'])).toEqual(['bad', 'good']);
      expect(seen).toEqual(['bad', 'good']);
      expect(made.errors.map((error) => error.message)).toContain('handler broke');
    });

    test('runs as many handlers side by side as asked for, and no more', async () => {
      let running = 0;
      let most = 0;
      const handler = async () => {
        running += 1;
        most = Math.max(most, running);
        await later(20);
        running -= 1;
      };
      await queue.work(handler, { concurrency: 3 });
      const ids = Array.from({ length: 12 }, (_, at) => `a-${at}`);
      await queue.enqueue(ids.map((id) => ({ id })));
      await expect.poll(async () => (await queue.missing(ids)).length, { timeout: 5_000 }).toBe(12);
      expect(most).toBe(3);
    });

    test('closing a worker aborts its handlers, waits for them and takes no more', async () => {
      const ended: string[] = [];
      const handler = async (id: string, signal: AbortSignal) => {
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        await later(30);
        ended.push(id);
      };
      const worker: QueueWorker = await queue.work(handler, { concurrency: 1 });
      await queue.enqueue([{ id: 'a-1' }]);
      await later(100);
      await worker.close();
      expect(ended).toEqual(['a-1']);
      await queue.enqueue([{ id: 'a-2' }]);
      await later(50);
      expect(ended).toEqual(['a-1']);
    });

    test('a restart picks up what was waiting, delayed and being handled', async () => {
      await queue.enqueue([{ id: 'handled' }]);
      let started = false;
      const stuck = async () => {
        started = true;
        await new Promise(() => {});
      };
      void queue.work(stuck, { concurrency: 1 });
      await expect.poll(() => started).toBe(true);
      await queue.enqueue([{ id: 'waiting' }, { id: 'delayed', delayMs: 200 }]);
      const again = await made.restart();
      const seen: string[] = [];
      await again.work(async (id) => void seen.push(id), { concurrency: 2 });
      await expect
        .poll(() => [...new Set(seen)].sort(), { timeout: made.recoveryMs })
        .toEqual(['delayed', 'handled', 'waiting']);
    }, 90_000);

    const bad = { empty: '', 'with a colon': 'a:b', 'of digits': '17', 'too long': 'x'.repeat(201) };
    test.each(Object.entries(bad))('refuses an id that is %s', async (_, id) => {
      await expect(queue.enqueue([{ id: 'a-1' }, { id }])).rejects.toThrow('Bad job id');
      expect(await queue.missing(['a-1'])).toEqual(['a-1']);
    });
  });
}
