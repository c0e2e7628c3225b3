import { refusalOfGrant } from '@slipway/connectors';
import { grantChangeSchema, grantListSchema, grantQuerySchema } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { instantFromMs } from '@slipway/shared/time';
import { deleteGrant, listGrants, saveGrant } from '../../stores/connections.ts';
import { ok, route } from '../route.ts';
import type { Services } from '../services.ts';

const answers = { 200: { name: 'GrantList', schema: grantListSchema } };

export const grantList = route({
  method: 'get',
  path: '/environments/{environment}/grants',
  permission: 'connection:read',
  environment: 'path',
  summary: 'The private addresses that actions of this environment may reach',
  answers,
  handle: async ({ environment }, services) => ok(await grantsOf(services, environment.id)),
});

export const grantChange = route({
  method: 'put',
  path: '/environments/{environment}/grants',
  permission: 'environment:admin',
  environment: 'path',
  summary: 'Lets actions of this environment reach a private host, address or range on one port',
  body: { name: 'GrantChange', schema: grantChangeSchema },
  answers,
  handle: async ({ environment, body, principal, audit }, services) => {
    const { host, port, reason } = body;
    const refusal = refusalOfGrant(host);
    if (refusal) {
      const problem = { code: 'not-grantable', severity: 'error', message: refusal, path: '/host' } as const;
      throw new Failure('invalid-request', `host: ${refusal}`, { cause: [problem] });
    }
    await services.database.transaction(async (transaction) => {
      const granted = await listGrants(transaction, environment.id);
      if (granted.some((grant) => grant.host === host && grant.port === port)) return;
      if (granted.length >= LIMITS.grants) throw new Failure('invalid-request', `at most ${LIMITS.grants} grants`);
      const by = { granted_at_ms: services.now(), granted_by: principal.name, reason: reason ?? null };
      await saveGrant(transaction, { environment: environment.id, host, port, ...by });
      await audit(transaction, {
        action: 'grant.given',
        object: `grant:${host}:${port}`,
        after: { host, port },
        reason,
      });
    });
    return ok(await grantsOf(services, environment.id));
  },
});

export const grantDelete = route({
  method: 'delete',
  path: '/environments/{environment}/grants',
  permission: 'environment:admin',
  environment: 'path',
  summary: 'Takes a grant back; the next call is refused',
  query: grantQuerySchema,
  answers,
  handle: async ({ environment, query, audit }, services) => {
    const { host, port } = query;
    await services.database.transaction(async (transaction) => {
      if (!(await deleteGrant(transaction, environment.id, { host, port }))) throw new Failure('not-found', 'grant');
      await audit(transaction, { action: 'grant.taken', object: `grant:${host}:${port}`, before: { host, port } });
    });
    return ok(await grantsOf(services, environment.id));
  },
});

async function grantsOf(services: Services, environment: string) {
  const rows = await listGrants(services.database.kysely, environment);
  return {
    items: rows.map(({ host, port, reason, granted_at_ms: atMs, granted_by }) => ({
      host,
      port,
      reason,
      grantedAt: atMs === null ? null : instantFromMs(atMs),
      grantedBy: granted_by,
    })),
  };
}
