/** The content of a reference, by the hash of its canonical text. Never changed; history may be decided with it again. */
export interface ReferenceContentsTable {
  environment: string;
  hash: string;
  content: string;
}

/**
 * Every change of a reference, counted within its id. `hash` is null where it was deleted; `face` is what a list shows of
 * the content (columns, key, factors), canonical JSON. What is read now is named by the live set.
 */
export interface ReferenceVersionsTable {
  environment: string;
  reference: string;
  version: number;
  hash: string | null;
  kind: 'table' | 'transit';
  title: string | null;
  face: string;
  rows: number;
  bytes: number;
  restores: number | null;
  note: string;
  author: string;
  author_name: string;
  at_ms: number;
}

/** The tables of `migrations/0008-references.ts`. */
export interface ReferenceTables {
  reference_contents: ReferenceContentsTable;
  reference_versions: ReferenceVersionsTable;
}
