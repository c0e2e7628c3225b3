import {
  auditItemSchema,
  auditQuerySchema,
  auditVerifiedSchema,
  auditVerifyQuerySchema,
  pageOf,
} from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { z } from 'zod';
import { exportAudit } from '../../audit/export.ts';
import { verifyAudit } from '../../audit/verify.ts';
import { listAudit } from '../../stores/audit-reads.ts';
import { listEnvironments } from '../../stores/environments.ts';
import type { Principal } from '../principal.ts';
import { ok, route } from '../route.ts';
import type { Services } from '../services.ts';

export const auditList = route({
  method: 'get',
  path: '/audit',
  permission: 'audit:read',
  environment: 'none',
  summary: 'Who changed what, newest first; of the environments whose audit one may read',
  query: auditQuerySchema,
  answers: { 200: { name: 'AuditPage', schema: pageOf(auditItemSchema) } },
  handle: async ({ principal, query }, services) => {
    const visible = await visibleTo(services, principal);
    if (query.environment !== undefined && visible !== null && !visible.includes(query.environment)) {
      throw new Failure('not-found', `environment ${query.environment}`);
    }
    return ok(await listAudit(services.database.kysely, visible, query));
  },
});

export const auditVerify = route({
  method: 'get',
  path: '/audit/verify',
  permission: 'audit:read',
  environment: 'none',
  summary: 'Whether every entry of the audit is what was written, and the first that is not',
  query: auditVerifyQuerySchema,
  answers: { 200: { name: 'AuditVerified', schema: auditVerifiedSchema } },
  handle: async ({ query }, services) => ok(await verifyAudit(services.database.kysely, query.head)),
});

export const auditExport = route({
  method: 'get',
  path: '/audit/export',
  permission: 'audit:read',
  environment: 'none',
  summary: 'The audit as JSON lines, oldest first, with the hashes that chain it',
  answers: { 200: { name: 'AuditLine', schema: z.unknown(), contentType: 'application/x-ndjson' } },
  handle: async ({ principal }, services) => {
    const lines = exportAudit(services.database.kysely, await visibleTo(services, principal));
    return new Response(streamOf(encoded(lines)), {
      headers: {
        'content-type': 'application/x-ndjson; charset=utf-8',
        'content-disposition': 'attachment; filename="slipway-audit.jsonl"',
        'cache-control': 'no-store',
      },
    });
  },
});

/** Reads on only as fast as the other side takes it. */
function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}

async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const line of lines) yield encoder.encode(line);
}

/** The environments whose audit somebody may read; null is all, and what belongs to none. */
async function visibleTo(services: Services, principal: Principal): Promise<readonly string[] | null> {
  if (principal.can('user:read', null)) return null;
  const environments = await listEnvironments(services.database.kysely);
  return environments.map(({ id }) => id).filter((id) => principal.can('audit:read', id));
}
