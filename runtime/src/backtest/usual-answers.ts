import { findConnector } from '@slipway/connectors';
import type { Workflow } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import { listLastAnswers } from '../stores/backtest-answers.ts';
import { listConnections } from '../stores/connections.ts';
import type { Answers } from './order.ts';

/** How long a system takes that has never been asked here. */
const USUAL_MS = 60_000;
const MOST_MS = 24 * 3_600_000;

type Known = ReadonlyMap<string, { readonly afterMs: number; readonly output: unknown }>;
type Bound = ReadonlyMap<string, string>;

/**
 * What systems would answer to the actions of these graphs: what the same step was answered here last, after as long;
 * else what the connector of its slot says it would. A step of which neither is known is not answered.
 */
export async function usualAnswers(
  database: Database,
  environment: string,
  graphs: readonly Workflow[],
): Promise<Answers> {
  const [graph] = graphs;
  if (!graph) return {};
  const known = await listLastAnswers(database.kysely, environment, graph.id);
  const bound = new Map((await listConnections(database.kysely, environment)).map((row) => [row.slot, row.connector]));
  return simulatedAnswers(graphs, known, bound);
}

/** The same where nothing is known of an environment. */
export function simulatedAnswers(
  graphs: readonly Workflow[],
  known: Known = new Map(),
  bound: Bound = new Map(),
): Answers {
  const answers: Record<string, Answers[string]> = {};
  for (const { connections = [], nodes } of graphs)
    for (const { id, kind, config } of nodes) {
      const last = known.get(id);
      // In a replay what is asked and what is answered have clocks of their own.
      if (last) answers[id] = { ...last, afterMs: last.afterMs > MOST_MS ? USUAL_MS : last.afterMs };
      if (kind !== 'action' || answers[id]) continue;
      const connector = bound.get(config.slot) ?? connections.find(({ slot }) => slot === config.slot)?.connector;
      const output = connector === undefined ? undefined : simulated(connector, config.operation, config.input);
      if (output !== undefined) answers[id] = { afterMs: USUAL_MS, output };
    }
  return answers;
}

/** What a connector would answer; undefined where it cannot say so without the values of a real request. */
function simulated(connector: string, name: string, input: unknown): unknown {
  const operations = findConnector(connector)?.operations ?? {};
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  const read = operation?.input.safeParse(input);
  return operation && read?.success ? operation.simulate({ input: read.data }) : undefined;
}
