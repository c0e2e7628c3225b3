import type { AccessTables } from './access-schema.ts';
import type { BacktestTables } from './backtest-schema.ts';
import type { ConnectionTables } from './connections-schema.ts';
import type { LibraryTables } from './library-schema.ts';
import type { LogTables } from './log-schema.ts';
import type { ProcessesTables } from './processes-schema.ts';
import type { ProductTables } from './product-schema.ts';
import type { PromotionTables } from './promotion-schema.ts';
import type { ReferenceTables } from './reference-schema.ts';
import type { SensesTables } from './senses-schema.ts';

/*
 * Conventions. Names are snake_case in SQL and here, units last (`due_at_ms`). Every table carries `environment text`
 * as the first column of its primary key. Times are int8 milliseconds since 1970 and read as numbers, as every int8 does
 * (a value beyond 2^53 is an error, never rounded). Documents are canonical text, never jsonb. Booleans are boolean.
 * Use `Generated<T>` of kysely for columns that have a default.
 */

/** Every table by name, for Kysely. */
export type Schema = LogTables &
  ProductTables &
  LibraryTables &
  AccessTables &
  ConnectionTables &
  PromotionTables &
  ProcessesTables &
  SensesTables &
  ReferenceTables &
  BacktestTables;
