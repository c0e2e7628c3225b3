import { startTransition, useEffect, useMemo, useState } from 'react';
import type { DocumentState, EditorDocument } from './document.ts';

interface Watched<Value> {
  readonly get: () => Value;
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * What a store says, drawn after that which somebody waits for: the field that is typed into and the card that answers. The
 * page gives such a drawing up half-way when the next key comes. For what is looked at: what is typed into must not lag
 * behind. `urgent` says which values are drawn at once all the same.
 */
export function useLater<Value>(watched: Watched<Value>, urgent?: (value: Value) => boolean): Value {
  const [value, setValue] = useState(watched.get);
  useEffect(() => {
    const take = () => {
      const next = watched.get();
      if (urgent?.(next)) setValue(() => next);
      else startTransition(() => setValue(() => next));
    };
    take();
    return watched.subscribe(take);
  }, [watched, urgent]);
  return value;
}

/** As `useDocumentPart`, for what may be drawn later. `pick` must be the same function each time. */
export function useDocumentPartLater<Part>(document: EditorDocument, pick: (state: DocumentState) => Part): Part {
  const part = useMemo(() => ({ get: () => pick(document.state), subscribe: document.subscribe }), [document, pick]);
  return useLater(part);
}

/** The graph of a document and the draft itself, for either of these. */
export const itsGraph = ({ graph }: DocumentState) => graph;
export const itsDraft = ({ draft }: DocumentState) => draft;
