import {
  type Counters,
  countersSchema,
  pageOf,
  pageQuerySchema,
  workflowItemSchema,
  workflowQuerySchema,
  workflowSchema,
} from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { instantFromMs } from '@slipway/shared/time';
import { stepOf, type Workflow } from '@slipway/shared/workflow';
import { z } from 'zod';
import { countsOf } from '../../stores/counters-reads.ts';
import type { Environment } from '../../stores/environments.ts';
import { findGraph, listVersions } from '../../stores/versions-reads.ts';
import { findWorkflow, listWorkflows, liveOf } from '../../stores/workflows-reads.ts';
import { idParameter, ok, route } from '../route.ts';
import type { Services } from '../services.ts';

const params = z.object({ workflow: idParameter });

export const workflowList = route({
  method: 'get',
  path: '/environments/{environment}/workflows',
  permission: 'workflow:read',
  environment: 'path',
  summary: 'Every workflow, at its live version',
  answers: { 200: { name: 'WorkflowPage', schema: pageOf(workflowItemSchema) } },
  query: pageQuerySchema,
  handle: async ({ environment, query }, services) => ok(await listWorkflows(services.database, environment.id, query)),
});

export const workflowDetail = route({
  method: 'get',
  path: '/environments/{environment}/workflows/{workflow}',
  permission: 'workflow:read',
  environment: 'path',
  summary: 'A workflow with its graph, problems and versions',
  params,
  query: workflowQuerySchema,
  answers: { 200: { name: 'Workflow', schema: workflowSchema } },
  handle: async ({ environment, params, query }, services) => {
    const found = await findWorkflow(services.database, environment.id, params.workflow, query.version);
    if (!found) throw new Failure('not-found', 'workflow');
    return ok(found);
  },
});

export const workflowCounters = route({
  method: 'get',
  path: '/environments/{environment}/workflows/{workflow}/counters',
  permission: 'workflow:read',
  environment: 'path',
  summary: 'How often each step was passed, waits and failed',
  params,
  query: workflowQuerySchema,
  answers: { 200: { name: 'Counters', schema: countersSchema } },
  handle: async ({ environment, params, query }, services) => {
    const found = await countersFor(services, environment, params.workflow, query.version);
    if (!found) throw new Failure('not-found', 'workflow');
    return ok(found);
  },
});

/** The counters of a workflow at `number`, or at its live (else newest) version; undefined when there is none. */
export async function countersFor(
  services: Services,
  environment: Environment,
  workflow: string,
  number?: number,
): Promise<Counters | undefined> {
  const { database } = services;
  const own = (await listVersions(database, environment.id)).filter((version) => version.workflow === workflow);
  const live = (await liveOf(database, environment.id)).get(workflow);
  const shown =
    number === undefined
      ? (own.find((version) => version.version === live?.version) ?? own[0])
      : own.find((version) => version.number === number);
  const graph = shown && (await findGraph(database, environment.id, workflow, shown.version));
  if (!shown || !graph) return undefined;
  const counts = await countsOf(database, environment.id, workflow, shown.version);
  const meter = services.meters.of(environment);
  const nodes = graph.nodes.map((node: Workflow['nodes'][number]) => [
    node.id,
    {
      count: counts.nodes.get(node.id) ?? 0,
      waiting: within(counts.waiting, node.id),
      failed: within(counts.failed, node.id),
      spark: meter.spark(workflow, shown.version, node.id),
    },
  ]);
  return {
    version: shown.number,
    since: instantFromMs(shown.createdAtMs),
    nodes: Object.fromEntries(nodes),
    ports: Object.fromEntries(counts.ports),
  };
}

/** What is counted at a step of the canvas: a part's own steps lie inside the one that runs it. */
function within(counts: ReadonlyMap<string, number>, step: string): number {
  let sum = 0;
  for (const [node, count] of counts) if (stepOf(node) === step) sum += count;
  return sum;
}
