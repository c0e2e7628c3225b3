import { expect, test } from 'vitest';
import { type DraftStore, isConflict, loses, restore, undoRestore } from './restore.ts';

type Kept = { graph: Readonly<Record<string, unknown>>; base: number | null; etag: string };

/** A library with one draft, which answers a stale etag as the API does. */
function library(draft: Kept | null): DraftStore & { draft: Kept | null } {
  let count = 0;
  return {
    draft,
    async read() {
      if (!this.draft) throw new Error('there is no draft');
      return this.draft;
    },
    async save(graph, base, etag) {
      if (etag !== (this.draft?.etag ?? '*')) throw new Error('409');
      count += 1;
      this.draft = { graph, base, etag: `saved-${count}` };
      return this.draft;
    },
    async remove() {
      this.draft = null;
    },
  };
}
const meta = (etag: string | null) => ({ newest: { number: 5 }, mine: etag === null ? null : { etag } }) as never;
const old = { name: 'As it was' };
const mine: Kept = { graph: { name: 'Mine' }, base: 4, etag: 'e' };

test('an old version becomes the draft upon the newest, and undo brings back what was there', async () => {
  const store = library(mine);
  const restored = await restore(store, meta('e'), 2, old);
  expect(store.draft).toMatchObject({ graph: old, base: 5 });
  await undoRestore(store, restored);
  expect(store.draft).toMatchObject({ graph: { name: 'Mine' }, base: 4 });
});

test('where there was no draft, undo leaves none', async () => {
  const store = library(null);
  const restored = await restore(store, meta(null), 2, old);
  expect(store.draft).toMatchObject({ graph: old, base: 5 });
  await undoRestore(store, restored);
  expect(store.draft).toBeNull();
});

test('a draft that another window changed is never replaced, neither by restoring nor by undoing', async () => {
  const store = library({ ...mine, etag: 'newer' });
  const failed = await restore(store, meta('e'), 2, old).catch((failure: unknown) => failure);
  expect([isConflict(failed), store.draft?.graph]).toEqual([true, { name: 'Mine' }]);
  const alone = library(null);
  const restored = await restore(alone, meta(null), 2, old);
  await alone.save({ name: 'Typed since' }, 5, restored.etag);
  const undone = await undoRestore(alone, restored).catch((failure: unknown) => failure);
  expect([isConflict(undone), alone.draft?.graph]).toEqual([true, { name: 'Typed since' }]);
});

test('it is only asked where something would be lost', () => {
  expect([loses(undefined, old), loses({ ...old }, old), loses(mine.graph, old)]).toEqual([false, false, true]);
});
