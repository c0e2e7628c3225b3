import type { Given } from '@slipway/shared/engine';
import type { Workflow } from '@slipway/shared/workflow';
import type { BacktestOrder } from './order.ts';

/** The workflows that these are made of, under the names by which an order finds them; what is not there is left out. */
export function partsFor(graphs: readonly Workflow[], find: Given['workflow']): BacktestOrder['parts'] {
  const parts: Record<string, unknown> = {};
  const waiting = [...graphs];
  for (let graph = waiting.pop(); graph; graph = waiting.pop())
    for (const node of graph.nodes) {
      if (node.kind !== 'subflow') continue;
      const { workflow: id, version } = node.config;
      const name = version === undefined ? id : `${id} ${version}`;
      const part = Object.hasOwn(parts, name) ? undefined : find?.(id, version);
      if (!part) continue;
      parts[name] = part;
      waiting.push(part);
    }
  return parts;
}
