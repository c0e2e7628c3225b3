import { createContext, useContext } from 'react';

/** How often two versions came by a place; `before` is null where there is no version to compare with. */
export interface OldNew {
  readonly before: number | null;
  readonly after: number;
}

/** What two versions of a workflow did with the same history, place by place. */
export interface Comparison {
  readonly nodes: Readonly<Record<string, OldNew>>;
  /** By `<node>.<port>`. */
  readonly ports: Readonly<Record<string, OldNew>>;
}

/** Beside the flow, as the counters of a live workflow are: the cards are the same ones. */
export const CompareContext = createContext<Comparison | undefined>(undefined);
export const useComparison = (): Comparison | undefined => useContext(CompareContext);

/** Whether both versions came by as often; they did where there is nothing to compare with. */
export const differs = (counts: OldNew | undefined): boolean =>
  counts !== undefined && counts.before !== null && counts.before !== counts.after;
