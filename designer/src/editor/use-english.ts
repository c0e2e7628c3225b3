import type { Graph } from '@slipway/shared/api';
import { useEffect, useMemo, useState } from 'react';
import type { English } from './english.ts';

type Describe = (graph: Graph) => English;
let loaded: Describe | undefined;

/** Fetches the language that puts conditions into words; whoever waits for it draws with it at once. */
export async function fetchEnglish(): Promise<Describe> {
  loaded ??= (await import('./english.ts')).describeGraph;
  return loaded;
}

/**
 * The English of a graph's steps. The language that puts conditions into words comes as a bundle of its own, after the
 * first screen; undefined until it is here, or while nobody wants it.
 */
export function useEnglish(graph: Graph, wanted: boolean): English | undefined {
  const [describe, setDescribe] = useState<Describe | undefined>(() => loaded);
  useEffect(() => {
    if (!wanted || describe) return;
    let gone = false;
    void fetchEnglish().then((described) => gone || setDescribe(() => described));
    return () => {
      gone = true;
    };
  }, [wanted, describe]);
  return useMemo(() => (wanted ? describe?.(graph) : undefined), [describe, graph, wanted]);
}
