import type { LibraryWorkflow } from '@slipway/shared/api';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { deleteDraft, libraryKey, libraryVersionQuery, readDraft, saveDraft } from '../../api/library.ts';
import { tellFailure } from '../../ui/notify.ts';
import { type DraftStore, isConflict, loses, type Restored, restore, undoRestore } from './restore.ts';

/** How far restoring is: a version that is asked about, what another window did, what can be undone. */
export type RestoreState =
  | { readonly is: 'idle' }
  | { readonly is: 'asking'; readonly version: number; readonly again: boolean }
  | { readonly is: 'done'; readonly restored: Restored }
  | { readonly is: 'moved-on' };

/** Makes versions the draft, asking first where a draft would be lost, and takes that back. */
export function useRestore(meta: LibraryWorkflow) {
  const client = useQueryClient();
  const [state, setState] = useState<RestoreState>({ is: 'idle' });
  const [busy, setBusy] = useState(false);
  const store = useMemo(() => storeOf(meta.id), [meta.id]);
  const fresh = () => client.invalidateQueries({ queryKey: libraryKey });
  const doing = async (work: () => Promise<RestoreState>, onConflict: RestoreState) => {
    setBusy(true);
    try {
      const next = await work();
      await fresh();
      setState(next);
    } catch (failure) {
      if (!isConflict(failure)) tellFailure(failure);
      await fresh();
      setState(isConflict(failure) ? onConflict : { is: 'idle' });
    } finally {
      setBusy(false);
    }
  };
  const graphOf = async (version: number) => (await client.fetchQuery(libraryVersionQuery(meta.id, version))).graph;
  const go = (version: number) =>
    doing(
      async () => ({ is: 'done', restored: await restore(store, meta, version, await graphOf(version)) }),
      // Another window was quicker: what it made is asked about anew.
      { is: 'asking', version, again: true },
    );
  return {
    state,
    busy,
    close: () => setState({ is: 'idle' }),
    confirm: () => (state.is === 'asking' ? go(state.version) : Promise.resolve()),
    ask: (version: number) =>
      doing(
        async () => {
          const graph = await graphOf(version);
          const draft = meta.mine ? (await store.read()).graph : undefined;
          if (loses(draft, graph)) return { is: 'asking', version, again: false };
          return { is: 'done', restored: await restore(store, meta, version, graph) };
        },
        { is: 'asking', version, again: true },
      ),
    undo: () =>
      state.is === 'done'
        ? doing(
            async () => {
              await undoRestore(store, state.restored);
              return { is: 'idle' };
            },
            { is: 'moved-on' },
          )
        : Promise.resolve(),
  };
}

function storeOf(workflow: string): DraftStore {
  return {
    read: () => readDraft(workflow),
    save: async (graph, base, etag) => (await saveDraft(workflow, { graph: { ...graph }, base }, etag)).body,
    remove: () => deleteDraft(workflow),
  };
}
