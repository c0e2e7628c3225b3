import { canonicalJson, hashText } from '@slipway/shared/json';
import type { Reference } from '@slipway/shared/reference';
import type { Database } from '../database/index.ts';
import { findReferenceContent } from '../stores/references.ts';

/** References by id: what `compile` is given. */
export type References = Readonly<Record<string, Reference>>;

/** What stands for the content of a reference: the hash of its canonical text. */
function referenceHash(text: string): string {
  return hashText(text);
}

/** The canonical text of a reference. */
export function referenceText(reference: Reference): string {
  return canonicalJson(reference);
}

const shelves = new WeakMap<Database, ReferenceShelf>();

/** The one shelf of a database. */
export function shelfOf(database: Database): ReferenceShelf {
  const shelf = shelves.get(database) ?? new ReferenceShelf(database);
  shelves.set(database, shelf);
  return shelf;
}

/**
 * The reference data of environments, read once by content: every program of every live set is given the same objects.
 * What nobody holds any more may go.
 */
class ReferenceShelf {
  readonly #database: Database;
  readonly #loaded = new Map<string, WeakRef<Reference>>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** What the hashes by id stand for; one that is not stored is a bug, since what names it was written with it. */
  async load(environment: string, hashes: Readonly<Record<string, string>>): Promise<References> {
    const found: [string, Reference][] = [];
    for (const [id, hash] of Object.entries(hashes)) found.push([id, await this.#one(environment, hash)]);
    return Object.fromEntries(found);
  }

  async #one(environment: string, hash: string): Promise<Reference> {
    const known = this.#loaded.get(hash)?.deref();
    if (known) return known;
    const text = await findReferenceContent(this.#database.kysely, environment, hash);
    if (text === undefined) throw new Error(`The reference content ${hash} of ${environment} is named and not stored.`);
    // The same content may have been read meanwhile, also for another environment: it is the same text.
    const reference = this.#loaded.get(hash)?.deref() ?? (JSON.parse(text) as Reference);
    for (const [gone, held] of this.#loaded) if (held.deref() === undefined) this.#loaded.delete(gone);
    this.#loaded.set(hash, new WeakRef(reference));
    return reference;
  }
}

/** References by the hash of their content. */
export function contentsOf(references: readonly Reference[]): ReadonlyMap<string, Reference> {
  return new Map(references.map((reference) => [referenceHash(referenceText(reference)), reference]));
}

/** The hashes of references by their ids. */
export function hashesOf(references: readonly Reference[]): Readonly<Record<string, string>> {
  return Object.fromEntries(references.map((each) => [each.id, referenceHash(referenceText(each))]));
}

/** The references of a content: what arrives with it, and what is stored. */
export async function referencesOf(
  database: Database,
  environment: string,
  hashes: Readonly<Record<string, string>>,
  arriving: ReadonlyMap<string, Reference>,
): Promise<References> {
  const stored = Object.fromEntries(Object.entries(hashes).filter(([, hash]) => !arriving.has(hash)));
  const brought = Object.entries(hashes).flatMap(([id, hash]) => {
    const reference = arriving.get(hash);
    return reference ? [[id, reference] as const] : [];
  });
  return { ...(await shelfOf(database).load(environment, stored)), ...Object.fromEntries(brought) };
}
