import type { BacktestTrace, BacktestTraces, Graph } from '@slipway/shared/api';
import { stepOf } from '@slipway/shared/workflow';
import type { Marks, NodeMark } from '../../editor/marks.ts';

/** The way of one subject through one version, as the canvas lights it: each step with its last word. */
export function marksOfSide({ steps, lit }: BacktestTrace): Marks {
  const nodes: Record<string, NodeMark> = {};
  for (const { node, text } of steps) {
    const id = stepOf(node);
    const before = nodes[id];
    nodes[id] = {
      state: 'lit',
      order: before?.order ?? Object.keys(nodes).length,
      answer: text ?? before?.answer,
    };
  }
  return { nodes, lit: new Set(lit), path: true };
}

/** Where two ways part, as people find it on the canvas. */
export interface Parting {
  readonly number: number;
  readonly title: string;
}

/** The step at which the sides part; null where they go the same way or there is only one. */
export function partingOf({ traces, partsAt }: BacktestTraces, graph: Graph): Parting | null {
  if (traces.before === null || partsAt === null) return null;
  // Where one of them does nothing at all, the other's first step is where they part.
  const step = traces.before.steps[partsAt] ?? traces.after.steps[partsAt];
  if (!step) return null;
  const at = graph.nodes.findIndex(({ id }) => id === stepOf(step.node));
  const number = graph.nodes[at]?.number;
  return { number: typeof number === 'number' ? number : at + 1, title: step.title };
}
