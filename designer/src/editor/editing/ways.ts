import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { Way } from '../wires.ts';

/**
 * How wires run whose cards are on their way, each watched by itself: while a card is dragged only its own wires are drawn
 * again, and the list of all wires stays the same.
 */
export class Ways {
  #ways: ReadonlyMap<string, Way> = new Map();
  readonly #listeners = new Map<string, Set<() => void>>();

  get = (wire: string): Way | undefined => this.#ways.get(wire);

  /** Calls back when the way of a wire changes. Answers how to stop. */
  watch(wire: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(wire) ?? new Set();
    this.#listeners.set(wire, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** These wires run so now, all others as at rest. */
  show(ways: ReadonlyMap<string, Way>): void {
    const before = this.#ways;
    if (ways === before) return;
    this.#ways = ways;
    const told = [...ways.keys(), ...[...before.keys()].filter((wire) => !ways.has(wire))];
    for (const wire of told) if (before.get(wire) !== ways.get(wire)) this.#tell(wire);
  }

  #tell(wire: string): void {
    for (const listener of this.#listeners.get(wire) ?? []) listener();
  }
}

export const WaysContext = createContext<Ways | undefined>(undefined);

const never = () => () => {};

/** How a wire runs while it is not as at rest. */
export function useWay(wire: string): Way | undefined {
  const ways = useContext(WaysContext);
  const watch = useCallback((tell: () => void) => ways?.watch(wire, tell) ?? (() => {}), [ways, wire]);
  return useSyncExternalStore(ways ? watch : never, () => ways?.get(wire));
}
