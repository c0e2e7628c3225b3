import {
  doneSchema,
  duplicateSchema,
  type LibraryWorkflow,
  libraryItemSchema,
  libraryQuerySchema,
  libraryWorkflowSchema,
  newWorkflowSchema,
  pageOf,
  renameSchema,
  type WorkflowInUse,
  workflowInUseSchema,
  workflowMadeSchema,
} from '@slipway/shared/api';
import { EXAMPLES, type Example } from '@slipway/shared/examples';
import { testsOf } from '@slipway/shared/examples/tests.ts';
import { FAILURES, Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { blankGraph, copyExample, createWorkflow, readTests, testsOfDraft } from '../../library/index.ts';
import { findDraft } from '../../stores/drafts.ts';
import { listEnvironments } from '../../stores/environments.ts';
import { deleteWorkflow, findWorkflowVersion, lockWorkflow, updateWorkflow, usesOf } from '../../stores/library.ts';
import { findInLibrary, listLibrary, listLibraryVersions, type Viewer } from '../../stores/library-reads.ts';
import type { Executor } from '../../stores/statement.ts';
import type { Principal } from '../principal.ts';
import { ok, route } from '../route.ts';
import type { Services } from '../services.ts';
import { authorOf, existing, limits, params } from './library-parts.ts';

export const libraryList = route({
  method: 'get',
  path: '/workflows',
  permission: 'workflow:read',
  environment: 'none',
  summary: 'The library: every workflow with what each environment runs of it, last changed first',
  query: libraryQuerySchema,
  answers: { 200: { name: 'LibraryPage', schema: pageOf(libraryItemSchema) } },
  handle: async ({ query, principal }, services) =>
    ok(await listLibrary(services.database, await viewerOf(services, principal), query)),
});

export const libraryCreate = route({
  method: 'post',
  path: '/workflows',
  permission: 'workflow:edit',
  environment: 'none',
  summary: 'Makes a workflow: blank, from an example or from a graph; what is made is a draft of yours',
  body: { name: 'NewWorkflow', schema: newWorkflowSchema, limits },
  answers: { 200: { name: 'WorkflowMade', schema: workflowMadeSchema } },
  handle: async ({ body, principal, audit }, services) => {
    const { name, from } = body;
    const example = 'example' in from ? exampleOf(from.example) : undefined;
    const author = authorOf(principal);
    const atMs = services.now();
    const made = await services.database.transaction(async (transaction) => {
      const { graph, parts } = example
        ? await copyExample(transaction, example, { author, atMs })
        : { graph: 'graph' in from ? from.graph : blankGraph(), parts: [] };
      const tests = example && testsOf(example);
      const { id } = await createWorkflow(transaction, { name, id: body.id, graph, tests, author, atMs });
      const after = { id, name, ...(parts.length > 0 ? { parts } : {}) };
      await audit(transaction, { action: 'workflow.created', object: `workflow:${id}`, after });
      return { id, parts, references: (example?.references ?? []).map(({ id: reference }) => reference) };
    });
    return ok(made);
  },
});

export const libraryDetail = route({
  method: 'get',
  path: '/workflows/{workflow}',
  permission: 'workflow:read',
  environment: 'none',
  summary: 'A workflow of the library with its versions, your draft and what environments run',
  params,
  answers: { 200: { name: 'LibraryWorkflow', schema: libraryWorkflowSchema } },
  handle: async ({ params, principal }, services) => {
    const viewer = await viewerOf(services, principal);
    const item = await findInLibrary(services.database, viewer, params.workflow);
    if (!item) throw new Failure('not-found', 'workflow');
    const versions = await listLibraryVersions(services.database, params.workflow, { limit: LIMITS.pageRows });
    const answer: LibraryWorkflow = {
      ...item,
      versions: [...versions.items],
      versionCount: item.newest?.number ?? 0,
    };
    return ok(answer);
  },
});

export const libraryDelete = route({
  method: 'delete',
  path: '/workflows/{workflow}',
  permission: 'workflow:edit',
  environment: 'none',
  summary: 'Deletes a workflow that no environment runs, with its versions and drafts',
  params,
  answers: {
    200: { name: 'Done', schema: doneSchema },
    409: { name: 'WorkflowInUse', schema: workflowInUseSchema },
  },
  handle: async ({ params, principal, audit }, services) => {
    const uses = await services.database.transaction(async (transaction) => {
      const row = await locked(transaction, params.workflow);
      const used = await usesOf(transaction, row.id);
      if (used.live.length + used.openRuns.length + used.partOf.length > 0) return used;
      await deleteWorkflow(transaction, row.id);
      const before = { name: row.name, versions: row.newest };
      await audit(transaction, { action: 'workflow.deleted', object: `workflow:${row.id}`, before });
      return undefined;
    });
    if (!uses) return ok({ done: true });
    const { environments } = await viewerOf(services, principal);
    return { status: 409, body: inUse(uses, environments) };
  },
});

/** Where it is used; environments that the asker may not see are not named. */
function inUse(uses: Awaited<ReturnType<typeof usesOf>>, visible: readonly string[]): WorkflowInUse {
  const live = uses.live.filter((environment) => visible.includes(environment));
  const openRuns = uses.openRuns.filter(({ environment }) => visible.includes(environment));
  const hidden = live.length < uses.live.length || openRuns.length < uses.openRuns.length;
  const detail = [
    ...live.map((environment) => `live in ${environment}`),
    ...openRuns.map(({ environment, count }) => `${count} open runs in ${environment}`),
    ...(uses.partOf.length > 0 ? [`a part of ${uses.partOf.map(({ name }) => name).join(', ')}`] : []),
    ...(hidden ? ['used in an environment that you do not see'] : []),
  ].join(', ');
  return { code: 'conflict', title: FAILURES.conflict.title, detail, live, openRuns, partOf: [...uses.partOf] };
}

export const libraryRename = route({
  method: 'post',
  path: '/workflows/{workflow}/rename',
  permission: 'workflow:edit',
  environment: 'none',
  summary: 'Gives a workflow another name; its id stays, and its next version carries the name',
  params,
  body: { name: 'Rename', schema: renameSchema },
  answers: { 200: { name: 'Done', schema: doneSchema } },
  handle: async ({ params, body, audit }, services) => {
    await services.database.transaction(async (transaction) => {
      const row = await locked(transaction, params.workflow);
      if (row.name === body.name) return;
      await updateWorkflow(transaction, row.id, { name: body.name, updated_at_ms: services.now() });
      const change = { before: { name: row.name }, after: { name: body.name } };
      await audit(transaction, { action: 'workflow.renamed', object: `workflow:${row.id}`, ...change });
    });
    return ok({ done: true });
  },
});

export const libraryDuplicate = route({
  method: 'post',
  path: '/workflows/{workflow}/duplicate',
  permission: 'workflow:edit',
  environment: 'none',
  summary: 'Makes another workflow of a version, or of your draft',
  params,
  body: { name: 'Duplicate', schema: duplicateSchema },
  answers: { 200: { name: 'WorkflowMade', schema: workflowMadeSchema } },
  handle: async ({ params, body, principal, audit }, services) => {
    const made = await services.database.transaction(async (transaction) => {
      const row = await existing(transaction, params.workflow);
      const text =
        body.from === 'draft'
          ? (await findDraft(transaction, row.id, principal.id))?.graph
          : (await findWorkflowVersion(transaction, row.id, body.version ?? row.newest))?.graph;
      if (text === undefined) throw new Failure('not-found', body.from);
      const tests =
        body.from === 'draft'
          ? (await testsOfDraft(transaction, row, principal.id)).tests
          : readTests((await findWorkflowVersion(transaction, row.id, body.version ?? row.newest))?.tests);
      const { id } = await createWorkflow(transaction, {
        name: body.name,
        graph: JSON.parse(text) as Record<string, unknown>,
        tests,
        author: authorOf(principal),
        atMs: services.now(),
      });
      const after = { id, name: body.name, from: row.id };
      await audit(transaction, { action: 'workflow.duplicated', object: `workflow:${id}`, after });
      return { id, parts: [], references: [] };
    });
    return ok(made);
  },
});

export const libraryArchive = archiving('archive', true, 'Puts a workflow aside; what runs goes on');
export const libraryRestore = archiving('restore', false, 'Brings a workflow back from the archive');

function archiving(verb: 'archive' | 'restore', archived: boolean, summary: string) {
  return route({
    method: 'post',
    path: `/workflows/{workflow}/${verb}`,
    permission: 'workflow:edit',
    environment: 'none',
    summary,
    params,
    answers: { 200: { name: 'Done', schema: doneSchema } },
    handle: async ({ params, audit }, services) => {
      await services.database.transaction(async (transaction) => {
        const row = await locked(transaction, params.workflow);
        if (row.archived === archived) return;
        await updateWorkflow(transaction, row.id, { archived, updated_at_ms: services.now() });
        const change = { before: { archived: row.archived }, after: { archived } };
        await audit(transaction, { action: `workflow.${verb}d`, object: `workflow:${row.id}`, ...change });
      });
      return ok({ done: true });
    },
  });
}

function exampleOf(id: string): Example {
  const example = EXAMPLES.find(({ workflow }) => workflow.id === id);
  if (!example) throw new Failure('not-found', `example ${id}`);
  return example;
}

async function locked(transaction: Executor, id: string) {
  const row = await lockWorkflow(transaction, id);
  if (!row) throw new Failure('not-found', 'workflow');
  return row;
}

/** States of environments that somebody may not read are not told. */
async function viewerOf(services: Services, principal: Principal): Promise<Viewer> {
  const environments = await listEnvironments(services.database.kysely);
  const readable = environments.filter(({ id }) => principal.can('workflow:read', id));
  return { person: principal.id, environments: readable.map(({ id }) => id) };
}
