import {
  documentSchema,
  doneSchema,
  duplicateSchema,
  exportQuerySchema,
  type LibraryWorkflow,
  libraryItemSchema,
  libraryQuerySchema,
  libraryVersionSchema,
  libraryWorkflowSchema,
  newVersionSchema,
  newWorkflowSchema,
  pageOf,
  pageQuerySchema,
  renameSchema,
  type VersionConflict,
  type VersionMade,
  versionConflictSchema,
  versionDetailSchema,
  versionMadeSchema,
  type WorkflowInUse,
  workflowImportedSchema,
  workflowImportSchema,
  workflowInUseSchema,
  workflowMadeSchema,
} from '@slipway/shared/api';
import { EXAMPLES } from '@slipway/shared/examples';
import { FAILURES, Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { z } from 'zod';
import {
  blankGraph,
  createWorkflow,
  examine,
  GRAPH_READING,
  needsOf,
  readFileText,
  readVersion,
  saveVersion,
} from '../../library/index.ts';
import { findDraft } from '../../stores/drafts.ts';
import { listEnvironments } from '../../stores/environments.ts';
import {
  deleteWorkflow,
  findWorkflowRow,
  findWorkflowVersion,
  lockWorkflow,
  updateWorkflow,
  usesOf,
} from '../../stores/library.ts';
import {
  findInLibrary,
  listLibrary,
  listLibraryVersions,
  readDraftState,
  type Viewer,
  versionItem,
} from '../../stores/library-reads.ts';
import type { Executor } from '../../stores/statement.ts';
import { problemMessages } from '../failure-answer.ts';
import type { Principal } from '../principal.ts';
import { idParameter, ok, route } from '../route.ts';
import type { Services } from '../services.ts';

const params = z.object({ workflow: idParameter });
const versionParams = z.object({ workflow: idParameter, number: z.coerce.number().int().min(1).max(1_000_000) });
/** Beside the graph, the request holds a message and little else; its text arrives escaped. */
const limits = { bytes: GRAPH_READING.bytes * 2, keys: GRAPH_READING.keys + 100 };

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
    const graph = 'blank' in from ? blankGraph() : 'graph' in from ? from.graph : exampleGraph(from.example);
    const made = await services.database.transaction(async (transaction) => {
      const { id } = await createWorkflow(transaction, {
        name,
        id: body.id,
        graph,
        author: authorOf(principal),
        atMs: services.now(),
      });
      await audit(transaction, { action: 'workflow.created', object: `workflow:${id}`, after: { id, name } });
      return { id };
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
      if (used.live.length + used.openRuns.length > 0) return used;
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
    ...(hidden ? ['used in an environment that you do not see'] : []),
  ].join(', ');
  return { code: 'conflict', title: FAILURES.conflict.title, detail, live, openRuns };
}

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
      const { id } = await createWorkflow(transaction, {
        name: body.name,
        graph: JSON.parse(text) as Record<string, unknown>,
        author: authorOf(principal),
        atMs: services.now(),
      });
      const after = { id, name: body.name, from: row.id };
      await audit(transaction, { action: 'workflow.duplicated', object: `workflow:${id}`, after });
      return { id };
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

export const libraryExport = route({
  method: 'get',
  path: '/workflows/{workflow}/export',
  permission: 'workflow:read',
  environment: 'none',
  summary: 'A version as a file, byte for byte its canonical text; the newest where none is named',
  params,
  query: exportQuerySchema,
  answers: { 200: { name: 'WorkflowFile', schema: documentSchema } },
  handle: async ({ params, query }, services) => {
    const row = await existing(services.database.kysely, params.workflow);
    const version = await findWorkflowVersion(services.database.kysely, row.id, query.version ?? row.newest);
    if (!version) throw new Failure('not-found', 'version');
    return new Response(version.graph, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="${row.id}.v${version.number}.json"`,
        'cache-control': 'no-store',
        etag: `"${version.hash}"`,
      },
    });
  },
});

export const libraryImport = route({
  method: 'post',
  path: '/workflows/import',
  permission: 'workflow:edit',
  environment: 'none',
  summary: 'Takes a file in as a draft of yours. Nothing of it runs before somebody saves and releases it',
  body: { name: 'WorkflowImport', schema: workflowImportSchema, limits },
  answers: { 200: { name: 'WorkflowImported', schema: workflowImportedSchema } },
  handle: async ({ body, principal, audit }, services) => {
    const graph = 'text' in body ? readFileText(body.text) : body.graph;
    const name = nameIn(graph);
    const near = newWorkflowSchema.shape.id.safeParse(graph.id).data;
    const made = await services.database.transaction(async (transaction) => {
      const author = authorOf(principal);
      const result = await createWorkflow(transaction, { name, near, graph, author, atMs: services.now() });
      const after = { id: result.id, name };
      await audit(transaction, { action: 'workflow.imported', object: `workflow:${result.id}`, after });
      return result;
    });
    const { problems } = examine(made.graph, made.id);
    return ok({ id: made.id, name, needs: needsOf(made.graph), problems: problemMessages(problems) });
  },
});

function nameIn(graph: Readonly<Record<string, unknown>>): string {
  const name = renameSchema.shape.name.safeParse(graph.name);
  return name.success ? name.data : 'Imported workflow';
}

function exampleGraph(id: string): Readonly<Record<string, unknown>> {
  const example = EXAMPLES.find(({ workflow }) => workflow.id === id);
  if (!example) throw new Failure('not-found', `example ${id}`);
  return example.workflow;
}

async function existing(executor: Executor, id: string) {
  const row = await findWorkflowRow(executor, id);
  if (!row) throw new Failure('not-found', 'workflow');
  return row;
}

async function locked(transaction: Executor, id: string) {
  const row = await lockWorkflow(transaction, id);
  if (!row) throw new Failure('not-found', 'workflow');
  return row;
}

function authorOf({ id, name }: Principal) {
  return { id, name };
}

/** States of environments that somebody may not read are not told. */
async function viewerOf(services: Services, principal: Principal): Promise<Viewer> {
  const environments = await listEnvironments(services.database.kysely);
  const readable = environments.filter(({ id }) => principal.can('workflow:read', id));
  return { person: principal.id, environments: readable.map(({ id }) => id) };
}
