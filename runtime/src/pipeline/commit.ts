import { randomUUID } from 'node:crypto';
import { Failure } from '@slipway/shared/failure';
import { hashText } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import type { Database } from '../database/index.ts';
import { insertActions, withdrawActions } from '../stores/actions.ts';
import { saveAnswers } from '../stores/answers.ts';
import { advanceCheckpoints, type Checkpoint } from '../stores/checkpoints.ts';
import { addCounters } from '../stores/counters.ts';
import { type DeadLetterRow, saveDeadLetter } from '../stores/dead-letters.ts';
import { saveDecisions, saveExceptions, saveRuns, saveTimeline } from '../stores/decided.ts';
import { saveOutbox } from '../stores/event-outbox.ts';
import { addOpened, type OpenedRow } from '../stores/opened-counts.ts';
import { type OutcomeRange, saveOutcomes } from '../stores/outcomes.ts';
import { saveSeen } from '../stores/seen-events.ts';
import { runTogether, type Statement } from '../stores/statement.ts';
import { saveSubjects } from '../stores/subjects.ts';
import { deleteTimers, saveTimers } from '../stores/timers.ts';
import type { Batch, SetAside } from './batch.ts';
import { type BatchRows, rowsOf } from './batch-rows.ts';
import type { Outgoing } from './outgoing.ts';

/** What one commit needs beside the batch. */
export interface CommitRequest {
  readonly checkpoint: Checkpoint;
  readonly batch: Batch;
  readonly outgoing: Outgoing;
  /** What it adds to the counts that a flood is seen by. */
  readonly opened: readonly OpenedRow[];
  /** All outcomes since the last commit, the last stored range prolonged where the first continues it. */
  readonly outcomes: readonly OutcomeRange[];
  readonly wallMs: number;
}

/** What a commit left behind. */
export interface Commit {
  readonly checkpoint: Checkpoint;
  readonly rows: BatchRows;
  readonly deadLetters: readonly DeadLetterRow[];
}

/**
 * Stores batches of several partitions of one environment in one transaction, each guarded by its commit token. Where
 * another owner has moved one of the partitions on (or the database was put back), nothing is stored and it fails with
 * `commit-lost`. `guarded: false` (a test of the checks) stores it all the same.
 */
export async function commitBatches(
  database: Database,
  environment: string,
  requests: readonly CommitRequest[],
  guarded = true,
): Promise<readonly Commit[]> {
  const prepared = requests.map(prepare);
  const moves = prepared.map(({ commit, token }) => ({ next: commit.checkpoint, token }));
  const guard = advanceCheckpoints(environment, moves, guarded);
  const held = await runTogether(database.kysely, guard, moves.length, statementsOf(environment, prepared));
  if (!held) {
    const where = requests.map(({ checkpoint }) => `${checkpoint.partition} at ${checkpoint.next_offset}`);
    throw new Failure('commit-lost', `${environment}: partition ${where.join(', ')}`);
  }
  return prepared.map(({ commit }) => commit);
}

interface Prepared {
  readonly request: CommitRequest;
  readonly commit: Commit;
  readonly token: string;
}

function prepare(request: CommitRequest): Prepared {
  const { checkpoint, batch, outgoing, wallMs } = request;
  const { environment, partition, token } = checkpoint;
  const next: Checkpoint = {
    ...checkpoint,
    next_offset: batch.position.nextOffset,
    token: randomUUID(),
    clock_ms: batch.position.clockMs,
    commit_number: checkpoint.commit_number + 1,
    live_set: batch.position.liveSet.id,
    owned_at_ms: wallMs,
    hold_from_ms: batch.position.hold?.fromMs ?? null,
    hold_to_ms: batch.position.hold?.toMs ?? null,
  };
  const rows = rowsOf(batch, { partition, commit: next.commit_number, clockMs: next.clock_ms, wallMs });
  const deadLetters = [...batch.setAside, ...outgoing.refused].map((aside) =>
    deadLetterOf(environment, partition, aside),
  );
  return { request, commit: { checkpoint: next, rows, deadLetters }, token };
}

