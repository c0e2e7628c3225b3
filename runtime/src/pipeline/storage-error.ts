import { isFailure } from '@slipway/shared/failure';

/** SQLSTATE classes that say something about the rows and not about the database: repeating them does not help. */
const ABOUT_THE_ROWS = new Set(['21', '22', '23', '42', '54']);

/**
 * Whether an error of a commit may go away by itself. What we do not know and did not come from the database is a bug in
 * deciding or storing one of the inputs, so it does not.
 */
export function isTransient(error: unknown): boolean {
  if (isFailure(error)) return error.facts.retry;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return false;
  return /^[0-9A-Z]{5}$/.test(code) ? !ABOUT_THE_ROWS.has(code.slice(0, 2)) : true;
}
