import { randomUUID } from 'node:crypto';
import { type Connector, callOperation, createTransports, findConnector, testConnection } from '@slipway/connectors';
import type { ConnectionTestAnswer } from '@slipway/shared/api';
import { Failure, type FailureCode, isFailure } from '@slipway/shared/failure';
import { canonicalJson } from '@slipway/shared/json';
import { instantFromMs } from '@slipway/shared/time';
import { type ConnectionRow, findConnection, listGrants, saveLastTest } from '../stores/connections.ts';
import type { Environment } from '../stores/environments.ts';
import { openConnection } from './open-connection.ts';
import type { ConnectionParts } from './parts.ts';

/** What a test found, before it is timed. */
interface Found {
  readonly ok: boolean | null;
  readonly detail: string;
  readonly code?: FailureCode;
}

const KEPT_HERE = 'Not asked: this environment keeps everything in its outbox and reaches no target.';

/**
 * Asks the target of a slot whether its connection works, as an action would reach it. Never fails for what it finds; with
 * `not-found` where the slot is bound to nothing. Where nothing may leave, `ok` is null and the detail says so, but what can
 * be known without asking (the configuration, the key of its secrets) is still checked.
 */
export async function testSlot(
  parts: ConnectionParts,
  environment: Environment,
  slot: string,
  signal?: AbortSignal,
): Promise<ConnectionTestAnswer> {
  const row = await rowOf(parts, environment, slot);
  const answer = await timed(parts, row, async (connector, connection) => {
    const parsed = connector.connection.schema.safeParse(connection);
    if (!parsed.success) {
      const detail = parsed.error.issues.map((issue) => `${issue.path.map(String).join('.')}: ${issue.message}`);
      return { ok: false, code: 'invalid-connection', detail: detail.slice(0, 5).join('; ') };
    }
    if (environment.delivers_to === 'outbox') return { ok: null, detail: KEPT_HERE };
    return throughGuard(parts, environment, async (transports) => {
      return testConnection({ connector, connection, transports, ...(signal ? { signal } : {}) });
    });
  });
  await saveLastTest(parts.database.kysely, row, canonicalJson(answer));
  return answer;
}

/** Sends a message that says it is a test. Fails with `invalid-request` where the slot sends no mail. */
export async function sendTestMail(
  parts: ConnectionParts,
  environment: Environment,
  mail: { readonly slot: string; readonly to: string; readonly by: string; readonly signal?: AbortSignal },
): Promise<ConnectionTestAnswer> {
  const row = await rowOf(parts, environment, mail.slot);
  if (!sendsMail(findConnector(row.connector))) {
    throw new Failure('invalid-request', `“${mail.slot}” is no email connection`);
  }
  return timed(parts, row, async (connector, connection) => {
    if (environment.delivers_to === 'outbox') return { ok: null, detail: KEPT_HERE };
    return throughGuard(parts, environment, async (transports) => {
      const text = [
        `This is a test of the connection “${mail.slot}” in the environment “${environment.id}”.`,
        `${mail.by} asked for it. Nothing has happened to any shipment.`,
      ].join('\n\n');
      const input = { to: mail.to, subject: `Slipway: test from ${environment.id}`, text };
      const actionId = `test-mail-${randomUUID()}`;
      const { signal } = mail;
      const call = { connector, operation: 'send', connection, input, actionId, transports };
      const outcome = await callOperation({ ...call, ...(signal ? { signal } : {}) });
      if (outcome.kind !== 'done') return { ok: false, code: outcome.code, detail: outcome.detail };
      return { ok: true, detail: `The server took the message for ${mail.to}.` };
    });
  });
}

/** Whether a connector sends mail. */
export function sendsMail(connector: Connector | undefined): boolean {
  return connector?.id === 'email';
}

async function rowOf(parts: ConnectionParts, environment: Environment, slot: string): Promise<ConnectionRow> {
  const row = await findConnection(parts.database.kysely, environment.id, slot);
  if (!row) throw new Failure('not-found', `connection ${slot}`);
  return row;
}

async function timed(
  parts: ConnectionParts,
  row: ConnectionRow,
  ask: (connector: Connector, connection: unknown) => Promise<Found>,
): Promise<ConnectionTestAnswer> {
  const beganMs = performance.now();
  const found = await foundBy(parts, row, ask);
  return {
    ok: found.ok,
    ms: Math.round(performance.now() - beganMs),
    detail: inWords(found).slice(0, 500),
    code: found.code ?? null,
    at: instantFromMs(parts.now()),
  };
}

/** For a person: what the code means, and then what the target or the network said. */
function inWords({ code, detail }: Found): string {
  return code === undefined ? detail : new Failure(code, detail).message;
}

async function foundBy(
  parts: ConnectionParts,
  row: ConnectionRow,
  ask: (connector: Connector, connection: unknown) => Promise<Found>,
): Promise<Found> {
  const connector = findConnector(row.connector);
  if (!connector) return { ok: false, code: 'not-connected', detail: `there is no connector ${row.connector} here` };
  try {
    return await ask(connector, await openConnection(parts.database.kysely, parts.vault, connector, row));
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { ok: false, code: error.code, detail: error.detail };
  }
}

/** Runs `work` with the ways out that actions of the environment have: guarded, and with its grants. */
async function throughGuard(
  parts: ConnectionParts,
  environment: Environment,
  work: (transports: ReturnType<typeof createTransports>) => Promise<Found>,
): Promise<Found> {
  const listed = await listGrants(parts.database.kysely, environment.id);
  const transports = createTransports({ grants: listed.map(({ host, port }) => ({ host, port })) });
  try {
    return await work(transports);
  } finally {
    await transports.close();
  }
}
