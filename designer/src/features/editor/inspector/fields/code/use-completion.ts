import { applyCompletion, type Completion, complete } from '@slipway/shared/expression/complete';
import type { TextPlace } from '@slipway/shared/workflow';
import { useState } from 'react';
import type { Scope } from '../../step-context.ts';

/** What is asked for at the caret of a field. */
export interface CodePlace {
  readonly place: TextPlace;
  readonly sample: Scope | undefined;
  readonly template: boolean;
}

interface Offered {
  readonly items: readonly Completion[];
  readonly picked: number;
}

/** What a field offers while somebody writes in it. */
export function useCompletion({ place, sample, template }: CodePlace) {
  const [offered, set] = useState<Offered | null>(null);
  const find = (source: string, caret: number) =>
    complete({ source, caret, template, scope: place.scope, wanted: place.wanted, sample });
  return {
    items: offered?.items ?? [],
    picked: offered?.picked ?? 0,
    close: () => set(null),
    pick: (picked: number) => set((before) => before && { ...before, picked }),
    /** Because somebody asks for it. */
    ask: (source: string, caret: number) => set({ items: find(source, caret), picked: 0 }),
    /** Because a letter was typed. */
    typed: (source: string, caret: number) => {
      const items = invites(source, caret) ? find(source, caret) : [];
      set(items.length > 0 && !isWritten(items, source, caret) ? { items, picked: 0 } : null);
    },
    take: (source: string, index: number) => {
      const item = offered?.items[index];
      if (!item) return undefined;
      const taken = { ...applyCompletion(source, item), more: item.kind === 'more' };
      set(null);
      return taken;
    },
  };
}

/** Whether what stands before the caret asks for something: a name that is being written, a dot, a text that begins. */
function invites(source: string, caret: number): boolean {
  return /[\w."'{(]$|[=<>] $|\bin \[$/.test(source.slice(0, caret));
}

/** What is offered stands there already, letter by letter. */
function isWritten(items: readonly Completion[], source: string, caret: number): boolean {
  return items.some(
    ({ kind, from, to, insert }) => kind !== 'more' && to === caret && source.slice(from, to) === insert,
  );
}
