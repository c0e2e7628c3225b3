import { connectors, jsonSchemaOf } from '@slipway/connectors';
import {
  type Connection,
  type ConnectorItem,
  connectionChangeSchema,
  connectionListSchema,
  connectionSchema,
  connectionTestRequestSchema,
  connectionTestSchema,
  connectorListSchema,
  removedSchema,
  secretChangeSchema,
  slotSchema,
  testMailSchema,
} from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { z } from 'zod';
import {
  changeConnection,
  describeConnections,
  removeConnection,
  type SlotChange,
  sendsMail,
  sendTestMail,
  testSlot,
} from '../../connections/index.ts';
import { ok, type RouteRequest, route } from '../route.ts';
import type { Services } from '../services.ts';

const params = z.object({ slot: slotSchema });

export const connectorList = route({
  method: 'get',
  path: '/connectors',
  permission: 'connection:read',
  environment: 'none',
  summary: 'Every connector with the schemas of its connection and operations',
  answers: { 200: { name: 'ConnectorList', schema: connectorListSchema } },
  handle: async () => ok({ items: connectors.map(faceOf) }),
});

export const connectionList = route({
  method: 'get',
  path: '/environments/{environment}/connections',
  permission: 'connection:read',
  environment: 'path',
  summary: 'Every slot that is bound or wanted, with its health; secrets are never told',
  answers: { 200: { name: 'ConnectionList', schema: connectionListSchema } },
  handle: async ({ environment }, services) => {
    const items = await describeConnections(services, environment.id);
    return ok({ items, deliversTo: environment.delivers_to });
  },
});

export const connectionDetail = route({
  method: 'get',
  path: '/environments/{environment}/connections/{slot}',
  permission: 'connection:read',
  environment: 'path',
  summary: 'A slot and what it is bound to',
  params,
  answers: { 200: { name: 'Connection', schema: connectionSchema } },
  handle: async ({ environment, params }, services) => ok(await connectionAt(services, environment.id, params.slot)),
});

export const connectionChange = route({
  method: 'put',
  path: '/environments/{environment}/connections/{slot}',
  permission: 'connection:write',
  environment: 'path',
  summary: 'Binds a slot; secrets are written or kept, never read',
  params,
  body: { name: 'ConnectionChange', schema: connectionChangeSchema },
  answers: { 200: { name: 'Connection', schema: connectionSchema } },
  handle: async (request, services) => {
    const { environment, principal, params, body } = request;
    if (writesSecret(body.config) && !principal.can('secret:write', environment.id)) {
      throw new Failure('forbidden', 'secret:write');
    }
    await changeConnection(services, slotChange(request, params.slot, body.reason), body);
    return ok(await connectionAt(services, environment.id, params.slot));
  },
});

export const connectionDelete = route({
  method: 'delete',
  path: '/environments/{environment}/connections/{slot}',
  permission: 'connection:write',
  environment: 'path',
  summary: 'Unbinds a slot and forgets its secrets',
  params,
  answers: { 200: { name: 'Removed', schema: removedSchema } },
  handle: async (request, services) => {
    await removeConnection(services, slotChange(request, request.params.slot));
    return ok({ removed: true });
  },
});

export const connectionTest = route({
  method: 'post',
  path: '/environments/{environment}/connections/{slot}/test',
  permission: 'connection:write',
  environment: 'path',
  summary: 'Asks the target whether the connection works; changes nothing there',
  params,
  body: { name: 'ConnectionTestRequest', schema: connectionTestRequestSchema },
  answers: { 200: { name: 'ConnectionTestAnswer', schema: connectionTestSchema } },
  handle: async ({ environment, params, signal, audit }, services) => {
    const answer = await testSlot(services, environment, params.slot, signal);
    const { ok: works, code } = answer;
    await services.database.transaction((transaction) =>
      audit(transaction, {
        action: 'connection.tested',
        object: objectOf(params.slot),
        after: { ok: works, code },
      }),
    );
    return ok(answer);
  },
});

export const connectionTestMail = route({
  method: 'post',
  path: '/environments/{environment}/connections/{slot}/test-mail',
  permission: 'connection:write',
  environment: 'path',
  summary: 'Sends a message that says it is a test',
  params,
  body: { name: 'TestMail', schema: testMailSchema },
  answers: { 200: { name: 'ConnectionTestAnswer', schema: connectionTestSchema } },
  handle: async ({ environment, params, body, principal, signal, audit }, services) => {
    const mail = { slot: params.slot, to: body.to, by: principal.name, signal };
    const answer = await sendTestMail(services, environment, mail);
    const { ok: works, code } = answer;
    await services.database.transaction((transaction) =>
      audit(transaction, {
        action: 'connection.test-mail.sent',
        object: objectOf(params.slot),
        after: { to: body.to, ok: works, code },
      }),
    );
    return ok(answer);
  },
});

function objectOf(slot: string): string {
  return `connection:${slot}`;
}

function slotChange(
  request: Pick<RouteRequest<unknown, unknown, unknown>, 'environment' | 'principal' | 'audit'>,
  slot: string,
  reason?: string,
): SlotChange {
  const { environment, principal, audit } = request;
  return {
    environment: environment.id,
    slot,
    by: principal.name,
    audit: (transaction, entry) => audit(transaction, { ...entry, object: objectOf(slot), reason }),
  };
}

async function connectionAt(services: Services, environment: string, slot: string): Promise<Connection> {
  const found = (await describeConnections(services, environment)).find((each) => each.slot === slot);
  if (!found) throw new Failure('not-found', `connection ${slot}`);
  return found;
}

/** Whether a change sets a secret anywhere; where it would not fit the schema it is refused later. */
function writesSecret(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const change = secretChangeSchema.safeParse(value);
  if (change.success && 'set' in change.data) return true;
  return Object.values(value).some(writesSecret);
}

function faceOf(connector: (typeof connectors)[number]): ConnectorItem {
  const { id, version, title, description, connection, operations, sources } = connector;
  return {
    id,
    version,
    title,
    description,
    connection: jsonSchemaOf(connection.schema),
    operations: Object.fromEntries(
      Object.entries(operations).map(([name, operation]) => [
        name,
        {
          title: operation.title,
          description: operation.description,
          input: jsonSchemaOf(operation.input),
          output: jsonSchemaOf(operation.output),
          idempotency: operation.idempotency,
          timeoutMs: operation.timeoutMs,
        },
      ]),
    ),
    sources: Object.entries(sources).map(([source, { title: name }]) => ({ id: source, title: name })),
    sendsMail: sendsMail(connector),
  };
}
