import type { ActionQueue } from '../action-queue/index.ts';
import type { Config } from '../config/index.ts';
import type { Database } from '../database/index.ts';
import type { EventLog } from '../event-log/index.ts';
import type { CreateLog } from '../pipeline/environment.ts';
import type { Logger } from '../telemetry/index.ts';
import type { Vault } from '../vault/index.ts';

/** The adapters of a mode, opened: the record of truth, the log and the queue. */
export interface Storage {
  readonly database: Database;
  readonly log: EventLog;
  /** Holds the keys of secrets. */
  readonly vault: Vault;
  readonly createLog: CreateLog;
  /** How many partitions an environment gets. */
  readonly partitions: number;
  /** Opened apart, since only a running server has one. */
  openQueue(): Promise<ActionQueue>;
  close(): Promise<void>;
}

/** Opens the adapters that the configuration asks for; only `main.ts` knows which those are. */
export type OpenStorage = (config: Config, logger: Logger) => Promise<Storage>;
