import type { Transports } from '@slipway/connectors';
import type { ActionQueue } from '../action-queue/index.ts';
import type { Database } from '../database/index.ts';
import type { EventLog } from '../event-log/index.ts';
import type { Vault } from '../vault/index.ts';
import type { PartitionAccount } from './accounting.ts';
import type { Step } from './batch.ts';
import type { Clock } from './clock.ts';
import type { CreateLog } from './environment.ts';
import type { FloodBounds } from './flood-guard.ts';
import type { NewsChannel } from './peers.ts';
import type { PausePoint } from './release.ts';
import type { CallPlace } from './run-action.ts';
import type { Sabotage } from './sabotage.ts';

/** What a pipeline is made of. Whoever makes the database, the log and the queue closes them, after the pipeline. */
export interface PipelineOptions {
  readonly database: Database;
  readonly log: EventLog;
  readonly createLog: CreateLog;
  readonly queue: ActionQueue;
  /** Keeps the secrets of connections; they are opened for one call at a time. */
  readonly vault: Vault;
  /** The ways out of environments that deliver to the outbox; they only keep what they are handed. */
  readonly outboxTransports: (place: CallPlace) => Promise<Transports> | Transports;
  /** Hears what went wrong and is tried again. */
  readonly onError: (error: unknown, where: string) => void;
  /** Called when a partition can be decided no further (its log has a gap, or was replaced): the process should end. */
  readonly onFatal?: (error: unknown) => void;
  readonly clock?: Clock;
  readonly step?: Step;
  readonly random?: () => number;
  /** False switches the action ledger off, for a test of the checks. */
  readonly ledger?: boolean;
  /** Where a test stops a release, to kill the process there. */
  readonly pausePoint?: PausePoint | undefined;
  /** Calls side by side, in all and to one connection. */
  readonly concurrency?: { readonly calls: number; readonly perConnection: number };
  /** How many exceptions of one workflow are a flood, in a live environment. */
  readonly flood?: FloodBounds;
  /** How often owed actions are compared with the queue. */
  readonly reconcileMs?: number;
  /** Set where several processes share database, log and queue: how they hear of one another. */
  readonly news?: NewsChannel;
  /** What this process does; everything, if left out. */
  readonly roles?: ReadonlySet<Role>;
  /** Which promise is switched off, for a test of the checks. */
  readonly sabotage?: Sabotage | undefined;
  /** Called when changes of other processes may have been missed. */
  readonly onGap?: () => void;
}

/** What a process does of the whole: answer people and programs, decide, or deliver actions. */
export type Role = 'api' | 'engine' | 'actions';

/** The accounting of an environment. */
export interface Account {
  readonly partitions: readonly PartitionAccount[];
  readonly pendingActions: number;
  readonly outboxPending: number;
  /** Events appended and not decided. */
  readonly lag: number;
}
