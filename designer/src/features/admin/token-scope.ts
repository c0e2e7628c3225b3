import type { Session } from '@slipway/shared/api';
import { heldIn } from '../../api/session.ts';

/** What belongs to a person and never to a program. */
const NOT_FOR_TOKENS = new Set(['account:own', 'status:read', 'token:own', 'token:admin']);

/**
 * What a token for these environments (null: all, and the installation) can be given: what whoever makes it may do in every
 * one of them.
 */
export function grantable(session: Session | undefined, environments: readonly string[] | null): readonly string[] {
  if (!session) return [];
  const places = (environments ?? [null]).map((place) => heldIn(session, place));
  const [first = [], ...others] = places;
  return first.filter((one) => !NOT_FOR_TOKENS.has(one) && others.every((place) => place.includes(one)));
}

/** Those that only look. */
export function readingOnly(permissions: readonly string[]): readonly string[] {
  return permissions.filter((permission) => permission.endsWith(':read'));
}
