import {
  libraryVersionSchema,
  newVersionSchema,
  pageOf,
  pageQuerySchema,
  type VersionConflict,
  type VersionMade,
  versionConflictSchema,
  versionDetailSchema,
  versionMadeSchema,
} from '@slipway/shared/api';
import { FAILURES, Failure } from '@slipway/shared/failure';
import { z } from 'zod';
import { examine, readVersion, saveVersion } from '../../library/index.ts';
import { findWorkflowVersion } from '../../stores/library.ts';
import { listLibraryVersions, readDraftState, versionItem } from '../../stores/library-reads.ts';
import { problemMessages } from '../failure-answer.ts';
import { idParameter, ok, route } from '../route.ts';
import { authorOf, existing, limits, params } from './library-parts.ts';

export const versionParams = z.object({ workflow: idParameter, number: z.coerce.number().int().min(1).max(1_000_000) });

export const libraryVersions = route({
  method: 'get',
  path: '/workflows/{workflow}/versions',
  permission: 'workflow:read',
  environment: 'none',
  summary: 'The versions of a workflow, newest first',
  params,
  query: pageQuerySchema,
  answers: { 200: { name: 'LibraryVersionPage', schema: pageOf(libraryVersionSchema) } },
  handle: async ({ params, query }, services) => {
    await existing(services.database.kysely, params.workflow);
    return ok(await listLibraryVersions(services.database, params.workflow, query));
  },
});

export const librarySave = route({
  method: 'post',
  path: '/workflows/{workflow}/versions',
  permission: 'workflow:edit',
  environment: 'none',
  summary: 'Saves the next version; refused where its base is not the newest any more, or where it has errors',
  params,
  body: { name: 'NewVersion', schema: newVersionSchema, limits },
  answers: {
    200: { name: 'VersionMade', schema: versionMadeSchema },
    409: { name: 'VersionConflict', schema: versionConflictSchema },
  },
  handle: async ({ params, body, principal, audit }, services) => {
    const { graph: given, base, message } = body;
    const row = await existing(services.database.kysely, params.workflow);
    const { workflow, problems } = readVersion(given, row.id);
    const saved = await services.database.transaction(async (transaction) => {
      const author = authorOf(principal);
      const result = await saveVersion(transaction, workflow, { given, base, message, author, atMs: services.now() });
      if (result.is === 'made') {
        const { number, hash } = result.version;
        await audit(transaction, {
          action: 'workflow.version.saved',
          object: `workflow:${row.id}`,
          before: { number: number - 1 },
          after: { number, hash },
          ...(message ? { reason: message } : {}),
        });
      }
      return result;
    });
    if (saved.is === 'conflict') {
      const newest = saved.newest ? versionItem(saved.newest) : null;
      const detail = newest ? `version ${newest.number} was saved by ${newest.author.name}` : 'there is no version yet';
      const answer: VersionConflict = { code: 'conflict', title: FAILURES.conflict.title, detail, newest };
      return { status: 409, body: answer };
    }
    const { number, hash } = saved.version;
    const now = await existing(services.database.kysely, row.id);
    const mine = await readDraftState(services.database, now, principal.id);
    const answer: VersionMade = { number, hash, made: saved.is === 'made', problems: problemMessages(problems), mine };
    return ok(answer);
  },
});

export const libraryVersion = route({
  method: 'get',
  path: '/workflows/{workflow}/versions/{number}',
  permission: 'workflow:read',
  environment: 'none',
  summary: 'A version of a workflow with its graph',
  params: versionParams,
  answers: { 200: { name: 'VersionDetail', schema: versionDetailSchema } },
  handle: async ({ params }, services) => {
    const version = await findWorkflowVersion(services.database.kysely, params.workflow, params.number);
    if (!version) throw new Failure('not-found', 'version');
    const graph: unknown = JSON.parse(version.graph);
    const { problems } = examine(graph, params.workflow);
    return ok({ ...versionItem(version), graph, problems: problemMessages(problems) });
  },
});
