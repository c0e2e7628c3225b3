import type { Database } from './database.ts';
import type { EmbeddedPool } from './embedded-pool.ts';

/** The embedded database with what its directory says of itself. */
export interface EmbeddedDatabase extends Database {
  readonly directory: string;
  readonly partitions: number;
  readonly pool: EmbeddedPool;
  /**
   * Reclaims the space of deleted and changed rows and counts rows anew for the planner. PGlite has no background
   * process that would, so somebody calls it every few minutes; everybody else waits meanwhile (tenths of a second).
   */
  vacuum(): Promise<void>;
  /** Throws when called inside `transaction`: for whoever would wait there for a statement of somebody else. */
  refuseInsideTransaction(): void;
}
