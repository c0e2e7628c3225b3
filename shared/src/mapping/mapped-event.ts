import type { CanonicalEvent } from '../event/envelope.ts';

/** An event with the moment at which its source knew it, and its place among those of the same moment. */
export interface MappedEvent {
  readonly event: CanonicalEvent;
  /** Canonical instant. */
  readonly at: string;
  readonly rank: number;
  readonly sequence: number;
}

/** A field that was left out because it could not be read. */
export interface MappingWarning {
  readonly code: string;
  readonly field: string;
}

/** The order in which a replay plays mapped events: `at`, `rank`, `sequence`, id. Total, so every replay is the same. */
export function compareMapped(a: MappedEvent, b: MappedEvent): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.sequence !== b.sequence) return a.sequence - b.sequence;
  if (a.event.id !== b.event.id) return a.event.id < b.event.id ? -1 : 1;
  return 0;
}
