import type { Migration } from 'kysely/migration';
import * as log from './0000-log.ts';
import * as initial from './0001-initial.ts';
import * as library from './0002-library.ts';
import * as connections from './0003-connections.ts';
import * as promotion from './0004-promotion.ts';
import * as access from './0005-access.ts';
import * as processes from './0006-processes.ts';
import * as senses from './0007-senses.ts';
import * as references from './0008-references.ts';
import * as backtests from './0009-backtests.ts';
import * as tests from './0010-tests.ts';

/**
 * Every migration by name, in order. A released one never changes; the number of them is the format of a data directory.
 * (A static list: nothing is loaded by file name at run time.)
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0000-log': log,
  '0001-initial': initial,
  '0002-library': library,
  '0003-connections': connections,
  '0004-promotion': promotion,
  '0005-access': access,
  '0006-processes': processes,
  '0007-senses': senses,
  '0008-references': references,
  '0009-backtests': backtests,
  '0010-tests': tests,
};
