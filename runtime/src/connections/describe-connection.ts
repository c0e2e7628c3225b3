import { findConnector } from '@slipway/connectors';
import type { Connection, ConnectionHealth, ConnectionTestAnswer } from '@slipway/shared/api';
import { isFailure } from '@slipway/shared/failure';
import type { Problem } from '@slipway/shared/problem';
import { instantFromMs } from '@slipway/shared/time';
import { NO_HEALTH, readHealth } from '../stores/connection-health-reads.ts';
import { type ConnectionRow, listConnections } from '../stores/connections.ts';
import { type LiveNeeds, listLiveNeeds } from '../stores/live-needs-reads.ts';
import { listSecretsIn, type SecretRow } from '../stores/secrets.ts';
import type { Vault } from '../vault/index.ts';
import { pointerOf, withValuesAt } from './field.ts';
import { targetOf, withSecrets } from './open-connection.ts';
import type { ConnectionParts } from './parts.ts';

const HEALTH_MS = 3_600_000;

/** Every slot of an environment that is bound, or that a live workflow names, in order of its name. */
export async function describeConnections(parts: ConnectionParts, environment: string): Promise<readonly Connection[]> {
  const { database, vault, now } = parts;
  const rows = new Map((await listConnections(database.kysely, environment)).map((row) => [row.slot, row]));
  const secrets = Map.groupBy(await listSecretsIn(database.kysely, environment), (secret) => secret.slot);
  const needs = await listLiveNeeds(database.kysely, environment);
  const health = await readHealth(database.kysely, environment, { sinceMs: now() - HEALTH_MS, nowMs: now() });
  const slots = new Set([...rows.keys(), ...needs.flatMap((need) => need.slots.map(({ slot }) => slot))]);
  return [...slots].sort().map((slot) => {
    const known = { slot, usedBy: usesOf(needs, slot), health: health.get(slot) ?? NO_HEALTH };
    const row = rows.get(slot);
    return row ? bound(vault, row, secrets.get(slot) ?? [], known) : unbound(known);
  });
}

/** A stored configuration as it may be shown: where a secret is, only that it is. */
export function shown(config: string, secrets: readonly { readonly field: string }[]): unknown {
  return withValuesAt(JSON.parse(config), new Map(secrets.map(({ field }) => [field, { set: true }])));
}

interface Known {
  readonly slot: string;
  readonly usedBy: Connection['usedBy'];
  readonly health: ConnectionHealth;
}

function usesOf(needs: readonly LiveNeeds[], slot: string): Connection['usedBy'] {
  return needs.flatMap(({ workflow, name, slots }) => {
    const use = slots.find((each) => each.slot === slot);
    return use ? [{ workflow, name, connector: use.connector }] : [];
  });
}

function unbound(known: Known): Connection {
  const wanted = [...new Set(known.usedBy.map((use) => use.connector))].join(' or ');
  const message = `Nothing is bound to “${known.slot}”; ${wanted} is wanted. Actions that need it fail.`;
  return {
    ...known,
    connector: null,
    title: null,
    version: null,
    config: null,
    target: null,
    problems: [{ code: 'unbound-slot', severity: 'error', message }],
    revision: 0,
    updatedAt: null,
    updatedBy: null,
    lastTest: null,
  };
}

function bound(vault: Vault, row: ConnectionRow, secrets: readonly SecretRow[], known: Known): Connection {
  const connector = findConnector(row.connector);
  const config = JSON.parse(row.config) as Record<string, unknown>;
  return {
    ...known,
    connector: row.connector,
    title: connector?.title ?? null,
    version: connector?.version ?? null,
    config: shown(row.config, secrets) as Record<string, unknown>,
    target: connector ? targetOf(connector, config) : null,
    problems: [...problemsOf(vault, row, secrets), ...mismatches(row, known)],
    revision: row.revision,
    updatedAt: row.updated_at_ms === null ? null : instantFromMs(row.updated_at_ms),
    updatedBy: row.updated_by,
    lastTest: row.last_test === null ? null : (JSON.parse(row.last_test) as ConnectionTestAnswer),
  };
}

/** What keeps a stored connection from working, without asking its target. */
function problemsOf(vault: Vault, row: ConnectionRow, secrets: readonly SecretRow[]): Connection['problems'] {
  const connector = findConnector(row.connector);
  if (!connector) {
    return [error('unknown-connector', `There is no connector “${row.connector}” here.`, '/connector')];
  }
  try {
    const parsed = connector.connection.schema.safeParse(withSecrets(vault, connector, row, secrets));
    if (parsed.success) return [];
    return parsed.error.issues
      .slice(0, 20)
      .map((issue) => error('invalid-field', issue.message, `/config${pointerOf(issue.path)}`));
  } catch (thrown) {
    if (!isFailure(thrown)) throw thrown;
    const fields = secrets.map((secret) => secret.field).join(', ');
    return [error(thrown.code, `A stored secret (${fields}) cannot be opened any more. Enter it anew.`, '/config')];
  }
}

function mismatches(row: ConnectionRow, known: Known): Connection['problems'] {
  const other = known.usedBy.filter((use) => use.connector !== row.connector);
  return other.map((use) =>
    error('wrong-connector', `“${use.name}” wants ${use.connector} here and finds ${row.connector}.`, '/connector'),
  );
}

function error(code: string, message: string, path: string): Problem & { path: string; fix?: never } {
  return { code, severity: 'error', message, path };
}
