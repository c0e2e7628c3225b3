import type { z } from 'zod';
import type { CanonicalEvent } from '../envelope.ts';

/** One statement that an event makes about a register of its subject (paths: `state.ts`). */
export interface Write {
  readonly path: string;
  readonly value: unknown;
}

/** How an event type changes what is known of its subject. Pure; reads own properties of `data` only. */
export interface Folding {
  (event: CanonicalEvent): readonly Write[];
  /** Where it may state something: what paths of registers begin with. */
  readonly states: readonly string[];
}

/** An entry of the catalogue: what an event of this type means and what it must carry. */
export interface EventType {
  readonly type: string;
  /** What happened, in the past tense, for a timeline. */
  readonly title: string;
  readonly family: string;
  /** Whether it is planned, estimated, actual or requested; then a planned (…) instant is `data.at`. */
  readonly classifier: boolean;
  /** Appended by Slipway itself and never folded into the subject's attributes. */
  readonly internal: boolean;
  /** It concerns many: also shown to open subjects of other kinds whose workflows listen to it. */
  readonly broadcast: boolean;
  /** The kinds of subject it can be about, the usual one first. Empty: any kind. */
  readonly subjectKinds: readonly string[];
  readonly data: z.ZodType;
  readonly folds: readonly Folding[];
}

/** What a family file states of a type; the rest is filled in by `family`. */
export interface TypeRow {
  readonly title: string;
  readonly data: z.ZodType;
  readonly classifier?: boolean;
  readonly broadcast?: boolean;
  readonly subjectKinds?: readonly string[];
  readonly folds?: readonly Folding[];
}

/** Completes the rows of one family with what they have in common. */
export function family(
  name: string,
  shared: { readonly subjectKinds: readonly string[]; readonly internal?: boolean },
  rows: Readonly<Record<string, TypeRow>>,
): Record<string, EventType> {
  const types: Record<string, EventType> = {};
  for (const [type, row] of Object.entries(rows)) {
    types[type] = {
      type,
      title: row.title,
      family: name,
      classifier: row.classifier ?? false,
      internal: shared.internal ?? false,
      broadcast: row.broadcast ?? false,
      subjectKinds: row.subjectKinds ?? shared.subjectKinds,
      data: row.data,
      folds: row.folds ?? [],
    };
  }
  return types;
}
