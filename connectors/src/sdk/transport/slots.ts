import { Failure } from '@slipway/shared/failure';

/** So many at once; the rest wait in order, up to a bound. */
export interface Slots {
  /** Waits for a slot and resolves with its release. Fails with `unavailable` when too many wait already. */
  take(signal: AbortSignal): Promise<() => void>;
}

/** Makes `count` slots with a queue of at most `waiting`. */
export function createSlots(count: number, waiting: number): Slots {
  let free = count;
  const queue: (() => void)[] = [];
  const release = () => {
    const next = queue.shift();
    if (next) next();
    else free += 1;
  };
  const once = () => {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      release();
    };
  };
  return {
    take: async (signal) => {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return once();
      }
      if (queue.length >= waiting) throw new Failure('unavailable', 'too many requests are waiting');
      const turn = Promise.withResolvers<void>();
      queue.push(turn.resolve);
      const giveUp = () => {
        const place = queue.indexOf(turn.resolve);
        // Not in the queue any more: the slot was handed over in the same moment and is used.
        if (place >= 0) {
          queue.splice(place, 1);
          turn.reject(signal.reason);
        }
      };
      signal.addEventListener('abort', giveUp, { once: true });
      try {
        await turn.promise;
      } finally {
        signal.removeEventListener('abort', giveUp);
      }
      return once();
    },
  };
}
