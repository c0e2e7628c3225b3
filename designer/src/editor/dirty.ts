import { changedNodes, type Draft } from '@slipway/shared/workflow/edit';

/** Since when a step is another one: the version that is compared with, the last try, or both. */
export interface Dirt {
  readonly since: 'version' | 'tried' | 'both';
  /** For the card's tooltip, the inspector and a screen reader. */
  readonly words: string;
}

/** What was changed in a draft. */
export interface Dirty {
  /** The version that is compared with; null while there is none. */
  readonly version: number | null;
  /** Whether that is the one that runs here. */
  readonly live: boolean;
  readonly steps: ReadonlyMap<string, Dirt>;
}
export const CLEAN: Dirty = { version: null, live: false, steps: new Map() };

export interface Against {
  readonly version: number | null;
  readonly live: boolean;
  readonly graph: Draft | null;
  /** The draft that was last tried; null before there was one. */
  readonly tried: Draft | null;
}

export type DirtWords = (since: Dirt['since'], version: number | null, live: boolean) => string;

/** The steps of a draft that are not as they were. The same object as before where nothing else is to be said. */
export function dirtyOf(draft: Draft, against: Against, words: DirtWords, before: Dirty = CLEAN): Dirty {
  const { version, live, graph, tried } = against;
  const since = graph ? changedNodes(graph, draft) : new Set<string>();
  const untried = tried ? changedNodes(tried, draft) : new Set<string>();
  const dirts = { version: undefined, tried: undefined, both: undefined } as Record<Dirt['since'], Dirt | undefined>;
  // Cards are compared by identity: all steps of a kind share one object, and keep the one that they had.
  const one = (kind: Dirt['since']): Dirt => {
    const said = words(kind, version, live);
    dirts[kind] ??= [...before.steps.values()].find((each) => each.since === kind && each.words === said) ?? {
      since: kind,
      words: said,
    };
    return dirts[kind];
  };
  const steps = new Map<string, Dirt>();
  for (const id of since) steps.set(id, one(untried.has(id) ? 'both' : 'version'));
  for (const id of untried) if (!since.has(id)) steps.set(id, one('tried'));
  const same =
    before.version === version &&
    before.live === live &&
    before.steps.size === steps.size &&
    [...steps].every(([id, dirt]) => before.steps.get(id) === dirt);
  return same ? before : { version, live, steps };
}