function statementsOf(environment: string, prepared: readonly Prepared[]): Statement[] {
  const rows = <R>(of: (rows: BatchRows) => readonly R[]) => prepared.flatMap(({ commit }) => of(commit.rows));
  const placed = <T, R>(of: (request: CommitRequest) => readonly T[], row: (each: T, partition: number) => R) =>
    prepared.flatMap(({ request }) => of(request).map((each) => row(each, request.checkpoint.partition)));
  const seen = placed(
    ({ batch }) => batch.seen,
    ({ identity, offset }, partition) => ({ source: identity.source, event: identity.id, partition, offset }),
  );
  const timers = placed(
    ({ batch }) => batch.timers,
    ({ subject, timer, dueMs }, partition) => ({ subject, timer, partition, due_at_ms: dueMs }),
  );
  const set = timers.flatMap(({ due_at_ms, ...timer }) => (due_at_ms === null ? [] : [{ ...timer, due_at_ms }]));
  const gone = timers.filter((timer) => timer.due_at_ms === null);
  const outcomes = placed(
    ({ outcomes: ranges }) => ranges,
    (range, partition) => ({ ...range, partition }),
  );
  const outgoing = prepared.flatMap(({ request }) => request.outgoing.rows);
  const wallMs = Math.max(...prepared.map(({ request }) => request.wallMs));
  const statement = <T>(of: readonly T[], make: (of: readonly T[]) => Statement) => (of.length > 0 ? [make(of)] : []);
  return [
    ...statement(seen, (all) => saveSeen(environment, all)),
    ...statement(
      rows((each) => each.subjects),
      (all) => saveSubjects(environment, all),
    ),
    ...statement(set, (all) => saveTimers(environment, all)),
    ...statement(gone, (all) => deleteTimers(environment, all)),
    ...statement(
      rows((each) => each.runs),
      (all) => saveRuns(environment, all),
    ),
    ...statement(
      rows((each) => each.exceptions),
      (all) => saveExceptions(environment, all),
    ),
    ...statement(
      rows((each) => each.timeline),
      (all) => saveTimeline(environment, all),
    ),
    ...statement(
      rows((each) => each.decisions),
      (all) => saveDecisions(environment, all),
    ),
    ...statement(
      rows((each) => each.actions),
      (all) => insertActions(environment, all),
    ),
    ...statement(
      rows((each) => each.withdrawn),
      (all) => withdrawActions(environment, all, wallMs),
    ),
    ...statement(
      rows((each) => each.answers),
      (all) => saveAnswers(environment, all),
    ),
    ...statement(
      rows((each) => each.counters),
      (all) => addCounters(environment, all),
    ),
    ...statement(outgoing, (all) => saveOutbox(environment, all)),
    ...statement(
      prepared.flatMap(({ request }) => request.opened),
      (all) => addOpened(environment, all),
    ),
    ...statement(outcomes, (all) => saveOutcomes(environment, all)),
    ...prepared.flatMap(({ commit }) => commit.deadLetters.map(saveDeadLetter)),
  ];
}

function deadLetterOf(environment: string, partition: number, aside: SetAside): DeadLetterRow {
  const bytes = Buffer.from(aside.text);
  return {
    environment,
    id: `dl_${hashText(JSON.stringify([environment, 'log', partition, aside.input])).slice(0, 20)}`,
    source: aside.source,
    position: `${partition}/${aside.input}`,
    partition,
    offset: aside.offset,
    code: aside.code,
    detail: aside.detail.slice(0, 2_000),
    bytes: bytes.subarray(0, LIMITS.deadLetterBytes),
    truncated: bytes.length > LIMITS.deadLetterBytes,
    at_ms: aside.atMs,
    state: 'open',
  };
}
