import type { Connector } from '@slipway/connectors';
import type { Actor, AuditedChange } from '../audit/entry.ts';
import type { Database } from '../database/index.ts';
import type { LiveSets, Pipeline } from '../pipeline/index.ts';
import type { Executor } from '../stores/statement.ts';

/** What a test of a connection found; `ok` is null where nothing could be asked. */
export interface ConnectionTested {
  readonly ok: boolean | null;
  readonly detail: string;
  readonly ms: number;
}

/** What promotion works with. */
export interface PromotionParts {
  readonly database: Database;
  readonly pipeline: Pick<Pipeline, 'release' | 'createEnvironment' | 'reconcile'> & {
    readonly liveSets: Pick<LiveSets, 'load'>;
  };
  /** How many partitions a new environment gets. */
  readonly partitions: number;
  /** Wall time in milliseconds. */
  readonly now: () => number;
  readonly findConnector: (id: string) => Connector | undefined;
  /** Asks the target of a slot whether its connection works, in that environment. */
  readonly testConnection: (environment: string, slot: string) => Promise<ConnectionTested>;
}

/** Who asks, and how it is recorded: in the transaction of the change, as its last statement. */
export interface Asking {
  readonly by: Actor;
  readonly audit: (transaction: Executor, change: AuditedChange) => Promise<void>;
}
