import { sql } from 'kysely';
import type { Database } from '../database/index.ts';
import type { DecisionDocument } from './documents.ts';

/** A recorded decision in whose trace a step may stand. */
export interface TappedDecision {
  readonly commit: number;
  readonly position: number;
  readonly input: string;
  readonly subject: string;
  readonly atMs: number;
  readonly decision: DecisionDocument;
}

/** Which step of which workflow in one partition. */
export interface TappedPlace {
  readonly environment: string;
  readonly partition: number;
  readonly workflow: string;
  readonly step: string;
}

/** So many decisions of a partition are looked through at most, whoever made them: a tap must cost little. */
const LOOKED_THROUGH = 2_000;

/** The newest decisions of a partition behind a commit that passed a step, at most `most`, oldest first. */
export async function passesOf(
  database: Database,
  { environment, partition, workflow, step }: TappedPlace,
  behind: number,
  most: number,
): Promise<readonly TappedDecision[]> {
  const rows = await database.kysely
    .selectFrom((from) =>
      from
        .selectFrom('decisions')
        .select(['commit_number', 'position', 'input', 'subject', 'workflow', 'at_ms', 'decision'])
        .where('environment', '=', environment)
        .where('partition', '=', partition)
        .where('commit_number', '>', behind)
        .orderBy('commit_number', 'desc')
        .orderBy('position', 'desc')
        .limit(LOOKED_THROUGH)
        .as('newest'),
    )
    .select(['commit_number', 'position', 'input', 'subject', 'at_ms', 'decision'])
    .where('workflow', '=', workflow)
    // Documents are canonical text: a step is found by how it is written there, and steps inside of it too.
    .where((where) =>
      where.or([
        where(sql<number>`strpos(decision, ${`"node":${JSON.stringify(step)}`})`, '>', 0),
        where(sql<number>`strpos(decision, ${`"node":${JSON.stringify(`${step}/`).slice(0, -1)}`})`, '>', 0),
      ]),
    )
    .orderBy('commit_number', 'desc')
    .orderBy('position', 'desc')
    .limit(most)
    .execute();
  return rows.reverse().map((row) => ({
    commit: row.commit_number,
    position: row.position,
    input: row.input,
    subject: row.subject,
    atMs: row.at_ms,
    decision: JSON.parse(row.decision) as DecisionDocument,
  }));
}

/** The number of the last commit of each partition of an environment. */
export async function lastCommits(database: Database, environment: string): Promise<ReadonlyMap<number, number>> {
  const rows = await database.kysely
    .selectFrom('checkpoints')
    .select(['partition', 'commit_number'])
    .where('environment', '=', environment)
    .execute();
  return new Map(rows.map((row) => [row.partition, row.commit_number]));
}
