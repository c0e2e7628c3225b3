import { compareMapped, type MappedEvent } from '@slipway/shared/mapping';
import { instantToMs } from '@slipway/shared/time';

/** The events of one moment, in the order in which they are played; `done` is how many come before them. */
export interface Instant {
  readonly atMs: number;
  readonly events: readonly MappedEvent[];
  readonly done: number;
}

/** Sorts events into the moments at which their source knew them. */
export function instantsOf(events: readonly MappedEvent[]): readonly Instant[] {
  const sorted = [...events].sort(compareMapped);
  const instants: { atMs: number; at: string; events: MappedEvent[]; done: number }[] = [];
  for (const [index, event] of sorted.entries()) {
    const last = instants.at(-1);
    if (last && last.at === event.at) last.events.push(event);
    else instants.push({ at: event.at, atMs: instantToMs(event.at), events: [event], done: index });
  }
  return instants;
}
