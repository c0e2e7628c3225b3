import { createHash } from 'node:crypto';
import { Failure } from '@slipway/shared/failure';
import { deleteThrottles, findThrottles, saveThrottle, type ThrottleRow } from '../stores/sign-in-throttle.ts';
import type { Executor } from '../stores/statement.ts';
import { nameKey } from '../stores/users.ts';

/** From so many failures on, each further one doubles the wait, up to the longest. */
interface Patience {
  readonly failures: number;
  readonly longestMs: number;
}

/**
 * Three counts. Guesses at one account from one address wait longest. An address may be a whole office, so it is given
 * more. An account is tried from many addresses only in an attack, and that count does not hold where its owner signed in
 * lately: nobody elsewhere can keep the owner out. The other two hold for everybody, or they would tell who has an account.
 */
const PATIENCE = {
  pair: { failures: 5, longestMs: 60_000 },
  address: { failures: 30, longestMs: 30_000 },
  account: { failures: 20, longestMs: 30_000 },
} as const satisfies Record<string, Patience>;

const FIRST_WAIT_MS = 1_000;
const FORGET_AFTER_MS = 24 * 3_600_000;
const KNOWN_FOR_MS = 30 * FORGET_AFTER_MS;

type Kind = keyof typeof PATIENCE;

/** What one attempt is counted under. Keys are hashes: a password typed as the name must not be kept. */
export interface Attempt {
  readonly keys: Readonly<Record<Kind, string>>;
  readonly known: string;
}

export function attemptOf(name: string, address: string): Attempt {
  const account = nameKey(name);
  return {
    keys: {
      pair: keyOf('pair', `${account}\n${address}`),
      address: keyOf('address', address),
      account: keyOf('account', account),
    },
    known: keyOf('known', `${account}\n${address}`),
  };
}

/**
 * Counts an attempt as failed before it is looked at, so that many at once are not looked at together; `countSuccess`
 * takes that back. Fails with `rate-limited` while it has to wait, right or wrong, and for names that nobody has too.
 */
export async function countAttempt(transaction: Executor, attempt: Attempt, nowMs: number): Promise<void> {
  const rows = await findThrottles(transaction, [...Object.values(attempt.keys), attempt.known]);
  const isKnown = rows.some((row) => row.key === attempt.known && row.seen_at_ms > nowMs - KNOWN_FOR_MS);
  const untilMs = rows
    .filter((row) => row.key !== attempt.known && !(isKnown && row.key === attempt.keys.account))
    .reduce((latest, row) => Math.max(latest, row.until_ms), 0);
  if (untilMs > nowMs) throw new Failure('rate-limited', `wait ${Math.ceil((untilMs - nowMs) / 1_000)} s`);
  for (const [kind, key] of Object.entries(attempt.keys) as [Kind, string][]) {
    const row = rows.find((each) => each.key === key);
    await saveThrottle(transaction, next(row, kind, key, nowMs));
  }
}

/** Forgets what was counted against this person here, and remembers the address. */
export async function countSuccess(transaction: Executor, attempt: Attempt, nowMs: number): Promise<void> {
  const { pair, account, address } = attempt.keys;
  const [row] = await findThrottles(transaction, [address]);
  await deleteThrottles(transaction, [pair, account], nowMs - FORGET_AFTER_MS, nowMs - KNOWN_FOR_MS);
  if (row) await saveThrottle(transaction, { ...row, failures: Math.max(0, row.failures - 1), until_ms: 0 });
  await saveThrottle(transaction, { key: attempt.known, failures: 0, until_ms: 0, seen_at_ms: nowMs });
}

function next(row: ThrottleRow | undefined, kind: Kind, key: string, nowMs: number): ThrottleRow {
  const { failures: free, longestMs } = PATIENCE[kind];
  const fresh = !row || row.seen_at_ms < nowMs - FORGET_AFTER_MS;
  const failures = fresh ? 1 : row.failures + 1;
  const over = failures - free;
  const waitMs = over < 0 ? 0 : Math.min(longestMs, FIRST_WAIT_MS * 2 ** Math.min(over, 20));
  return { key, failures, until_ms: nowMs + waitMs, seen_at_ms: nowMs };
}

function keyOf(kind: string, text: string): string {
  return `${kind}:${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}
