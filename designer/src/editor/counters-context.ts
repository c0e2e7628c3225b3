import type { Counters, NodeCounter } from '@slipway/shared/api';
import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { LiveCounts } from './live-counts.ts';

/** The live counts of the workflow on the canvas; one object for good, so that a new count redraws one foot and not every card. */
export const CountersContext = createContext<LiveCounts | undefined>(undefined);

const never = () => () => {};

/** The count of one step, drawn anew when that one moves. */
export function useStepCount(id: string): NodeCounter | undefined {
  const live = useContext(CountersContext);
  const watch = useCallback((tell: () => void) => live?.watch(`#${id}`, tell) ?? (() => {}), [live, id]);
  return useSyncExternalStore(live ? watch : never, () => live?.node(id));
}

/** How many tokens left by a port, `<step>.<port>`; without one nothing is watched. */
export function usePortCount(end: string | undefined): number | undefined {
  const counts = useContext(CountersContext);
  const live = end === undefined ? undefined : counts;
  const watch = useCallback((tell: () => void) => live?.watch(end ?? '', tell) ?? (() => {}), [live, end]);
  return useSyncExternalStore(live ? watch : never, () => live?.port(end ?? ''));
}

/** Counts as they are read, as an object that is watched. */
export function useLiveCounts(counters: Counters | undefined): LiveCounts | undefined {
  const [live] = useState(() => new LiveCounts(counters));
  useEffect(() => live.take(counters), [live, counters]);
  return counters && live;
}
