import { randomUUID } from 'node:crypto';
import { Failure } from '@slipway/shared/failure';
import { recordAudit } from '../audit/record.ts';
import type { Database } from '../database/index.ts';
import { saveSetupCode, useSetupCode } from '../stores/setup-codes.ts';
import { hasAdministrator, insertUser, nameKey, saveRoles } from '../stores/users.ts';
import { refuseWeakPassword } from './new-password.ts';
import { hashPassword } from './password.ts';
import { hashOfSecret, readableSecret } from './secret-text.ts';
import { type Occasion, openSession, type SignedIn } from './sign-in.ts';
import { attemptOf, countAttempt, countSuccess } from './throttle.ts';

/** A new code for making the first administrator, to be shown where only the operator sees it; undefined where one is. */
export async function newSetupCode(database: Database, nowMs: number): Promise<string | undefined> {
  if (await hasAdministrator(database.kysely)) return undefined;
  const code = readableSecret(5);
  await saveSetupCode(database.kysely, hashOfSecret(code), nowMs);
  return code;
}

/**
 * Makes the first administrator and signs in. The code works once: of two who try at the same time one is made. Fails with
 * `not-found` once there is an administrator, and `sign-in-failed` where the code is wrong.
 */
export async function makeFirstAdministrator(
  database: Database,
  given: { readonly code: string; readonly name: string; readonly password: string },
  occasion: Occasion,
): Promise<SignedIn> {
  const attempt = attemptOf('\nsetup', occasion.address);
  await database.transaction((transaction) => countAttempt(transaction, attempt, occasion.nowMs));
  if (await hasAdministrator(database.kysely)) throw new Failure('not-found', 'an administrator is there');
  refuseWeakPassword(given.password, given.name);
  const password = await hashPassword(given.password);
  const user = { id: `user_${randomUUID()}`, name: given.name, state: 'active' as const };
  return database.transaction(async (transaction) => {
    const right = await useSetupCode(transaction, hashOfSecret(given.code.trim().toLowerCase()));
    if (await hasAdministrator(transaction)) throw new Failure('not-found', 'an administrator is there');
    if (!right) throw new Failure('sign-in-failed', 'the code; the log of the server shows it');
    const times = { created_at_ms: occasion.nowMs, password_at_ms: occasion.nowMs };
    const made = await insertUser(transaction, { ...user, name_key: nameKey(given.name), password, ...times });
    if (!made) throw new Failure('conflict', 'somebody has this name');
    const roles = [{ environment: null, role: 'admin' as const }];
    await saveRoles(transaction, user.id, roles);
    await countSuccess(transaction, attempt, occasion.nowMs);
    await countSuccess(transaction, attemptOf(given.name, occasion.address), occasion.nowMs);
    const secret = await openSession(transaction, user.id, occasion.nowMs);
    const actor = { id: user.id, name: user.name, kind: 'user' as const };
    const entry = { actor, request: occasion.request, action: 'user.created', environment: null };
    const after = { name: user.name, roles, first: true };
    await recordAudit(transaction, { ...entry, object: `user:${user.id}`, after }, occasion.nowMs);
    return { secret, user };
  });
}
