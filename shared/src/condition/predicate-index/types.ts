import { LIMITS } from '../../limits/index.ts';
import { type Clause, ClauseDraft, type Column, type Room, type Row } from './column.ts';

/** Matches event types as nodes name them: `transport.*` means every type that begins with `transport.`. */
export function typeMatcher(types: readonly string[]): (type: unknown) => boolean {
  const exact = new Set<unknown>(types.filter((type) => !type.endsWith('*')));
  const prefixes = types.filter((type) => type.endsWith('*')).map((type) => type.slice(0, -1));
  return (type) => exact.has(type) || (typeof type === 'string' && prefixes.some((prefix) => type.startsWith(prefix)));
}

/** Which conjuncts listen to a type of event. Types are few, and a row is made when the first event of one comes. */
export class TypeColumn implements Column {
  readonly #rows = new Map<unknown, Row>();
  readonly #clauses: readonly Clause<(type: unknown) => boolean>[];
  readonly #draft: ClauseDraft;

  constructor(room: Room, clauses: readonly Clause<(type: unknown) => boolean>[]) {
    this.#clauses = clauses;
    this.#draft = new ClauseDraft(room, clauses);
  }

  row(value: unknown): Row | undefined {
    const known = this.#rows.get(value);
    if (known) return known;
    if (this.#rows.size >= LIMITS.indexedTypes) return undefined;
    for (const [at, { predicate }] of this.#clauses.entries()) this.#draft.set(at, predicate(value));
    const row = this.#draft.row();
    this.#rows.set(value, row);
    return row;
  }
}
