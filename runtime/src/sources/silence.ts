import type { CanonicalEvent } from '@slipway/shared/event';
import { hashText } from '@slipway/shared/json';
import type { MappedEvent } from '@slipway/shared/mapping';
import { instantFromMs, instantToMs } from '@slipway/shared/time';
import { OURSELVES } from '../pipeline/read-record.ts';
import type { Feed } from '../stores/heard-sources.ts';

/** Under which source the events about sources are appended. */
const SPEAKER = `${OURSELVES}/sources`;

/** That a source fell silent, or is heard again: one event per silence, whoever finds it out and how often. */
export function silenceEvent(
  type: 'source.silent' | 'source.heard',
  { environment, feed }: Feed,
  about: { readonly source: string; readonly sinceMs: number; readonly atMs: number },
): CanonicalEvent {
  const { source, sinceMs, atMs } = about;
  return {
    id: `src_${hashText(JSON.stringify([environment, feed, source, sinceMs, type])).slice(0, 20)}`,
    source: SPEAKER,
    type,
    subject: `source:${source}`,
    time: instantFromMs(atMs),
    data: { source, since: instantFromMs(sinceMs), feed },
  };
}

/**
 * The events of a recorded feed with the silences in between, each at the moment at which it would have been noticed.
 * Behind its last event a recording is over and not silent.
 */
export function withSilences(events: readonly MappedEvent[], feed: Feed, afterMs: number): readonly MappedEvent[] {
  const last = new Map<string, number>();
  const silences: MappedEvent[] = [];
  const sorted = events.map(({ event, at }) => ({ source: event.source, atMs: instantToMs(at) }));
  sorted.sort((a, b) => a.atMs - b.atMs);
  for (const { source, atMs } of sorted) {
    const sinceMs = last.get(source);
    last.set(source, atMs);
    if (sinceMs === undefined || atMs - sinceMs <= afterMs) continue;
    const noticedMs = sinceMs + afterMs;
    silences.push(
      before(silenceEvent('source.silent', feed, { source, sinceMs, atMs: noticedMs })),
      before(silenceEvent('source.heard', feed, { source, sinceMs, atMs })),
    );
  }
  return silences.length === 0 ? events : [...events, ...silences];
}

/** Played before what its source tells at that moment. */
function before(event: CanonicalEvent): MappedEvent {
  return { event, at: event.time, rank: -1, sequence: 0 };
}
