import {
  documentSchema,
  exportQuerySchema,
  newWorkflowSchema,
  renameSchema,
  workflowImportedSchema,
  workflowImportSchema,
} from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { createWorkflow, examine, needsOf, readFileText, readTests } from '../../library/index.ts';
import { findWorkflowVersion, type WorkflowVersionRow } from '../../stores/library.ts';
import { problemMessages } from '../failure-answer.ts';
import { ok, route } from '../route.ts';
import { authorOf, existing, limits, params } from './library-parts.ts';

export const libraryExport = route({
  method: 'get',
  path: '/workflows/{workflow}/export',
  permission: 'workflow:read',
  environment: 'none',
  summary:
    'A version as a file: its canonical text, with its tests around it where it has some; the newest where none is named',
  params,
  query: exportQuerySchema,
  answers: { 200: { name: 'WorkflowFile', schema: documentSchema } },
  handle: async ({ params, query }, services) => {
    const row = await existing(services.database.kysely, params.workflow);
    const version = await findWorkflowVersion(services.database.kysely, row.id, query.version ?? row.newest);
    if (!version) throw new Failure('not-found', 'version');
    return new Response(fileOf(version, query.tests), {
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
    const { graph, tests } = 'text' in body ? readFileText(body.text) : { graph: body.graph, tests: undefined };
    const name = nameIn(graph);
    const near = newWorkflowSchema.shape.id.safeParse(graph.id).data;
    const made = await services.database.transaction(async (transaction) => {
      const author = authorOf(principal);
      const result = await createWorkflow(transaction, { name, near, graph, tests, author, atMs: services.now() });
      const after = { id: result.id, name };
      await audit(transaction, { action: 'workflow.imported', object: `workflow:${result.id}`, after });
      return result;
    });
    const { problems } = examine(made.graph, made.id);
    return ok({ id: made.id, name, needs: needsOf(made.graph), problems: problemMessages(problems) });
  },
});

/** Byte for byte its canonical text; with tests it is a file as examples are, which `slipway test` plays. */
function fileOf({ graph, tests: text }: WorkflowVersionRow, tests: 'with' | 'without'): string {
  const own = readTests(text);
  if (tests === 'without' || own.scenarios.length === 0) return graph;
  return `{"workflow":${graph.trimEnd()},${JSON.stringify(own).slice(1, -1)}}\n`;
}

function nameIn(graph: Readonly<Record<string, unknown>>): string {
  const name = renameSchema.shape.name.safeParse(graph.name);
  return name.success ? name.data : 'Imported workflow';
}
