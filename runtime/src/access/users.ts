import { randomUUID } from 'node:crypto';
import type { RoleGrant, User, UserChange, UserWithPassword } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import type { AuditEntry } from '../audit/entry.ts';
import type { Database } from '../database/index.ts';
import { findEnvironment } from '../stores/environments.ts';
import { deleteSessionsOf } from '../stores/sessions.ts';
import { deleteSetupCode } from '../stores/setup-codes.ts';
import type { Executor } from '../stores/statement.ts';
import { findUser, insertUser, lockAdministrators, lockUser, nameKey, saveRoles, updateUser } from '../stores/users.ts';
import { hashPassword } from './password.ts';
import { readableSecret } from './secret-text.ts';

/** What records a change in its transaction, with whoever makes it. */
export type RecordChange = (
  transaction: Executor,
  change: Pick<AuditEntry, 'action' | 'object' | 'before' | 'after'>,
) => Promise<void>;

/** What a change of users works with. */
export interface UserWork {
  readonly database: Database;
  readonly record: RecordChange;
  readonly nowMs: number;
}

/** Makes a user with a one-time password, which must be changed at the first sign-in. */
export async function createUser(
  work: UserWork,
  wanted: { readonly name: string; readonly roles: readonly RoleGrant[] },
): Promise<UserWithPassword> {
  const { database, record, nowMs } = work;
  const password = readableSecret(4);
  const hash = await hashPassword(password);
  const id = `user_${randomUUID()}`;
  const user = await database.transaction(async (transaction) => {
    await refuseUnknownEnvironments(transaction, wanted.roles);
    const times = { created_at_ms: nowMs, password_at_ms: nowMs };
    const row = { id, name: wanted.name, name_key: nameKey(wanted.name), password: hash, state: 'invited' as const };
    if (!(await insertUser(transaction, { ...row, ...times }))) throw new Failure('conflict', 'somebody has this name');
    await saveRoles(transaction, id, wanted.roles);
    const made = await userOrFailure(transaction, id);
    await record(transaction, { action: 'user.created', object: `user:${id}`, after: factsOf(made) });
    return made;
  });
  return { user, password };
}

/** Renames, disables, enables, or gives a new one-time password. What takes something away ends every session. */
export async function changeUser(work: UserWork, id: string, change: UserChange): Promise<UserWithPassword> {
  const { database, record, nowMs } = work;
  const password = change.resetPassword ? readableSecret(4) : null;
  const hash = password === null ? undefined : await hashPassword(password);
  const user = await database.transaction(async (transaction) => {
    const administrators = await lockAdministrators(transaction);
    const row = await lockUser(transaction, id);
    if (!row) throw new Failure('not-found', 'user');
    const before = await userOrFailure(transaction, id);
    if (change.state === 'disabled') refuseLastAdministrator(administrators, id);
    if (change.name !== undefined) await rename(transaction, id, change.name);
    if (change.state === 'disabled') await updateUser(transaction, id, { state: 'disabled' });
    if (change.state === 'active' && row.state === 'disabled') await updateUser(transaction, id, { state: 'active' });
    if (hash) await updateUser(transaction, id, { password: hash, password_at_ms: nowMs, state: 'invited' });
    if (hash || change.state === 'disabled') await deleteSessionsOf(transaction, id);
    const after = await userOrFailure(transaction, id);
    const action = hash ? 'user.password.reset' : 'user.changed';
    await record(transaction, { action, object: `user:${id}`, before: factsOf(before), after: factsOf(after) });
    return after;
  });
  return { user, password };
}

/** Replaces what a user may do. */
export async function changeRoles(work: UserWork, id: string, roles: readonly RoleGrant[]): Promise<User> {
  return work.database.transaction(async (transaction) => {
    const administrators = await lockAdministrators(transaction);
    if (!(await lockUser(transaction, id))) throw new Failure('not-found', 'user');
    await refuseUnknownEnvironments(transaction, roles);
    const before = await userOrFailure(transaction, id);
    const stays = roles.some(({ environment, role }) => environment === null && role === 'admin');
    if (!stays) refuseLastAdministrator(administrators, id);
    await saveRoles(transaction, id, roles);
    if (stays) await deleteSetupCode(transaction);
    const after = await userOrFailure(transaction, id);
    const change = { before: factsOf(before), after: factsOf(after) };
    await work.record(transaction, { action: 'user.roles.changed', object: `user:${id}`, ...change });
    return after;
  });
}

async function rename(transaction: Executor, id: string, name: string): Promise<void> {
  try {
    await updateUser(transaction, id, { name, name_key: nameKey(name) });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
    throw taken ? new Failure('conflict', 'somebody has this name') : error;
  }
}

const UNIQUE_VIOLATION = '23505';

function refuseLastAdministrator(administrators: readonly string[], id: string): void {
  if (administrators.length === 1 && administrators[0] === id) {
    throw new Failure('conflict', 'this is the last administrator; make another one first');
  }
}

async function refuseUnknownEnvironments(transaction: Executor, roles: readonly RoleGrant[]): Promise<void> {
  for (const { environment } of roles) {
    if (environment !== null && !(await findEnvironment(transaction, environment))) {
      throw new Failure('invalid-request', `there is no environment ${environment}`);
    }
  }
}

async function userOrFailure(executor: Executor, id: string): Promise<User> {
  const user = await findUser(executor, id);
  if (!user) throw new Failure('not-found', 'user');
  return user;
}

function factsOf(user: User) {
  return { name: user.name, state: user.state, roles: user.roles };
}
