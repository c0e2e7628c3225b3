import { type Connector, secretPlaces } from '@slipway/connectors';
import type { ConnectionRow } from '../stores/connections.ts';
import { listSecretsOf, type SecretRow } from '../stores/secrets.ts';
import type { Executor } from '../stores/statement.ts';
import type { Vault } from '../vault/index.ts';
import { withValuesAt } from './field.ts';

/**
 * The connection with its secrets put in, for the one call that needs it: keep it nowhere. Fails with `secret-unreadable`
 * where a key is gone, or a secret was stored for another environment, slot, connector or target.
 */
export async function openConnection(
  executor: Executor,
  vault: Vault,
  connector: Connector,
  row: ConnectionRow,
): Promise<unknown> {
  const config: unknown = JSON.parse(row.config);
  // Every call of every action comes through here: what has no place for a secret costs no query.
  if (secretPlaces(connector.connection.schema, config).length === 0) return config;
  return withSecrets(vault, connector, row, await listSecretsOf(executor, row.environment, row.slot));
}

/** As `openConnection`, with the secrets read already. */
export function withSecrets(
  vault: Vault,
  connector: Connector,
  row: ConnectionRow,
  secrets: readonly SecretRow[],
): unknown {
  const config: unknown = JSON.parse(row.config);
  if (secrets.length === 0) return config;
  // Bound to where the connection points now, not to what the row of the secret says of itself.
  const { environment, slot } = row;
  const place = { environment, slot, connector: connector.id, target: targetOf(connector, config) ?? '' };
  return withValuesAt(
    config,
    new Map(secrets.map((secret) => [secret.field, vault.open({ ...place, field: secret.field }, secret)])),
  );
}

/** Protocol, host and port of a connection; null where it has none or they cannot be told. */
export function targetOf(connector: Connector, config: unknown): string | null {
  const { target } = connector.connection;
  if (!target) return null;
  try {
    return target(config as never);
  } catch {
    return null;
  }
}
