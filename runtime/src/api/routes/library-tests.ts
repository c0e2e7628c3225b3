import {
  type DraftTests,
  draftTestsChangeSchema,
  draftTestsConflictSchema,
  draftTestsSavedSchema,
  draftTestsSchema,
  versionTestsSchema,
} from '@slipway/shared/api';
import { FAILURES, Failure } from '@slipway/shared/failure';
import { keepDraftTests, readTests, testsOfDraft } from '../../library/index.ts';
import { findWorkflowVersion, lockWorkflow } from '../../stores/library.ts';
import { ok, route } from '../route.ts';
import { etagIn } from './drafts.ts';
import { existing, limits, params } from './library-parts.ts';
import { versionParams } from './library-versions.ts';

const path = '/workflows/{workflow}/draft/tests';

export const draftTestsRead = route({
  method: 'get',
  path,
  permission: 'workflow:edit',
  environment: 'none',
  summary: 'The tests that go with your draft: yours, or those of the version that it stands upon',
  params,
  answers: { 200: { name: 'DraftTests', schema: draftTestsSchema } },
  handle: async ({ params, principal }, services) => {
    const row = await existing(services.database.kysely, params.workflow);
    const { tests, ...rest } = await testsOfDraft(services.database.kysely, row, principal.id);
    const answer: Omit<DraftTests, 'tests'> & { readonly tests: unknown } = { ...rest, tests };
    return ok(answer);
  },
});

export const draftTestsSave = route({
  method: 'put',
  path,
  permission: 'workflow:edit',
  environment: 'none',
  summary:
    'Keeps the tests beside your draft; your next version carries them. Needs If-Match with the etag that you read',
  params,
  body: { name: 'DraftTestsChange', schema: draftTestsChangeSchema, limits },
  answers: {
    200: { name: 'DraftTestsSaved', schema: draftTestsSavedSchema },
    409: { name: 'DraftTestsConflict', schema: draftTestsConflictSchema },
  },
  handle: async ({ params, body, principal, header, audit }, services) => {
    const match = etagIn(header('if-match'));
    if (match === undefined) throw new Failure('invalid-request', 'an If-Match header is needed: the etag, or *');
    const names = body.tests.scenarios.map(({ name }) => name);
    if (new Set(names).size < names.length) throw new Failure('invalid-request', 'two tests have the same name');
    const etag = await services.database.transaction(async (transaction) => {
      const row = await lockWorkflow(transaction, params.workflow);
      if (!row) throw new Failure('not-found', 'workflow');
      const change = { person: principal.id, tests: body.tests, etag: match, atMs: services.now() };
      const kept = await keepDraftTests(transaction, row, change);
      // As of a draft, the audit has the beginning; the version tells the end.
      if (kept && match === '*')
        await audit(transaction, { action: 'workflow.tests.begun', object: `workflow:${row.id}` });
      return kept;
    });
    if (etag !== undefined) return ok({ etag });
    const detail = 'the tests were saved elsewhere meanwhile';
    return { status: 409, body: { code: 'conflict', title: FAILURES.conflict.title, detail } };
  },
});

export const libraryVersionTests = route({
  method: 'get',
  path: '/workflows/{workflow}/versions/{number}/tests',
  permission: 'workflow:read',
  environment: 'none',
  summary: 'The tests that were saved with a version',
  params: versionParams,
  answers: { 200: { name: 'VersionTests', schema: versionTestsSchema } },
  handle: async ({ params }, services) => {
    const version = await findWorkflowVersion(services.database.kysely, params.workflow, params.number);
    if (!version) throw new Failure('not-found', 'version');
    return ok({ tests: readTests(version.tests) });
  },
});
