import type { Graph } from '@slipway/shared/api';
import { useEffect, useMemo, useState } from 'react';
import type { English } from './english.ts';

type Describe = (graph: Graph) => English;
let loaded: Describe | undefined;

/**
 * The English of a graph's steps. The language that puts conditions into words comes as a bundle of its own, after the
 * first screen; undefined until it is here, or while nobody wants it.
 */
export function useEnglish(graph: Graph, wanted: boolean): English | undefined {
  const [describe, setDescribe] = useState<Describe | undefined>(() => loaded);
  useEffect(() => {
    if (!wanted || describe) return;
    let gone = false;
    void import('./english.ts').then((module) => {
      loaded = module.describeGraph;
      if (!gone) setDescribe(() => module.describeGraph);
    });
    return () => {
      gone = true;
    };
  }, [wanted, describe]);
  return useMemo(() => (wanted ? describe?.(graph) : undefined), [describe, graph, wanted]);
}
