import type { Page, Role, RoleGrant, User, UserQuery } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';
import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../database/index.ts';
import { literalPattern, pageOf, readCursor } from './page-cursor.ts';
import type { Executor } from './statement.ts';

/** A user as stored, with the hash of the password. */
export type UserRow = Selectable<Schema['users']>;

/** The environment of a role that holds everywhere. */
export const EVERYWHERE = '*';

/** The form by which names are compared: `Ada` and `ada` are one person. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** Makes a user; answers false when the name is taken. */
export async function insertUser(executor: Executor, row: Insertable<Schema['users']>): Promise<boolean> {
  const made = await executor
    .insertInto('users')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

export async function findUserByName(executor: Executor, name: string): Promise<UserRow | undefined> {
  return executor.selectFrom('users').selectAll().where('name_key', '=', nameKey(name)).executeTakeFirst();
}

/** What is asked at every request. */
export async function findUserState(
  executor: Executor,
  id: string,
): Promise<Pick<UserRow, 'id' | 'name' | 'state'> | undefined> {
  return executor.selectFrom('users').select(['id', 'name', 'state']).where('id', '=', id).executeTakeFirst();
}

/** A user, locked until the transaction ends, so that two changes at once cannot both leave nobody in charge. */
export async function lockUser(transaction: Executor, id: string): Promise<UserRow | undefined> {
  return transaction.selectFrom('users').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateUser(
  executor: Executor,
  id: string,
  change: Partial<Pick<UserRow, 'name' | 'name_key' | 'password' | 'password_at_ms' | 'state'>>,
): Promise<void> {
  await executor.updateTable('users').set(change).where('id', '=', id).execute();
}

/** Replaces the roles of a user. */
export async function saveRoles(transaction: Executor, user: string, roles: readonly RoleGrant[]): Promise<void> {
  await transaction.deleteFrom('user_roles').where('user_id', '=', user).execute();
  for (const { environment, role } of roles) {
    await transaction
      .insertInto('user_roles')
      .values({ environment: environment ?? EVERYWHERE, user_id: user, role })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** The roles of some users. */
export async function rolesOf(executor: Executor, users: readonly string[]): Promise<Map<string, RoleGrant[]>> {
  const found = new Map<string, RoleGrant[]>(users.map((user) => [user, []]));
  if (users.length === 0) return found;
  const rows = await executor
    .selectFrom('user_roles')
    .selectAll()
    .where('user_id', 'in', users)
    .orderBy('environment')
    .orderBy('role')
    .execute();
  for (const { environment, user_id, role } of rows) {
    found.get(user_id)?.push({ environment: environment === EVERYWHERE ? null : environment, role: role as Role });
  }
  return found;
}

/** Who can administer the installation. Locks them: whoever takes the right from one must see the others. */
export async function lockAdministrators(transaction: Executor): Promise<readonly string[]> {
  const rows = await transaction
    .selectFrom('users')
    .select('id')
    .where('state', '!=', 'disabled')
    .where('id', 'in', (query) =>
      query
        .selectFrom('user_roles')
        .select('user_id')
        .where('environment', '=', EVERYWHERE)
        .where('role', '=', 'admin'),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

/** Whether anybody can administer the installation. */
export async function hasAdministrator(executor: Executor): Promise<boolean> {
  const row = await executor
    .selectFrom('users')
    .innerJoin('user_roles', 'user_roles.user_id', 'users.id')
    .select('users.id')
    .where('users.state', '!=', 'disabled')
    .where('user_roles.environment', '=', EVERYWHERE)
    .where('user_roles.role', '=', 'admin')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Users by name. */
export async function listUsers(executor: Executor, query: UserQuery): Promise<Page<User>> {
  let rows = executor
    .selectFrom('users')
    .select(['id', 'name', 'name_key', 'state', 'created_at_ms'])
    .select((select) =>
      select
        .selectFrom('sessions')
        .whereRef('sessions.user_id', '=', 'users.id')
        .select((inner) => inner.fn.max('seen_at_ms').as('seen'))
        .as('seen_at_ms'),
    );
  const search = query.search?.trim();
  if (search) rows = rows.where('name_key', 'like', `%${literalPattern(nameKey(search))}%`);
  if (query.cursor) {
    const [key, id] = readCursor(z.tuple([z.string(), z.string()]), query.cursor);
    rows = rows.where((where) =>
      where.or([where('name_key', '>', key), where.and([where('name_key', '=', key), where('id', '>', id)])]),
    );
  }
  const found = await rows
    .orderBy('name_key')
    .orderBy('id')
    .limit(query.limit + 1)
    .execute();
  const roles = await rolesOf(
    executor,
    found.map((row) => row.id),
  );
  return pageOf(
    found,
    query.limit,
    (row) => [row.name_key, row.id],
    (row) => userItem(row, roles.get(row.id) ?? []),
  );
}

/** One user as the API shows it. */
export async function findUser(executor: Executor, id: string): Promise<User | undefined> {
  const row = await executor.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const seen = await executor
    .selectFrom('sessions')
    .select((select) => select.fn.max('seen_at_ms').as('seen'))
    .where('user_id', '=', id)
    .executeTakeFirst();
  const roles = await rolesOf(executor, [id]);
  return userItem({ ...row, seen_at_ms: seen?.seen ?? null }, roles.get(id) ?? []);
}

function userItem(
  row: Pick<UserRow, 'id' | 'name' | 'state' | 'created_at_ms'> & { readonly seen_at_ms: number | null },
  roles: readonly RoleGrant[],
): User {
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    roles: [...roles],
    createdAt: instantFromMs(row.created_at_ms),
    seenAt: row.seen_at_ms === null ? null : instantFromMs(row.seen_at_ms),
  };
}
