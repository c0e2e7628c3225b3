import type { DeadLetterRetried, Replay, ReplayChange, Status, Summary } from '@slipway/shared/api';
import type { CanonicalEvent } from '@slipway/shared/event';
import type { AccessSettings } from '../access/settings.ts';
import type { Backtests } from '../backtest/backtests.ts';
import type { Database } from '../database/index.ts';
import type { EventLog } from '../event-log/index.ts';
import type { Feed } from '../live/feed.ts';
import type { Meters } from '../live/meter.ts';
import type { Taps } from '../live/taps.ts';
import type { Account, Answer, Ingested, Pipeline } from '../pipeline/index.ts';
import type { PromotionParts } from '../promotion/parts.ts';
import type { IdempotencyOf } from '../stores/actions-reads.ts';
import type { AlsoInTransaction } from '../stores/statement.ts';
import type { Logger } from '../telemetry/index.ts';
import type { Vault } from '../vault/index.ts';

/** The part of the pipeline that people and programs reach. */
export interface PipelineFace {
  /** Resolves once every event is durable, as a record of the log or as a dead letter. */
  ingest(environment: string, source: string, events: readonly Uint8Array[]): Promise<readonly Ingested[]>;
  /** Hands a person's request to the loop; resolves with its answer, or with undefined when it takes longer. */
  request(environment: string, event: CanonicalEvent, timeoutMs: number): Promise<Answer | undefined>;
  retryAction(environment: string, id: string, input: unknown, also: AlsoInTransaction): Promise<void>;
  retryDeadLetter(
    environment: string,
    id: string,
    text: string | undefined,
    also: AlsoInTransaction,
  ): Promise<DeadLetterRetried>;
  replay(environment: string): Replay | null;
  changeReplay(environment: string, change: ReplayChange, also: AlsoInTransaction): Promise<Replay>;
  accounting(environment: string): Promise<Account>;
  /** Changes variables, or which workflows are paused, as a new live set. */
  adjustLive: Pipeline['adjustLive'];
  /** Brings every owed action to the queue now. */
  reconcile(): Promise<void>;
}

/** Whether this process can do its work. */
export interface HealthFace {
  look(): Promise<Readiness>;
}

/** `degraded`: the process works, and something that it can do without for a while is missing. */
export interface Readiness {
  readonly ready: boolean;
  readonly degraded: boolean;
  /** `ok`, or why not, by what is needed. */
  readonly parts: Readonly<Record<string, string>>;
}

/** What Prometheus reads. */
export interface MetricsFace {
  text(): Promise<{ readonly type: string; readonly body: string }>;
}

/** All that the routes work with. */
export interface Services {
  readonly database: Database;
  readonly log: EventLog;
  /** Keeps the secrets of connections. */
  readonly vault: Vault;
  readonly pipeline: PipelineFace;
  /** What brings versions into environments. */
  readonly promotion: PromotionParts;
  readonly backtests: Backtests;
  readonly feed: Feed;
  /** Steps that somebody listens to. */
  readonly taps: Taps;
  readonly meters: Meters;
  readonly logger: Logger;
  readonly about: { readonly version: string; readonly startedAtMs: number; readonly mode: Status['mode'] };
  readonly health: HealthFace;
  readonly metrics: MetricsFace;
  /** Set where the log is not in the database. */
  readonly lag?: (environment: string) => Promise<Summary['lag']>;
  readonly idempotencyOf: IdempotencyOf;
  /** Events taken in so far by source. */
  readonly sourceTotals: (environment: string) => Promise<ReadonlyMap<string, number>>;
  /** Wall time in milliseconds. */
  readonly now: () => number;
  /** How people and programs are let in. */
  readonly access: AccessSettings;
  /** Where the built designer lies. */
  readonly designer: string;
}
