import { type Connector, findConnector } from '@slipway/connectors';
import { Failure } from '@slipway/shared/failure';
import { canonicalJson } from '@slipway/shared/json';
import type { Database } from '../database/index.ts';
import { findConnection, saveConnection, saveGrant } from '../stores/connections.ts';
import { listSecretsOf, replaceSecrets, type SecretRow } from '../stores/secrets.ts';
import type { Vault } from '../vault/index.ts';
import { withValuesAt } from './field.ts';
import { targetOf, withSecrets } from './open-connection.ts';
import { secretsIn } from './secrets-in.ts';

/** A connection for a slot, with its secrets. `config` is checked against the connector's schema. */
export interface Binding {
  readonly connector: string;
  readonly config: unknown;
}

/** What is written of a connection: the part that may be seen, and its secrets, sealed. */
interface Sealed {
  readonly config: string;
  readonly secrets: readonly SecretRow[];
}

/**
 * Binds the slots of an environment to connections and grants private addresses, as a set-up file says. The same again
 * changes nothing.
 */
export async function bindConnections(
  parts: { readonly database: Database; readonly vault: Vault; readonly nowMs: number },
  environment: string,
  connections: Readonly<Record<string, Binding>>,
  grants: readonly { readonly host: string; readonly port: number }[] = [],
): Promise<void> {
  const { database, vault, nowMs } = parts;
  for (const [slot, { connector: id, config }] of Object.entries(connections)) {
    const connector = findConnector(id);
    if (!connector) throw new Failure('invalid-request', `slot ${slot}: there is no connector ${id}`);
    const parsed = connector.connection.schema.safeParse(config);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new Failure('invalid-request', `slot ${slot}: ${issue?.path.join('.')}: ${issue?.message}`);
    }
    if (await isBound(parts, environment, slot, { connector, config })) continue;
    const { config: text, secrets } = sealConnection(vault, { environment, slot, nowMs }, connector, config);
    await database.transaction(async (transaction) => {
      const row = { environment, slot, connector: id, config: text, updated_at_ms: nowMs, updated_by: null };
      await saveConnection(transaction, row);
      await replaceSecrets(transaction, { environment, slot }, [], secrets);
    });
  }
  for (const { host, port } of grants) {
    await saveGrant(database.kysely, { environment, host, port, granted_at_ms: nowMs });
  }
}

/** Parts a connection that holds its secrets into what may be seen and what is sealed. */
export function sealConnection(
  vault: Vault,
  at: { readonly environment: string; readonly slot: string; readonly nowMs: number },
  connector: Connector,
  config: unknown,
): Sealed {
  const { environment, slot, nowMs } = at;
  const secrets = secretsIn(connector, config);
  const plain = withValuesAt(config, new Map([...secrets.keys()].map((field) => [field, null])));
  const place = { environment, slot, connector: connector.id, target: targetOf(connector, plain) ?? '' };
  const rows = [...secrets].map(([field, text]) => ({
    ...place,
    field,
    ...vault.seal({ ...place, field }, text),
    set_at_ms: nowMs,
  }));
  return { config: canonicalJson(plain), secrets: rows };
}

/** Whether the slot has this connection already, secrets included. */
async function isBound(
  parts: { readonly database: Database; readonly vault: Vault },
  environment: string,
  slot: string,
  wanted: { readonly connector: Connector; readonly config: unknown },
): Promise<boolean> {
  const { kysely } = parts.database;
  const row = await findConnection(kysely, environment, slot);
  if (row?.connector !== wanted.connector.id) return false;
  try {
    const stored = withSecrets(parts.vault, wanted.connector, row, await listSecretsOf(kysely, environment, slot));
    return canonicalJson(stored) === canonicalJson(wanted.config);
  } catch {
    // unreadable: what the file says mends it
    return false;
  }
}
