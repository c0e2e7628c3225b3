import type { Database } from '../database/index.ts';
import type { EventLog } from '../event-log/index.ts';
import { listCheckpoints } from '../stores/checkpoints.ts';
import { listOutcomes } from '../stores/outcomes.ts';

/** What became of every position of a partition's log, by offset set and not by count. */
export interface PartitionAccount {
  readonly partition: number;
  /** Lowest offset that the log still holds. */
  readonly low: number;
  /** The next offset to decide. */
  readonly next: number;
  /** The next offset to be appended. */
  readonly high: number;
  readonly outcomes: {
    readonly decided: number;
    readonly duplicate: number;
    readonly skipped: number;
    readonly deadLettered: number;
    readonly control: number;
  };
  /** Offsets below `next` that ended as nothing, or as two things; at most 1,000 are named. */
  readonly unaccounted: readonly number[];
}

const NAMED_MOST = 1_000;

/** Accounts for every partition of an environment. */
export async function accountPartitions(
  database: Database,
  log: EventLog,
  environment: string,
): Promise<readonly PartitionAccount[]> {
  const partitions = await log.partitions(environment);
  const checkpoints = await listCheckpoints(database.kysely, environment);
  const accounts: PartitionAccount[] = [];
  for (let partition = 0; partition < partitions; partition += 1) {
    const { low, high } = await log.marks(environment, partition);
    const next = checkpoints.find((checkpoint) => checkpoint.partition === partition)?.next_offset ?? 0;
    const ranges = await listOutcomes(database.kysely, environment, partition);
    const outcomes = { decided: 0, duplicate: 0, skipped: 0, deadLettered: 0, control: 0 };
    const unaccounted: number[] = [];
    let expected = 0;
    for (const { from_offset: from, to_offset: to, outcome } of ranges) {
      outcomes[outcome === 'dead-lettered' ? 'deadLettered' : outcome] += to - from + 1;
      name(unaccounted, Math.min(expected, from), Math.max(expected, from));
      expected = Math.max(expected, to + 1);
    }
    name(unaccounted, Math.min(expected, next), Math.max(expected, next));
    accounts.push({ partition, low, next, high, outcomes, unaccounted });
  }
  return accounts;
}

function name(offsets: number[], from: number, before: number): void {
  for (let offset = from; offset < before && offsets.length < NAMED_MOST; offset += 1) offsets.push(offset);
}
