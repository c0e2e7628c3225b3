import { findConnector } from '@slipway/connectors';
import type { Database } from '../database/index.ts';
import { listAllConnections, lockConnection, saveConnection } from '../stores/connections.ts';
import { listSecrets, listSecretsOf, replaceSecrets, type SecretRow, saveRewrapped } from '../stores/secrets.ts';
import type { Vault } from '../vault/index.ts';
import { sealConnection } from './bind-connections.ts';
import { secretsIn } from './secrets-in.ts';

/** What stands between a vault and its secrets. */
export interface VaultState {
  readonly where: string;
  /** Every key with the number of secrets under it, the current one first; one that is not here has `known: false`. */
  readonly keys: readonly { readonly id: string; readonly known: boolean; readonly secrets: number }[];
  /** Secrets whose key is not here. */
  readonly unreadable: readonly { readonly environment: string; readonly slot: string; readonly field: string }[];
}

/** Seals what an earlier version has stored in the clear; answers the slots where it did. Again it does nothing. */
export async function sealPlainConnections(
  parts: { readonly database: Database; readonly vault: Vault },
  nowMs: number,
): Promise<readonly string[]> {
  const { database, vault } = parts;
  const done: string[] = [];
  for (const { environment, slot, connector: id, config } of await listAllConnections(database.kysely)) {
    const connector = findConnector(id);
    if (!connector || secretsIn(connector, JSON.parse(config)).size === 0) continue;
    const sealed = sealConnection(vault, { environment, slot, nowMs }, connector, JSON.parse(config));
    await database.transaction(async (transaction) => {
      const row = await lockConnection(transaction, environment, slot);
      if (row?.config !== config) return;
      const kept = (await listSecretsOf(transaction, environment, slot)).map((secret) => secret.field);
      const fields = new Set(sealed.secrets.map((secret) => secret.field));
      const { updated_at_ms, updated_by } = row;
      const stored = { environment, slot, connector: id, config: sealed.config, updated_by };
      await saveConnection(transaction, { ...stored, updated_at_ms: updated_at_ms ?? nowMs });
      await replaceSecrets(
        transaction,
        { environment, slot },
        kept.filter((field) => !fields.has(field)),
        sealed.secrets,
      );
    });
    done.push(`${environment}/${slot}`);
  }
  return done;
}

/** Which keys are in use, and which secrets are lost for want of one. */
export async function describeVault(database: Database, vault: Vault): Promise<VaultState> {
  const secrets = await listSecrets(database.kysely);
  // Where nothing is stored no key is needed, and none is made by looking.
  const known = secrets.length === 0 ? [] : vault.keyIds();
  const ids = new Set([...known, ...secrets.map((secret) => secret.key_id)]);
  return {
    where: vault.where,
    keys: [...ids].map((id) => ({
      id,
      known: known.includes(id),
      secrets: secrets.filter((secret) => secret.key_id === id).length,
    })),
    unreadable: secrets
      .filter((secret) => !known.includes(secret.key_id))
      .map(({ environment, slot, field }) => ({ environment, slot, field })),
  };
}

/** What a rotation did. */
export interface Rotated {
  readonly key: string;
  readonly rewrapped: number;
  readonly unreadable: VaultState['unreadable'];
}

/**
 * Puts the keys of all secrets under another key. It may be done while actions run: until a secret's row is changed the old
 * key opens it, afterwards the new one, and both are held until all are. A kill in between is made good by doing it again.
 */
export async function rotateKeys(database: Database, vault: Vault): Promise<Rotated> {
  vault.renewKey();
  let rewrapped = 0;
  // Twice, for what was stored under the old key while the first round ran.
  for (let round = 0; round < 2; round += 1) rewrapped += await rewrapAll(database, vault);
  const { keys, unreadable } = await describeVault(database, vault);
  const [current] = keys;
  if (keys.every((key) => key === current || key.secrets === 0 || !key.known)) vault.retireKeys();
  return { key: vault.keyIds()[0] ?? '', rewrapped, unreadable };
}

async function rewrapAll(database: Database, vault: Vault): Promise<number> {
  let rewrapped = 0;
  for (const before of await listSecrets(database.kysely)) {
    const after: SecretRow = { ...before, ...vault.rewrap(before, before) };
    if (after.key_id !== before.key_id && (await saveRewrapped(database.kysely, before, after))) rewrapped += 1;
  }
  return rewrapped;
}
