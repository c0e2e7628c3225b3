import type { WorkflowDocument } from '@slipway/shared/api';
import type { QueryClient } from '@tanstack/react-query';
import { ApiFailure } from '../../api/client.ts';
import { saveDraft } from '../../api/library.ts';
import { readOpening } from '../../api/opening.ts';
import { Autosave } from '../../editor/autosave.ts';
import { EditorDocument } from '../../editor/document.ts';
import { createEditor, type Editor } from '../../editor/editor-context.ts';
import { createStore, type Store } from '../../editor/store.ts';
import { fetchEnglish } from '../../editor/use-english.ts';

/** An editor that is open: what it works on, how it is saved, and the library version that the draft was begun upon. */
export interface Session {
  readonly editor: Editor;
  readonly autosave: Autosave;
  /** Null while the workflow has no version. After a version was saved: set it, and `editor.document.rebase(graph)`. */
  readonly base: Store<number | null>;
}

/** Reads the own draft, or the newest version where there is none, and begins to work on it. */
export async function openEditor(client: QueryClient, environment: string, workflow: string): Promise<Session> {
  const [{ meta, mine, version }] = await Promise.all([readOpening(client, workflow), fetchEnglish()]);
  const base = createStore(mine ? mine.base : (meta.newest?.number ?? null));
  const draft: WorkflowDocument = mine?.graph ?? version?.graph ?? {};
  const document = new EditorDocument(draft, version?.graph ?? null);
  const autosave = new Autosave({
    document,
    saved: mine ? { etag: mine.etag, updatedAt: mine.updatedAt } : null,
    save: async (graph, etag) => (await saveDraft(workflow, { graph: { ...graph }, base: base.get() }, etag)).body,
    isConflict: (failure) => failure instanceof ApiFailure && failure.status === 409,
  });
  return { editor: createEditor(environment, workflow, document), autosave, base };
}
