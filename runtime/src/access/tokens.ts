import { randomUUID } from 'node:crypto';
import type { NewToken, Page, PageQuery, Token, TokenMade } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { instantFromMs } from '@slipway/shared/time';
import { localOwner, type Permission, type Principal, permissions } from '../api/principal.ts';
import type { Database } from '../database/index.ts';
import { listEnvironments } from '../stores/environments.ts';
import { pageOf } from '../stores/page-cursor.ts';
import { deleteToken, findToken, insertToken, listTokens, type TokenRow } from '../stores/tokens.ts';
import { ownerOf, scopeOf } from './identify.ts';
import { NOT_FOR_TOKENS } from './principals.ts';
import { hashOfSecret, randomSecret } from './secret-text.ts';
import type { AccessSettings } from './settings.ts';
import type { RecordChange } from './users.ts';

/** What tokens are made and listed with, and for whom. */
export interface TokenWork {
  readonly database: Database;
  readonly settings: AccessSettings;
  readonly principal: Principal;
  readonly record: RecordChange;
  readonly nowMs: number;
}

const DAY_MS = 86_400_000;

/** Makes a token that may no more than whoever makes it. Its secret is in the answer and nowhere else. */
export async function createToken(work: TokenWork, wanted: NewToken): Promise<TokenMade> {
  const { database, principal, record, nowMs } = work;
  const asked = wanted.permissions.map(permissionOrFailure);
  const known = (await listEnvironments(database.kysely)).map(({ id }) => id).filter((id) => principal.sees(id));
  for (const environment of wanted.environments ?? [null]) {
    if (environment !== null && !known.includes(environment)) {
      throw new Failure('invalid-request', `there is no environment ${environment}`);
    }
    const lacking = asked.find((permission) => !principal.can(permission, environment));
    if (lacking) throw new Failure('forbidden', `${lacking} in ${environment ?? 'the installation'}`);
  }
  const secret = `slipway_${randomSecret()}`;
  const row: TokenRow = {
    id: `token_${randomUUID()}`,
    name: wanted.name,
    secret_hash: hashOfSecret(secret),
    prefix: secret.slice(0, 12),
    owner: principal.id,
    environments: JSON.stringify(wanted.environments),
    permissions: JSON.stringify([...new Set(asked)].sort()),
    created_at_ms: nowMs,
    expires_at_ms: nowMs + wanted.days * DAY_MS,
    used_at_ms: null,
  };
  const token = tokenItem({ ...row, owner_name: principal.name }, 'valid');
  await database.transaction(async (transaction) => {
    await insertToken(transaction, row);
    const { name, environments, expiresAt } = token;
    const after = { name, environments, permissions: token.permissions, expiresAt };
    await record(transaction, { action: 'token.created', object: `token:${row.id}`, after });
  });
  return { token, secret };
}

/** The own tokens, or all for whoever administers them. */
export async function readTokens(work: TokenWork, query: PageQuery): Promise<Page<Token>> {
  const { database, principal, settings, nowMs } = work;
  const owner = principal.can('token:admin', null) ? null : principal.id;
  const rows = await listTokens(database.kysely, { ...query, owner });
  const states = new Map<string, Token['state']>();
  for (const row of rows) {
    const expired = row.expires_at_ms <= nowMs;
    states.set(row.id, expired ? 'expired' : (await ownerOf(database, row, settings)) ? 'valid' : 'ownerless');
  }
  return pageOf(
    rows,
    query.limit,
    (row) => [row.created_at_ms, row.id],
    (row) => tokenItem(row, states.get(row.id) ?? 'valid'),
  );
}

/** Takes a token away. One of somebody else's is `not-found`, but for whoever administers tokens. */
export async function revokeToken(work: TokenWork, id: string): Promise<void> {
  const { database, principal, record } = work;
  await database.transaction(async (transaction) => {
    const row = await findToken(transaction, id);
    if (!row || (row.owner !== principal.id && !principal.can('token:admin', null))) {
      throw new Failure('not-found', 'token');
    }
    await deleteToken(transaction, id);
    await record(transaction, { action: 'token.revoked', object: `token:${id}`, before: { name: row.name } });
  });
}

function permissionOrFailure(name: string): Permission {
  const found = permissions.find((permission) => permission === name);
  if (!found) throw new Failure('invalid-request', `there is no permission ${name.slice(0, 50)}`);
  if (NOT_FOR_TOKENS.has(found)) throw new Failure('invalid-request', `${found} is not for tokens`);
  return found;
}

function tokenItem(row: TokenRow & { readonly owner_name: string | null }, state: Token['state']): Token {
  const owner = row.owner === localOwner.id ? localOwner.name : row.owner_name;
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    owner: { id: row.owner, name: owner ?? row.owner },
    ...scopeOf(row),
    createdAt: instantFromMs(row.created_at_ms),
    expiresAt: instantFromMs(row.expires_at_ms),
    usedAt: row.used_at_ms === null ? null : instantFromMs(row.used_at_ms),
    state,
  };
}
