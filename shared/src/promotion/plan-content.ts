import { hashOf } from '../json/index.ts';

/** A version by its number in the library and the hash of its text. */
export interface VersionName {
  readonly number: number;
  readonly hash: string;
}

/** One workflow of a plan: what runs now and what is to run; null stands for not running. */
export interface PlannedChange {
  readonly workflow: string;
  readonly from: VersionName | null;
  readonly to: VersionName | null;
}

/** All that an approval covers. Whatever of it is different by the time of applying, the approval was for something else. */
export interface PlanContent {
  readonly environment: string;
  readonly kind: 'release' | 'rollback';
  /** Back to exactly what ran before the last release. */
  readonly undoes: number | null;
  /** The live set that it starts from: versions, which are paused, and variables. */
  readonly base: string;
  /** The hash of the bundle of the new versions. */
  readonly bundle: string;
  readonly changes: readonly PlannedChange[];
  readonly policy: { readonly approvals: number; readonly authorMayApprove: boolean; readonly expiresHours: number };
  /** What the slots of the bundle were bound to; one that was not bound may be, without asking again. */
  readonly bindings: Readonly<Record<string, string>>;
}

export function planHash(content: PlanContent): string {
  return hashOf(content);
}
