import { findConnector } from '@slipway/connectors';
import type { ConnectionChange } from '@slipway/shared/api';
import { Failure, isFailure } from '@slipway/shared/failure';
import { canonicalJson } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import type { Problem } from '@slipway/shared/problem';
import {
  type ConnectionRow,
  deleteConnection,
  findConnection,
  listConnections,
  lockConnection,
  saveConnection,
} from '../stores/connections.ts';
import { listSecretsOf, replaceSecrets, type SecretRow } from '../stores/secrets.ts';
import type { Executor } from '../stores/statement.ts';
import type { Vault } from '../vault/index.ts';
import { shown } from './describe-connection.ts';
import { targetOf } from './open-connection.ts';
import type { ConnectionParts } from './parts.ts';
import { type ReadChange, readChange, type Stored } from './read-change.ts';

/** A slot of an environment, and who changes it. */
export interface SlotChange {
  readonly environment: string;
  readonly slot: string;
  readonly by: string;
  /** Records what happened, in the same transaction; secrets stand in neither. */
  readonly audit: (
    transaction: Executor,
    entry: { readonly action: string; readonly before?: unknown; readonly after?: unknown },
  ) => Promise<void>;
}

/**
 * Binds a slot to a connection, or changes the one it has. Fails with `invalid-connection`, whose cause are the problems by
 * field, and with `conflict` where somebody else was faster.
 */
export async function changeConnection(
  parts: ConnectionParts,
  at: SlotChange,
  change: ConnectionChange,
): Promise<void> {
  const { database, vault, now } = parts;
  const { environment, slot } = at;
  const connector = findConnector(change.connector);
  if (!connector) {
    const message = `There is no connector “${change.connector.slice(0, 64)}” here.`;
    throw invalid([{ code: 'unknown-connector', severity: 'error', message, path: '/connector' }]);
  }
  const row = await findConnection(database.kysely, environment, slot);
  const secrets = await listSecretsOf(database.kysely, environment, slot);
  const read = readChange(connector, change.config, row && storedOf(vault, row, secrets));
  if (!read.ok) throw invalid(read.problems);
  const config = canonicalJson(read.config);
  const kept = new Set(read.keep);
  const same = row?.connector === connector.id && row.config === config;
  if (same && read.set.size === 0 && secrets.every((secret) => kept.has(secret.field))) return;
  const place = { environment, slot, connector: connector.id, target: read.target ?? '' };
  const nowMs = now();
  const sealed = [...read.set].map(([field, text]) => {
    return { ...place, field, ...vault.seal({ ...place, field }, text), set_at_ms: nowMs };
  });
  await database.transaction(async (transaction) => {
    const before = await lockConnection(transaction, environment, slot);
    refuseOutdated(before, row?.revision ?? 0, change.revision);
    if (!before) await refuseTooMany(transaction, environment);
    const saved = { environment, slot, connector: connector.id, config, updated_at_ms: nowMs, updated_by: at.by };
    await saveConnection(transaction, saved);
    await replaceSecrets(transaction, { environment, slot }, read.keep, sealed);
    await at.audit(transaction, {
      action: 'connection.changed',
      ...(before ? { before: faceOf(before, secrets) } : {}),
      after: { ...faceOf(saved, fieldsAfter(read)), secretsSet: [...read.set.keys()].sort() },
    });
  });
}

/** Unbinds a slot and forgets its secrets. Fails with `not-found` where it is bound to nothing. */
export async function removeConnection(parts: ConnectionParts, at: SlotChange): Promise<void> {
  const { environment, slot } = at;
  await parts.database.transaction(async (transaction) => {
    const before = await lockConnection(transaction, environment, slot);
    if (!before) throw new Failure('not-found', `connection ${slot}`);
    const secrets = await listSecretsOf(transaction, environment, slot);
    await deleteConnection(transaction, environment, slot);
    await at.audit(transaction, { action: 'connection.removed', before: faceOf(before, secrets) });
  });
}

function storedOf(vault: Vault, row: ConnectionRow, secrets: readonly SecretRow[]): Stored {
  const connector = findConnector(row.connector);
  const target = connector ? targetOf(connector, JSON.parse(row.config)) : null;
  const { environment, slot } = row;
  const place = { environment, slot, connector: row.connector, target: target ?? '' };
  return {
    connector: row.connector,
    target,
    fields: new Set(secrets.map((secret) => secret.field)),
    open: (field) => {
      const secret = secrets.find((each) => each.field === field);
      try {
        return secret && vault.open({ ...place, field }, secret);
      } catch (error) {
        if (isFailure(error) && error.code === 'secret-unreadable') return undefined;
        throw error;
      }
    },
  };
}

function fieldsAfter(read: Extract<ReadChange, { ok: true }>): readonly { readonly field: string }[] {
  return [...read.set.keys(), ...read.keep].map((field) => ({ field }));
}

/** A connection as the audit may keep it. */
function faceOf(
  row: Pick<ConnectionRow, 'connector' | 'config'>,
  secrets: readonly { readonly field: string }[],
): { readonly connector: string; readonly config: unknown } {
  return { connector: row.connector, config: shown(row.config, secrets) };
}

function refuseOutdated(before: ConnectionRow | undefined, read: number, asked: number | undefined): void {
  const now = before?.revision ?? 0;
  if (now === read && (asked === undefined || asked === now)) return;
  const by = before?.updated_by ? ` by ${before.updated_by}` : '';
  throw new Failure('conflict', `the connection is at revision ${now}${by}`);
}

async function refuseTooMany(transaction: Executor, environment: string): Promise<void> {
  const { length } = await listConnections(transaction, environment);
  if (length >= LIMITS.connections) throw new Failure('invalid-request', `at most ${LIMITS.connections} connections`);
}

function invalid(problems: readonly Problem[]): Failure {
  return new Failure('invalid-connection', problems[0]?.message ?? '', { cause: problems });
}
