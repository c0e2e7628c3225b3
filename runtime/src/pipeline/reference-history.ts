import { canonicalJson } from '@slipway/shared/json';
import type { Reference } from '@slipway/shared/reference';
import {
  appendReferenceVersion,
  findReferenceContent,
  findVersionOfContent,
  newestReferenceVersion,
  type ReferenceFace,
  saveReferenceContent,
} from '../stores/references.ts';
import type { Cause } from '../stores/release-history.ts';
import type { Executor } from '../stores/statement.ts';
import type { LiveContent } from './live-content.ts';
import { referenceText } from './references.ts';

/** A change of live sets as the history of references is told of it. */
export interface ReferenceChanges {
  readonly environment: string;
  readonly before: LiveContent;
  readonly after: LiveContent;
  /** Contents that may be new here, by their hashes. */
  readonly arriving: ReadonlyMap<string, Reference>;
  readonly cause: Cause;
  readonly atMs: number;
}

/** Keeps what is new and writes one version per reference that is another one, or gone; in the transaction of the swap. */
export async function recordReferences(transaction: Executor, changes: ReferenceChanges): Promise<void> {
  const { environment, before, after, arriving } = changes;
  for (const [hash, reference] of arriving) {
    await saveReferenceContent(transaction, { environment, hash, content: referenceText(reference) });
  }
  const ids = new Set([...Object.keys(before.references), ...Object.keys(after.references)]);
  for (const id of [...ids].sort()) {
    if (before.references[id] !== after.references[id]) await recordOne(transaction, id, changes);
  }
}

async function recordOne(transaction: Executor, id: string, changes: ReferenceChanges): Promise<void> {
  const { environment, after, arriving, cause, atMs } = changes;
  const hash = after.references[id] ?? null;
  const newest = await newestReferenceVersion(transaction, environment, id);
  const text = hash === null ? undefined : await findReferenceContent(transaction, environment, hash);
  const reference = hash === null ? undefined : (arriving.get(hash) ?? (JSON.parse(text ?? 'null') as Reference));
  const face = reference && faceOf(reference);
  await appendReferenceVersion(transaction, {
    environment,
    reference: id,
    hash,
    kind: face?.kind ?? newest?.kind ?? 'table',
    title: face?.title ?? newest?.title ?? null,
    face: face
      ? canonicalJson({ columns: face.columns, key: face.key, factors: face.factors })
      : (newest?.face ?? '{}'),
    rows: face?.rows ?? 0,
    bytes: text === undefined ? 0 : Buffer.byteLength(text),
    restores: hash === null ? null : ((await findVersionOfContent(transaction, environment, id, hash)) ?? null),
    note: cause.note ?? '',
    author: cause.by.id,
    author_name: cause.by.name,
    at_ms: atMs,
  });
}

/** What a list shows of a reference. */
export function faceOf(reference: Reference): ReferenceFace {
  const title = reference.title ?? null;
  if (reference.kind === 'transit') {
    const { factors, groups } = reference;
    return { kind: 'transit', title, rows: groups.length, columns: [], key: [], factors };
  }
  const { columns, key, rows } = reference;
  return { kind: 'table', title, rows: rows.length, columns, key, factors: [] };
}
