import { edgeId, type Graph } from '@slipway/shared/api';
import type { Overlay } from '../../../editor/editor-context.ts';
import { readEnd } from '../../../editor/ends.ts';
import type { NodeMark } from '../../../editor/marks.ts';
import { formatNumber, t, tn } from '../../../messages/t.ts';
import type { TestsState } from './tests-session.ts';

/** How far tests go. */
export interface Coverage {
  readonly taken: number;
  readonly of: number;
  /** Rounded down: all is only said of all. */
  readonly percent: number;
}

type Played = Pick<TestsState, 'results' | 'ports'>;

/** How many of the ports that lead somewhere a test leaves by. */
export function coverageOf({ results, ports }: Played): Coverage {
  const left = takenPorts(results);
  const taken = ports.filter((port) => left.has(port)).length;
  const percent = ports.length === 0 ? 100 : Math.floor((taken / ports.length) * 100);
  return { taken, of: ports.length, percent };
}

/** Whether tests are being played; a draft without tests has none to wait for. */
export function isTesting({ running, tests }: Pick<TestsState, 'running' | 'tests'>): boolean {
  return running && tests.scenarios.length > 0;
}

function takenPorts(results: Played['results']): ReadonlyMap<string, number> {
  const count = new Map<string, number>();
  for (const { path } of results.values())
    for (const port of new Set(path)) count.set(port, (count.get(port) ?? 0) + 1);
  return count;
}

/** What the canvas shows of it: wires that tests take are lit, those that none takes are dashed and say so. */
export function coverageOverlay(graph: Pick<Graph, 'nodes' | 'edges'>, played: Played): Overlay {
  const taken = takenPorts(played.results);
  const lit = new Set<string>();
  const untried = new Set<string>();
  const chips: Record<string, string> = {};
  for (const edge of graph.edges) {
    const id = edgeId(edge);
    if (taken.has(edge.from)) lit.add(id);
    else {
      untried.add(id);
      chips[id] = t('tests.untried');
    }
  }
  const nodes: Record<string, NodeMark> = {};
  for (const { id } of graph.nodes) {
    const visits = [...played.results.values()].filter(({ path }) => reaches(path, id, graph.edges)).length;
    const reached = visits > 0;
    const answer = reached ? tn('tests.in', visits) : t('tests.in-none');
    nodes[id] = { state: reached ? 'lit' : 'not-reached', order: 0, answer };
  }
  const { percent } = coverageOf(played);
  const title = t('tests.covered-title', { percent: formatNumber(percent) });
  return { marks: { nodes, lit, path: true }, chips, title, untried };
}

/** Whether a token came to a step or left it. */
function reaches(path: readonly string[], node: string, edges: Graph['edges']): boolean {
  return path.some(
    (port) => readEnd(port).node === node || edges.some((edge) => edge.from === port && readEnd(edge.to).node === node),
  );
}
