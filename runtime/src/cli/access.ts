import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type AuditVerified, auditVerifiedSchema, type RoleGrant, roles } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { changeUser, createUser, type UserWork } from '../access/users.ts';
import { exportAudit } from '../audit/export.ts';
import { recordAudit } from '../audit/record.ts';
import { verifyAudit } from '../audit/verify.ts';
import type { Database } from '../database/index.ts';
import { findUserByName, listUsers } from '../stores/users.ts';
import { Client } from './client.ts';
import { type Context, withStorage } from './offline.ts';
import { EXIT, type ExitCode, type Output } from './output.ts';
import { findServer } from './server-address.ts';

/** Who changes something with nobody signed in: whoever may read the data directory. */
const COMMAND_LINE = { id: 'command-line', name: 'Command line', kind: 'system' } as const;

/** The options of `slipway user`. */
export interface UserOptions {
  readonly role?: string | undefined;
  readonly environment?: string | undefined;
}

/** `slipway user list`: who may sign in; while no server runs. */
export async function showUsers(context: Context, output: Output): Promise<ExitCode> {
  const { items } = await withStorage(context, ({ database }) => listUsers(database.kysely, { limit: 1_000 }));
  const lines = items.map(({ name, state, roles: held }) => {
    const where = held.map(({ environment, role }) => `${role} in ${environment ?? 'everything'}`).join(', ');
    return `${name} (${state}): ${where || 'no role'}`;
  });
  output.answer({ ok: true, users: items }, lines.join('\n') || 'There is no user.');
  return EXIT.ok;
}

/** `slipway user add <name>`: another user, or the first, with a one-time password; while no server runs. */
export async function addUser(context: Context, name: string, options: UserOptions, output: Output): Promise<ExitCode> {
  const role = roles.find((each) => each === (options.role ?? 'admin'));
  if (!role) throw new Failure('invalid-request', `--role is one of ${roles.join(', ')}`);
  const grants: RoleGrant[] = [{ environment: options.environment ?? null, role }];
  const { user, password } = await withStorage(context, ({ database }) =>
    createUser(workOn(database), { name, roles: grants }),
  );
  output.answer({ ok: true, user, password }, `${user.name} signs in with ${password} and then chooses a password.`);
  return EXIT.ok;
}

/** `slipway user reset-password <name>`: a new one-time password, also for an account that is disabled. */
export async function resetPassword(context: Context, name: string, output: Output): Promise<ExitCode> {
  const { user, password } = await withStorage(context, async ({ database }) => {
    const found = await findUserByName(database.kysely, name);
    if (!found) throw new Failure('not-found', `user ${name}`);
    return changeUser(workOn(database), found.id, { resetPassword: true });
  });
  output.answer({ ok: true, user, password }, `${user.name} signs in with ${password} and then chooses a password.`);
  return EXIT.ok;
}

/** `slipway audit verify`: by the running server, or here where none runs. `head` is a hash that was noted earlier. */
export async function checkAudit(context: Context, head: string | undefined, output: Output): Promise<ExitCode> {
  const server = findServer(context.config.directory);
  const query = head === undefined ? '' : `?head=${encodeURIComponent(head)}`;
  const found: AuditVerified = server
    ? auditVerifiedSchema.parse(await new Client(server.url, context.token).get(`/audit/verify${query}`))
    : await withStorage(context, ({ database }) => verifyAudit(database.kysely, head));
  const text = found.broken
    ? `Entry ${found.broken.number} of the audit is not what was written: ${found.broken.what}.`
    : `All ${found.entries} entries are what was written. The last one has the hash ${found.head.hash}: note it elsewhere.`;
  output.answer(found, text);
  return found.ok ? EXIT.ok : EXIT.differs;
}

/** `slipway audit export <file>`: every entry as a line of JSON; while no server runs. */
export async function writeAudit(context: Context, file: string, output: Output): Promise<ExitCode> {
  await withStorage(context, ({ database }) =>
    pipeline(Readable.from(exportAudit(database.kysely, null)), createWriteStream(file, { mode: 0o600, flags: 'wx' })),
  );
  output.answer({ ok: true, file }, `The audit is in ${file}.`);
  return EXIT.ok;
}

function workOn(database: Database): UserWork {
  const nowMs = Date.now();
  return {
    database,
    nowMs,
    record: (transaction, change) =>
      recordAudit(transaction, { ...change, actor: COMMAND_LINE, request: 'command-line', environment: null }, nowMs),
  };
}
