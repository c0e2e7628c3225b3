import type { CanonicalEvent } from '../../event/index.ts';
import { instantFromMs, instantToMs } from '../../time/index.ts';
import type { MissingState } from '../types.ts';

/** As many events as retractions in a row can be undone. */
const HEARD_KEPT = 3;

/** From when silence is counted: the last event, the beginning of the phase or condition (and its warm-up), or the source's return. */
export function countedFrom(state: MissingState, warmUpMs: number): string | undefined {
  if (state.since === undefined || state.suspended) return undefined;
  const begins = warmUpMs === 0 ? state.since : instantFromMs(instantToMs(state.since) + warmUpMs);
  return [begins, state.heard.at(-1)?.[0] ?? '', state.again ?? ''].sort().at(-1);
}

/** The state with one more event that counts, at its place in time. Whoever is heard anew is not suspended. */
export function hear(state: MissingState, event: CanonicalEvent): MissingState {
  const { suspended: _, ...awake } = state;
  const [oldest] = state.heard;
  const known = state.heard.some(([, id]) => id === event.id);
  if (known || (state.heard.length >= HEARD_KEPT && oldest && event.time <= oldest[0])) return state;
  const heard = [...state.heard, [event.time, event.id] as const]
    .sort(([a, one], [b, other]) => (a === b ? (one < other ? -1 : 1) : a < b ? -1 : 1))
    .slice(-HEARD_KEPT);
  return { ...awake, heard, ...(heard.at(-1)?.[1] === event.id ? { source: event.source } : {}) };
}

/** The state without an event that was taken back. */
export function unhear(state: MissingState, event: string): MissingState {
  const heard = state.heard.filter(([, id]) => id !== event);
  return heard.length === state.heard.length ? state : { ...state, heard };
}

/**
 * What is left of a silence that has ended when an event turns out to lie inside it: the part that was long enough, or
 * nothing.
 */
export function cut(
  past: NonNullable<MissingState['past']>,
  time: string,
  forMs: number,
): NonNullable<MissingState['past']> | undefined {
  if (time <= past.from || time >= past.to) return past;
  if (lasts(past.from, time, forMs)) return { ...past, to: time };
  return lasts(time, past.to, forMs) ? { ...past, from: time } : undefined;
}

/** Whether so much time lies between two moments. */
export function lasts(from: string, to: string, forMs: number): boolean {
  return instantToMs(to) - instantToMs(from) >= forMs;
}
