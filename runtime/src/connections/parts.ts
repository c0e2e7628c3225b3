import type { Database } from '../database/index.ts';
import type { Vault } from '../vault/index.ts';

/** What changing connections needs. */
export interface ConnectionParts {
  readonly database: Database;
  readonly vault: Vault;
  readonly now: () => number;
}
