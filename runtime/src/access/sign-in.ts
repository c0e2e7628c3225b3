import { Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import type { Actor } from '../audit/entry.ts';
import { recordAudit } from '../audit/record.ts';
import type { Database } from '../database/index.ts';
import { deleteSessionsOf, insertSession } from '../stores/sessions.ts';
import type { Executor } from '../stores/statement.ts';
import { findUserByName, lockUser, type UserRow, updateUser } from '../stores/users.ts';
import { refuseWeakPassword } from './new-password.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { hashOfSecret, randomSecret } from './secret-text.ts';
import { attemptOf, countAttempt, countSuccess } from './throttle.ts';

export const IDLE_MS = LIMITS.sessionIdleMinutes * 60_000;
export const LIFE_MS = LIMITS.sessionHours * 3_600_000;

/** Where a request comes from and under which id; its time. */
export interface Occasion {
  readonly address: string;
  readonly request: string;
  readonly nowMs: number;
}

/** A new session: what the cookie is to hold, which is kept nowhere else. */
export interface SignedIn {
  readonly secret: string;
  readonly user: Pick<UserRow, 'id' | 'name' | 'state'>;
}

/**
 * Opens a session. Whether the name or the password is wrong, or the account is disabled, can neither be read from the
 * failure nor from the time it takes. Fails with `sign-in-failed` or `rate-limited`.
 */
export async function signIn(
  database: Database,
  given: { readonly name: string; readonly password: string },
  occasion: Occasion,
): Promise<SignedIn> {
  const attempt = attemptOf(given.name, occasion.address);
  await database.transaction((transaction) => countAttempt(transaction, attempt, occasion.nowMs));
  const user = await findUserByName(database.kysely, given.name);
  const right = await verifyPassword(given.password, user?.password);
  if (!user || !right || user.state === 'disabled') throw new Failure('sign-in-failed');
  return database.transaction(async (transaction) => {
    await countSuccess(transaction, attempt, occasion.nowMs);
    const secret = await openSession(transaction, user.id, occasion.nowMs);
    await recordSession(transaction, user, 'session.opened', occasion);
    return { secret, user };
  });
}

/** Opens a session without asking for anything; belongs behind what was asked. */
export async function openSession(transaction: Executor, user: string, nowMs: number): Promise<string> {
  const secret = randomSecret();
  const row = { user_id: user, created_at_ms: nowMs, seen_at_ms: nowMs, expires_at_ms: nowMs + LIFE_MS };
  await insertSession(transaction, { id_hash: hashOfSecret(secret), ...row }, IDLE_MS);
  return secret;
}

/**
 * Changes the password of whoever is signed in, ends every session and opens a new one. Fails with `sign-in-failed` where
 * the present password is wrong, and `weak-password`.
 */
export async function changePassword(
  database: Database,
  actor: Actor,
  given: { readonly current: string; readonly password: string },
  occasion: Occasion,
): Promise<SignedIn> {
  refuseWeakPassword(given.password, actor.name);
  if (given.password === given.current) throw new Failure('weak-password', 'it is the present one');
  const attempt = attemptOf(actor.name, occasion.address);
  await database.transaction((transaction) => countAttempt(transaction, attempt, occasion.nowMs));
  const before = await findUserByName(database.kysely, actor.name);
  const right = await verifyPassword(given.current, before?.password);
  if (!before || !right || before.id !== actor.id) throw new Failure('sign-in-failed', 'the present password');
  const password = await hashPassword(given.password);
  return database.transaction(async (transaction) => {
    const user = await lockUser(transaction, before.id);
    if (!user || user.password !== before.password || user.state === 'disabled') throw new Failure('conflict');
    await countSuccess(transaction, attempt, occasion.nowMs);
    const change = { password, password_at_ms: occasion.nowMs, state: 'active' } as const;
    await updateUser(transaction, user.id, change);
    await deleteSessionsOf(transaction, user.id);
    const secret = await openSession(transaction, user.id, occasion.nowMs);
    await recordSession(transaction, user, 'user.password.changed', occasion);
    return { secret, user: { ...user, ...change } };
  });
}

async function recordSession(transaction: Executor, user: UserRow, action: string, occasion: Occasion) {
  const actor = { id: user.id, name: user.name, kind: 'user' } as const;
  const entry = { actor, request: occasion.request, action, environment: null, object: `user:${user.id}` };
  await recordAudit(transaction, { ...entry, after: { address: occasion.address } }, occasion.nowMs);
}
