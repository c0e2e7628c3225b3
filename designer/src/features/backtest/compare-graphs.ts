import type { BacktestFound, Graph } from '@slipway/shared/api';
import { edgeId } from '@slipway/shared/api';
import { changedNodes } from '@slipway/shared/workflow/edit';
import type { Comparison, OldNew } from '../../editor/comparison.ts';

/** Two versions drawn as one: the new one, with what it no longer has where it stood. */
export interface Compared {
  readonly graph: Graph;
  readonly comparison: Comparison | undefined;
  /** Steps that are new, gone or otherwise not the same. */
  readonly changed: ReadonlySet<string>;
}

interface Versions {
  readonly before: Graph | null;
  readonly after: Graph;
}

/** What a backtest found, as the canvas draws it; without a report the versions alone. */
export function compareGraphs({ before, after }: Versions, report: BacktestFound | null): Compared {
  return {
    graph: before ? together(before, after) : after,
    comparison: report ? comparisonOf(report, before ? [before, after] : [after]) : undefined,
    changed: before ? changedSteps(before, after) : new Set(),
  };
}

function together(before: Graph, after: Graph): Graph {
  const nodes = new Set(after.nodes.map(({ id }) => id));
  const gone = before.nodes.flatMap((node, at) => (nodes.has(node.id) ? [] : [{ number: at + 1, ...node }]));
  const wires = new Set(after.edges.map(edgeId));
  const lost = before.edges.filter((edge) => !wires.has(edgeId(edge)));
  if (gone.length === 0 && lost.length === 0) return after;
  const places = gone.flatMap(({ id }) => {
    const place = before.layout?.[id];
    return place ? [[id, place] as const] : [];
  });
  return {
    ...after,
    nodes: [...after.nodes, ...gone],
    edges: [...after.edges, ...lost],
    ...(after.layout ? { layout: { ...Object.fromEntries(places), ...after.layout } } : {}),
  };
}

function changedSteps(before: Graph, after: Graph): ReadonlySet<string> {
  const kept = new Set(after.nodes.map(({ id }) => id));
  return new Set([...changedNodes(before, after), ...before.nodes.flatMap(({ id }) => (kept.has(id) ? [] : [id]))]);
}

function comparisonOf({ before, after }: BacktestFound, graphs: readonly Graph[]): Comparison {
  const nodes = new Set(graphs.flatMap((graph) => graph.nodes.map(({ id }) => id)));
  const ports = new Set(graphs.flatMap((graph) => graph.edges.map(({ from }) => from)));
  const counted = (names: ReadonlySet<string>, of: 'nodes' | 'ports'): Readonly<Record<string, OldNew>> =>
    Object.fromEntries(
      [...names].map((name) => [name, { before: before && (before[of][name] ?? 0), after: after[of][name] ?? 0 }]),
    );
  return { nodes: counted(nodes, 'nodes'), ports: counted(ports, 'ports') };
}
