import { emptyRecord, type SubjectRecord } from '@slipway/shared/engine';
import { LIMITS } from '@slipway/shared/limits';
import { type Known, seenName, subjectsAfter } from '../stores/subjects.ts';
import type { Bench } from './batch.ts';
import type { LoopParts } from './loop-parts.ts';
import type { Identity, ReadRecord } from './read-record.ts';
import type { RecordCache } from './record-cache.ts';
import { kindsOf, ROUND_CHUNK, type RoundChunk } from './round.ts';

const NOTHING_KNOWN: Known = { records: new Map(), seen: new Set() };

/** The records to decide and where their partition stands. */
export interface Preparing extends Pick<Bench, 'position' | 'timers' | 'inputsMost' | 'poisoned'> {
  readonly environment: string;
  readonly partition: number;
  readonly cache: RecordCache;
  readonly records: readonly ReadRecord[];
}

/**
 * Loads what deciding these records needs, all before it, so that deciding waits for nothing: the subjects of the events
 * and of the timers that may fire, which events were seen before, and what a round at the head is about.
 */
export async function prepareBench(parts: LoopParts, preparing: Preparing): Promise<Bench> {
  const { partition, position, timers, inputsMost, poisoned, records } = preparing;
  const chunk = await prepareRound(parts, preparing);
  const wanted = new Set(chunk?.subjects);
  const identities: Identity[] = [];
  let { clockMs } = position;
  for (const read of records) {
    clockMs = Math.max(clockMs, read.record.atMs);
    if (read.is === 'event') wanted.add(read.event.subject);
    if (read.is === 'event' || read.is === 'round') identities.push(read.identity);
    if (chunk) break;
  }
  for (const subject of timers.dueSubjects(clockMs, inputsMost)) wanted.add(subject);
  const loaded = new Map<string, SubjectRecord>();
  const unknown: string[] = [];
  for (const subject of wanted) {
    const cached = preparing.cache.get(subject);
    if (cached) loaded.set(subject, cached);
    else unknown.push(subject);
  }
  const events = identities.map(({ source, id }) => ({ partition, source, id }));
  const nothing = unknown.length + events.length === 0;
  const known = nothing ? NOTHING_KNOWN : await parts.load.ask({ subjects: unknown, events });
  for (const subject of unknown) {
    const text = known.records.get(subject);
    loaded.set(subject, text === undefined ? emptyRecord(subject) : (JSON.parse(text) as SubjectRecord));
  }
  const seen = identities.filter(({ key }) => known.seen.has(seenName(partition, key)));
  const endsAt = performance.now() + LIMITS.batchMs;
  return {
    step: parts.step,
    position,
    timers,
    records: loaded,
    seen: new Set(seen.map(({ key }) => key)),
    inputsMost,
    enough: () => performance.now() > endsAt,
    poisoned,
    ...(chunk ? { chunk } : {}),
  };
}

async function prepareRound(
  { database, liveSets }: LoopParts,
  { environment, partition, position, records }: Preparing,
): Promise<RoundChunk | undefined> {
  const [first] = records;
  if (first?.is !== 'round') return undefined;
  const { round } = first;
  const liveSet = round.of === 'activated' ? await liveSets.load(environment, round.liveSet) : position.liveSet;
  const kinds = kindsOf(round, liveSet);
  const among = { environment, partition, ...(kinds ? { kinds } : {}) };
  const subjects = await subjectsAfter(database.kysely, among, round.after, ROUND_CHUNK);
  return { liveSet, subjects, more: subjects.length === ROUND_CHUNK };
}
