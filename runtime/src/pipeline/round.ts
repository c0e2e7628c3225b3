import { audienceOf, isShown, type LiveSet, type SubjectRecord } from '@slipway/shared/engine';
import { type CanonicalEvent, eventKey, subjectKind } from '@slipway/shared/event';
import { canonicalJson } from '@slipway/shared/json';
import type { OutboxRow } from '../stores/event-outbox.ts';

/** Subjects that one record of a round is about. */
export const ROUND_CHUNK = 200;

/**
 * What goes round the subjects of a partition, a chunk at a time: each record is about the next subjects behind `after`
 * and asks for the one that goes on behind them, so that events in between are decided in between.
 */
export type Round =
  | { readonly of: 'activated'; readonly liveSet: string; readonly after: string }
  | { readonly of: 'broadcast'; readonly event: CanonicalEvent; readonly after: string };

/** What the record at the head of a batch is about: what is live from it on, and the chunk of subjects. */
export interface RoundChunk {
  readonly liveSet: LiveSet;
  readonly subjects: readonly string[];
  readonly more: boolean;
}

/** A round as a row of the event outbox, for one partition. */
export function roundRow(round: Round, partition: number): OutboxRow {
  const { of, ...value } = round;
  return { kind: of, partition, subject: '', event: canonicalJson(value) };
}

/** By which a repetition of a round's record is known; no client can send events under these sources. */
export function roundIdentity(round: Round): { readonly source: string; readonly id: string } {
  if (round.of === 'activated') return { source: 'slipway:activated', id: `${round.liveSet}/${round.after}` };
  const { source, id } = round.event;
  return { source: 'slipway:broadcast', id: `${eventKey(source, id)}/${round.after}` };
}

/** The kinds of subjects that a round goes to; undefined where it goes to all of them. */
export function kindsOf(round: Round, liveSet: LiveSet): ReadonlySet<string> | undefined {
  return round.of === 'activated' ? undefined : audienceOf(liveSet, round.event);
}

/** Whether a subject of a chunk is fed. Asked of its record only, so that a replay comes to the same answer. */
export function isFed(round: Round, record: SubjectRecord): boolean {
  return round.of === 'activated' || isShown(record);
}

/** The next chunk among subjects that are held in memory: the same ones that the database gives the loop. */
export function chunkOf(
  subjects: Iterable<string>,
  after: string,
  kinds: ReadonlySet<string> | undefined,
): Pick<RoundChunk, 'subjects' | 'more'> {
  const chunk = [...subjects]
    .filter((subject) => subject > after && (kinds?.has(subjectKind(subject)) ?? true))
    .sort((a, b) => (a < b ? -1 : 1))
    .slice(0, ROUND_CHUNK);
  return { subjects: chunk, more: chunk.length === ROUND_CHUNK };
}
