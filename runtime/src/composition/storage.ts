import type { ActionQueue } from '../action-queue/index.ts';
import type { Config } from '../config/index.ts';
import type { Database } from '../database/index.ts';
import type { EventLog } from '../event-log/index.ts';
import type { CreateLog } from '../pipeline/environment.ts';
import type { NewsChannel } from '../pipeline/peers.ts';
import type { Logger } from '../telemetry/index.ts';
import type { Vault } from '../vault/index.ts';

/** The adapters of a mode, opened: the record of truth, the log and the queue. */
export interface Storage {
  readonly database: Database;
  readonly log: EventLog;
  /** Holds the keys of secrets. */
  readonly vault: Vault;
  readonly createLog: CreateLog;
  /** Set where other processes share the adapters: how this one hears of them. */
  readonly news?: NewsChannel;
  /** The services that must answer, and how to ask each; none in the embedded size. */
  readonly services: readonly ServiceCheck[];
  /** How many partitions an environment gets. */
  readonly partitions: number;
  /** Opened apart, since only a running server has one. */
  openQueue(): Promise<ActionQueue>;
  close(): Promise<void>;
}

/** A service that this process needs. `check` rejects with the reason why it cannot be used. */
export interface ServiceCheck {
  readonly name: 'database' | 'log' | 'queue';
  /** Without it decisions go on, and nothing is lost. */
  readonly optional: boolean;
  check(): Promise<void>;
}

/**
 * Opens the adapters that the configuration asks for; only `main.ts` knows which those are. With `signal`, it waits for
 * services that are away until that aborts; without, it fails with `unavailable`.
 */
export type OpenStorage = (config: Config, logger: Logger, signal?: AbortSignal) => Promise<Storage>;
