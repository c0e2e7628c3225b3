import { canonicalJson, hashText } from '@slipway/shared/json';

/** Who did something. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly kind: 'user' | 'token' | 'local' | 'system';
}

/** What is to be recorded. `action` is like `workflow.version.saved`; secrets never stand in `before` or `after`. */
export interface AuditEntry {
  readonly actor: Actor;
  /** The id of the request by which it was done. */
  readonly request: string;
  readonly action: string;
  readonly environment: string | null;
  readonly object: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string | undefined;
}

/** What is said of a change where who did it, by which request and where is known. */
export interface AuditedChange extends Pick<AuditEntry, 'action' | 'object' | 'before' | 'after' | 'reason'> {
  /** Only where it is not the environment of the path. */
  readonly environment?: string | null;
}

/** An entry as it is stored; `before` and `after` are canonical JSON. */
export interface AuditRow {
  readonly number: number;
  readonly at_ms: number;
  readonly environment: string | null;
  readonly actor_id: string;
  readonly actor_name: string;
  readonly actor_kind: string;
  readonly request: string;
  readonly action: string;
  readonly object: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
  readonly previous: string;
  readonly hash: string;
}

/** What stands before the first entry. */
export const GENESIS = '0'.repeat(64);

/** The hash of an entry: over every column but itself, so also over its number and the hash of the entry before. */
export function hashOfRow(row: Omit<AuditRow, 'hash'>): string {
  const { number, at_ms, environment, actor_id, actor_name, actor_kind, request, action, object } = row;
  const { before, after, reason, previous } = row;
  const content = { number, at_ms, environment, actor_id, actor_name, actor_kind, request, action, object };
  return hashText(canonicalJson({ ...content, before, after, reason, previous }));
}
