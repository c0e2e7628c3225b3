import type { Graph, PlanItem } from '@slipway/shared/api';
import type { GraphChanges } from '@slipway/shared/promotion';
import { graphOf } from '@slipway/shared/workflow/edit';
import { useQuery } from '@tanstack/react-query';
import { libraryVersionQuery } from '../api/library.ts';
import { describeGraph } from '../editor/english.ts';
import { locale } from '../messages/locale.ts';

/** What differs, with what each step does in the language of the page; what has no graph here stays as it was told. */
export function worded(changes: GraphChanges, before: Graph | undefined, after: Graph | undefined): GraphChanges {
  const [old, now] = [before && describeGraph(before), after && describeGraph(after)];
  const nodes = changes.nodes.map((node) => ({
    ...node,
    before: node.before && (old?.[node.id] ?? node.before),
    after: node.after && (now?.[node.id] ?? node.after),
  }));
  return { ...changes, nodes };
}

/** The changes of a plan, which are told in English, in the language of the page: by the versions in the library. */
export function useWorded({ workflow, from, to, changes }: PlanItem): GraphChanges | null {
  const other = locale !== 'en' && changes !== null;
  const before = useQuery({ ...libraryVersionQuery(workflow, from?.number ?? 0), enabled: other && from !== null });
  const after = useQuery({ ...libraryVersionQuery(workflow, to?.number ?? 0), enabled: other && to !== null });
  const graph = ({ data }: typeof before) => data && (graphOf(data.graph) as unknown as Graph);
  return changes && worded(changes, graph(before), graph(after));
}
