import type { LibraryWorkflow } from '@slipway/shared/api';
import type { Side } from '../../api/library.ts';

/** The two that are compared: the older look is grey, the newer one has the accent. */
export interface Sides {
  readonly a: Side | undefined;
  readonly b: Side | undefined;
}

type Known = Pick<LibraryWorkflow, 'versions' | 'environments' | 'newest' | 'mine'>;

/**
 * What an address asks for, as far as it is there. Otherwise the draft (or the newest version) against what runs here, or
 * anywhere; where that is the same one, against the version before it.
 */
export function sidesOf(meta: Known, environment: string, asked: Sides): Sides {
  const there = (side: Side | undefined) => {
    if (side === 'draft') return meta.mine ? side : undefined;
    return meta.versions.some(({ number }) => number === side) ? side : undefined;
  };
  const b = there(asked.b) ?? (meta.mine ? 'draft' : meta.newest?.number);
  return { a: there(asked.a) ?? against(meta, environment, b), b };
}

function against(meta: Known, environment: string, b: Side | undefined): Side | undefined {
  const places = meta.environments.toSorted(
    (one, other) => Number(other.environment === environment) - Number(one.environment === environment),
  );
  const live = places.find(({ version }) => version !== b)?.version;
  if (b === 'draft') return live ?? meta.mine?.base ?? meta.newest?.number;
  // What came after the live version is compared with it; what came before, with its own past.
  if (live !== undefined && b !== undefined && live < b) return live;
  return before(meta, b);
}

/** The version that one was made upon. */
export function before({ versions, mine }: Pick<Known, 'versions' | 'mine'>, side: Side | undefined): Side | undefined {
  if (side === undefined) return undefined;
  if (side === 'draft') return mine?.base ?? undefined;
  const older = versions.map(({ number }) => number).filter((number) => number < side);
  return older.length > 0 ? Math.max(...older) : undefined;
}
