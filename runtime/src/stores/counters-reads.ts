import type { Database } from '../database/index.ts';
import { FAILED, WAITING } from '../pipeline/node-counts.ts';

/** What is counted of one version: passes of steps, tokens by port, waiting and failed by step. */
export interface VersionCounts {
  readonly nodes: ReadonlyMap<string, number>;
  /** By `<node>.<port>`. */
  readonly ports: ReadonlyMap<string, number>;
  readonly waiting: ReadonlyMap<string, number>;
  readonly failed: ReadonlyMap<string, number>;
}

/** Each partition counts for itself; this is their sum. */
export async function countsOf(
  database: Database,
  environment: string,
  workflow: string,
  version: string,
): Promise<VersionCounts> {
  const rows = await database.kysely
    .selectFrom('counters')
    .select(['node', 'port', ({ fn }) => fn.sum<string | number>('count').as('count')])
    .where('environment', '=', environment)
    .where('workflow', '=', workflow)
    .where('version', '=', version)
    .groupBy(['node', 'port'])
    .execute();
  const counts = { nodes: new Map(), ports: new Map(), waiting: new Map(), failed: new Map() } as const;
  for (const { node, port, count } of rows) {
    if (port === '') counts.nodes.set(node, Number(count));
    else if (port === WAITING) counts.waiting.set(node, Math.max(Number(count), 0));
    else if (port === FAILED) counts.failed.set(node, Number(count));
    else counts.ports.set(`${node}.${port}`, Number(count));
  }
  for (const { node, count } of await deadActions(database, environment, workflow, version)) {
    counts.failed.set(node, (counts.failed.get(node) ?? 0) + count);
  }
  return counts;
}

/** Dead actions by step: a step has failed there until somebody retries it. */
async function deadActions(database: Database, environment: string, workflow: string, version: string) {
  return database.kysely
    .selectFrom('actions')
    .select(['node', ({ fn }) => fn.countAll<number>().as('count')])
    .where('environment', '=', environment)
    .where('workflow', '=', workflow)
    .where('version', '=', version)
    .where('state', '=', 'dead')
    .groupBy('node')
    .execute();
}
