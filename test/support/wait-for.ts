import { setTimeout as sleep } from 'node:timers/promises';

/** How long to wait, how often to look, and what it is that is waited for (for the message when it never comes). */
export interface Patience {
  readonly what: string;
  readonly timeoutMs: number;
  readonly everyMs?: number;
}

/** Resolves with the first answer of `look` that is not undefined; fails after `timeoutMs`. */
export async function waitFor<T>(look: () => Promise<T | undefined> | T | undefined, patience: Patience): Promise<T> {
  const end = performance.now() + patience.timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`waited ${patience.timeoutMs} ms in vain for ${patience.what}`);
    await sleep(patience.everyMs ?? 100);
  }
}
