import type { DraftState, LibraryWorkflow } from '@slipway/shared/api';
import type { Draft } from '@slipway/shared/workflow/edit';
import { ApiFailure } from '../../api/client.ts';

/** What a restore puts in place of the draft, and how to get that back. */
export interface Restored {
  readonly version: number;
  /** Of the draft as it is saved now. */
  readonly etag: string;
  /** The draft that was there; null when there was none. */
  readonly former: { readonly graph: Draft; readonly base: number | null } | null;
}

/** How the library is asked; given, so that a conflict can be made in a test. */
export interface DraftStore {
  read(): Promise<{ readonly graph: Draft; readonly base: number | null; readonly etag: string }>;
  save(graph: Draft, base: number | null, etag: string): Promise<{ readonly etag: string }>;
  remove(): Promise<unknown>;
}

type Meta = Pick<LibraryWorkflow, 'newest'> & { readonly mine: DraftState | null };

/** Whether somebody would lose something: there is a draft, and it says something else. */
export function loses(draft: Draft | undefined, version: Draft): boolean {
  return draft !== undefined && JSON.stringify(draft) !== JSON.stringify(version);
}

/**
 * Makes an old version's content the draft, upon the newest version. No version goes. Fails with the 409 of the API where
 * the draft is another one than was seen.
 */
export async function restore(store: DraftStore, meta: Meta, version: number, graph: Draft): Promise<Restored> {
  const former = meta.mine ? await store.read() : null;
  // What is kept for undo must be what is replaced.
  if (former && former.etag !== meta.mine?.etag) throw new MovedOn();
  const { etag } = await store.save(graph, meta.newest?.number ?? null, former?.etag ?? '*');
  return { version, etag, former: former && { graph: former.graph, base: former.base } };
}

/** Puts back what was there before a restore. Fails with a 409 where the draft was changed since. */
export async function undoRestore(store: DraftStore, { former, etag }: Restored): Promise<void> {
  if (former) return void (await store.save(former.graph, former.base, etag));
  if ((await store.read()).etag !== etag) throw new MovedOn();
  await store.remove();
}

/** The draft was changed by another window after it was looked at. */
export class MovedOn extends Error {
  override readonly name = 'MovedOn';
}

/** Whether another window was quicker, whoever noticed it. */
export const isConflict = (failure: unknown): boolean =>
  failure instanceof MovedOn || (failure instanceof ApiFailure && failure.status === 409);
