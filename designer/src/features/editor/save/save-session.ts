import type { DraftState, LibraryVersion, VersionConflict } from '@slipway/shared/api';
import type { Draft } from '@slipway/shared/workflow/edit';
import type { QueryClient } from '@tanstack/react-query';
import { ApiFailure } from '../../../api/client.ts';
import { libraryKey, libraryVersionQuery, libraryWorkflowQuery, readDraft, saveVersion } from '../../../api/library.ts';
import type { Session } from '../open-editor.ts';

/** How saving a version ended. `taken`: somebody else has saved a version meanwhile, and nothing was saved. */
export type SaveEnd =
  | { readonly is: 'saved'; readonly number: number; readonly made: boolean }
  | { readonly is: 'taken'; readonly newest: LibraryVersion; readonly theirs: Draft };

/** Somebody else's newer version, and the message that was to be saved. */
export interface TakenVersion {
  readonly newest: LibraryVersion;
  readonly theirs: Draft;
  readonly message: string;
}

/** Saves the draft as the next version upon `base`, or upon the version that the draft was begun with. */
export async function saveSession(
  client: QueryClient,
  session: Session,
  message: string,
  base: number | null = session.base.get(),
): Promise<SaveEnd> {
  const { document, workflow } = session.editor;
  await session.autosave.flush();
  const { draft } = document.state;
  try {
    const { body } = await saveVersion(workflow, { graph: { ...draft }, message, base });
    await follow(client, session, draft, body.number, body.mine);
    return { is: 'saved', number: body.number, made: body.made };
  } catch (failure) {
    const newest = await takenBy(client, workflow, failure, base);
    if (!newest) throw failure;
    const theirs = (await client.fetchQuery(libraryVersionQuery(workflow, newest.number))).graph;
    return { is: 'taken', newest, theirs };
  }
}

/** From here on the draft stands upon the version that it became. */
async function follow(client: QueryClient, session: Session, saved: Draft, number: number, mine: DraftState | null) {
  const { document } = session.editor;
  session.base.set(number);
  document.rebase(saved);
  session.autosave.goOn(mine ?? { etag: '*', updatedAt: new Date().toISOString() }, saved);
  await client.invalidateQueries({ queryKey: libraryKey });
}

/** The version that was in the way; null when it failed for another reason. */
async function takenBy(
  client: QueryClient,
  workflow: string,
  failure: unknown,
  base: number | null,
): Promise<VersionConflict['newest']> {
  if (!(failure instanceof ApiFailure) || failure.status !== 409) return null;
  const { newest } = await client.fetchQuery({ ...libraryWorkflowQuery(workflow), staleTime: 0 });
  return newest && newest.number !== base ? newest : null;
}

/** Takes what is saved: the newest version without a draft, or the draft that another window saved. */
export async function takeTheirs(session: Session, newest: LibraryVersion, theirs: Draft): Promise<void> {
  session.base.set(newest.number);
  session.editor.document.load(theirs, theirs);
  session.autosave.goOn({ etag: session.autosave.etag, updatedAt: newest.at }, {});
  await session.autosave.flush();
}

/** Takes the draft that another window of the same person saved. */
export async function takeOther(session: Session): Promise<void> {
  const { workflow, document } = session.editor;
  const other = await readDraft(workflow);
  session.base.set(other.base);
  document.load(other.graph, document.state.base);
  session.autosave.goOn(other, document.state.draft);
}

/** Keeps what this window holds, over what another one saved. */
export async function keepMine(session: Session): Promise<void> {
  const other = await readDraft(session.editor.workflow);
  session.autosave.goOn(other, other.graph);
  await session.autosave.flush();
}
