import { emptyRecord, type SubjectRecord, TimerQueue } from '@slipway/shared/engine';
import { LIMITS } from '@slipway/shared/limits';
import type { Database } from '../database/index.ts';
import type { EventLog } from '../event-log/index.ts';
import { listCheckpoints } from '../stores/checkpoints.ts';
import { undecidable } from '../stores/dead-letters.ts';
import type { DecisionRow } from '../stores/decided.ts';
import { decisionsAfter } from '../stores/decisions.ts';
import type { Batch, Step } from './batch.ts';
import { type DecisionContent, decisionRows } from './batch-rows.ts';
import { decideBatch } from './decide-batch.ts';
import { NOTHING_LIVE } from './live-content.ts';
import { LiveSets } from './live-sets.ts';
import { type ReadRecord, readRecord } from './read-record.ts';
import { chunkOf, kindsOf, type Round, type RoundChunk } from './round.ts';

/** What deciding the history again came to. */
export interface ReplayReport {
  readonly compared: number;
  readonly identical: boolean;
  readonly firstDifference?: {
    readonly partition: number;
    readonly offset: number;
    readonly field: string;
    readonly recorded: string | null;
    readonly recomputed: string | null;
  };
}

/** What verifying needs; it only reads. */
export interface VerifyParts {
  readonly database: Database;
  readonly log: EventLog;
  readonly step: Step;
}

const PAGE = 500;
const FIELDS = ['offset', 'input', 'subject', 'workflow', 'version', 'run', 'at_ms', 'decision'] as const;

/**
 * Decides the whole log of an environment again, in memory, with the code that the loop runs, and compares every decision
 * with the recorded one, byte for byte. `batch` is how many records are decided together; it must not matter.
 */
export async function verifyReplay(
  parts: VerifyParts,
  environment: string,
  options: { readonly batch?: number; readonly signal?: AbortSignal } = {},
): Promise<ReplayReport> {
  let compared = 0;
  for (const checkpoint of await listCheckpoints(parts.database.kysely, environment)) {
    const { partition, next_offset: until } = checkpoint;
    const at = { environment, partition };
    const recorded = new Recorded(parts.database, at);
    for await (const batch of decideAgain(parts, at, until, options)) {
      for (const content of batch.decided.flatMap(decisionRows)) {
        const difference = compare(content, await recorded.next());
        if (difference) return { compared, identical: false, firstDifference: { partition, ...difference } };
        compared += 1;
      }
    }
    const extra = await recorded.next();
    if (extra) {
      const difference = {
        partition,
        offset: extra.offset,
        field: 'decision',
        recorded: extra.decision,
        recomputed: null,
      };
      return { compared, identical: false, firstDifference: difference };
    }
  }
  return { compared, identical: true };
}

async function* decideAgain(
  parts: VerifyParts,
  at: { readonly environment: string; readonly partition: number },
  until: number,
  options: { readonly batch?: number; readonly signal?: AbortSignal },
): AsyncGenerator<Batch> {
  const { environment, partition } = at;
  const liveSets = new LiveSets(parts.database);
  const records = new Map<string, SubjectRecord>();
  const stored = new Set<string>();
  const seen = new Set<string>();
  const timers = new TimerQueue([], null);
  const poisoned = await undecidable(parts.database.kysely, environment, partition);
  const size = Math.max(1, options.batch ?? LIMITS.batchEvents);
  let position: Batch['position'] = {
    nextOffset: 0,
    clockMs: 0,
    hold: null,
    liveSet: await liveSets.load(environment, NOTHING_LIVE),
  };
  const chunkFor = async (round: Round): Promise<RoundChunk> => {
    const liveSet = round.of === 'activated' ? await liveSets.load(environment, round.liveSet) : position.liveSet;
    return { liveSet, ...chunkOf(stored, round.after, kindsOf(round, liveSet)) };
  };
  let rest: readonly ReadRecord[] = [];
  for (;;) {
    options.signal?.throwIfAborted();
    if (rest.length === 0) {
      const left = Math.min(size, until - position.nextOffset);
      if (left <= 0) return;
      rest = (await parts.log.read(environment, partition, position.nextOffset, left)).map(readRecord);
      if (rest.length === 0) return;
    }
    for (const read of rest) {
      if (read.is === 'event' && !records.has(read.event.subject)) {
        records.set(read.event.subject, emptyRecord(read.event.subject));
      }
    }
    const [first] = rest;
    const chunk = first?.is === 'round' ? await chunkFor(first.round) : undefined;
    const batch = decideBatch(
      {
        step: parts.step,
        position,
        timers,
        records,
        seen,
        inputsMost: size,
        poisoned,
        ...(chunk ? { chunk } : {}),
      },
      chunk ? rest.slice(0, 1) : rest,
    );
    for (const [subject, record] of batch.dirty) {
      records.set(subject, record);
      stored.add(subject);
    }
    for (const { identity } of batch.seen) seen.add(identity.key);
    position = batch.position;
    rest = rest.slice(batch.consumed);
    yield batch;
  }
}

class Recorded {
  readonly #database: Database;
  readonly #at: { readonly environment: string; readonly partition: number };
  #page: DecisionRow[] = [];
  #behind = { commit: -1, position: -1 };

  constructor(database: Database, at: { readonly environment: string; readonly partition: number }) {
    this.#database = database;
    this.#at = at;
  }

  async next(): Promise<DecisionRow | undefined> {
    if (this.#page.length === 0) {
      this.#page = [...(await decisionsAfter(this.#database.kysely, this.#at, this.#behind, PAGE))].reverse();
    }
    const row = this.#page.pop();
    if (row) this.#behind = { commit: row.commit_number, position: row.position };
    return row;
  }
}

function compare(content: DecisionContent, row: DecisionRow | undefined) {
  if (!row) return { offset: content.offset, field: 'decision', recorded: null, recomputed: content.decision };
  const field = FIELDS.find((name) => content[name] !== row[name]);
  if (!field) return undefined;
  return { offset: row.offset, field, recorded: String(row[field]), recomputed: String(content[field]) };
}
