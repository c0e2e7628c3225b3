import type { LogRecord } from '../event-log/index.ts';
import { withdrawnAmong } from '../stores/actions.ts';
import type { OutcomeRange } from '../stores/outcomes.ts';
import type { Batch } from './batch.ts';
import type { Commit } from './commit.ts';
import type { LoopEnvironment, LoopParts } from './loop-parts.ts';
import type { Outgoing } from './outgoing.ts';

/** What a commit is announced with. */
export interface Announcement {
  readonly commit: Commit;
  readonly batch: Batch;
  readonly outgoing: Outgoing;
  /** The first record of the batch: how long it waited is how slow we are. */
  readonly first: LogRecord | undefined;
  readonly wallMs: number;
  readonly nextDueMs: number | undefined;
}

/** Tells everybody what a commit left to do or to look at; nothing before it is stored. */
export async function announceCommit(
  parts: LoopParts,
  { id: environment, kind }: LoopEnvironment,
  announcement: Announcement,
): Promise<void> {
  const { commit, batch, outgoing, first, wallMs, nextDueMs } = announcement;
  const { progress, changes, answers, dispatch, relay, database } = parts;
  const { rows, checkpoint } = commit;
  const { partition } = checkpoint;
  const requested = rows.actions.filter((action) => action.state === 'requested');
  const ids = requested.map((action) => action.id);
  // Owed before it counts as decided: the environment is not quiet in between.
  progress.owe(environment, ids);
  if (requested.length > 0) dispatch(requested);
  if (rows.withdrawn.length > 0) {
    const withdrawn = rows.withdrawn.map((action) => action.id);
    progress.settle(environment, await withdrawnAmong(database.kysely, environment, withdrawn));
  }
  if (outgoing.rows.length > 0) relay();
  progress.decided(environment, partition, checkpoint.next_offset, nextDueMs);
  answers.given(environment, rows.answers);
  if (rows.answers.length > 0) parts.answered(rows.answers.map((answer) => answer.request));
  changes.tell({
    kind: 'batch',
    environment,
    partition,
    commit: checkpoint.commit_number,
    nextOffset: checkpoint.next_offset,
    clockMs: checkpoint.clock_ms,
    outcomes: countOutcomes(batch.outcomes),
    sources: countSources(batch),
    subjects: [...batch.dirty.keys()],
    exceptions: rows.exceptions.map((row) => row.id),
    actions: [...rows.actions, ...rows.withdrawn].map((row) => row.id),
    deadLetters: commit.deadLetters.map((row) => row.id),
    counters: rows.counters,
    decisionMs: kind === 'live' && first ? Math.max(0, wallMs - first.atMs) : null,
  });
}

function countOutcomes(ranges: readonly OutcomeRange[]) {
  const counts = { decided: 0, duplicate: 0, skipped: 0, deadLettered: 0 };
  for (const { outcome, from_offset, to_offset } of ranges) {
    const count = to_offset - from_offset + 1;
    if (outcome === 'dead-lettered') counts.deadLettered += count;
    else if (outcome !== 'control') counts[outcome] += count;
  }
  return counts;
}

function countSources(batch: Batch): Readonly<Record<string, number>> {
  const counts: Record<string, number> = Object.create(null) as Record<string, number>;
  for (const { event } of batch.decided) if (event) counts[event.source] = (counts[event.source] ?? 0) + 1;
  return counts;
}
