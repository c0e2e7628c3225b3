import { Failure } from '@slipway/shared/failure';
import { localOwner, type Principal } from '../api/principal.ts';
import type { Database } from '../database/index.ts';
import { findSession, touchSession } from '../stores/sessions.ts';
import { findTokenBySecret, type TokenRow, touchToken } from '../stores/tokens.ts';
import { findUserState, rolesOf } from '../stores/users.ts';
import { tokenPrincipal, userPrincipal } from './principals.ts';
import { hashOfSecret } from './secret-text.ts';
import type { AccessSettings } from './settings.ts';
import { IDLE_MS } from './sign-in.ts';

/** The credentials that a request shows. */
export interface Credentials {
  readonly authorization: string | undefined;
  /** What the session cookie holds. */
  readonly session: string | undefined;
}

/** Finds out who asks. Null is nobody; a credential that is shown and not good fails with `unauthenticated`. */
export type Identify = (credentials: Credentials) => Promise<Principal | null>;

const TOUCH_EVERY_MS = 60_000;
const SECRET = /^[A-Za-z0-9_-]{20,100}$/;

/**
 * Who asks. A token that is shown is what counts, whatever else is there: one that is not valid is refused, and neither a
 * session nor the owner of the machine stands in for it.
 */
export function identifyBy(parts: {
  readonly database: Database;
  readonly settings: AccessSettings;
  readonly now: () => number;
}): Identify {
  const { settings } = parts;
  return async ({ authorization, session }) => {
    if (authorization !== undefined) return byToken(parts, authorization);
    if (settings.mode === 'local') return localOwner;
    return session === undefined ? null : bySession(parts, session);
  };
}

type Parts = Parameters<typeof identifyBy>[0];

async function bySession({ database, now }: Parts, secret: string): Promise<Principal | null> {
  if (!SECRET.test(secret)) return null;
  const hash = hashOfSecret(secret);
  const nowMs = now();
  const found = await findSession(database.kysely, hash, nowMs, IDLE_MS);
  // A cookie outlives its session; whoever sends one that has ended simply is nobody.
  if (!found) return null;
  if (nowMs - found.seenAtMs > TOUCH_EVERY_MS) await touchSession(database.kysely, hash, nowMs);
  return userOf(database, found.user);
}

async function byToken({ database, settings, now }: Parts, authorization: string): Promise<Principal> {
  const secret = /^Bearer ([^ ]+)$/i.exec(authorization)?.[1];
  const token =
    secret && SECRET.test(secret) ? await findTokenBySecret(database.kysely, hashOfSecret(secret)) : undefined;
  const nowMs = now();
  if (!token || token.expires_at_ms <= nowMs) throw new Failure('unauthenticated', 'the token');
  const owner = await ownerOf(database, token, settings);
  if (!owner) throw new Failure('unauthenticated', 'the token has no owner any more');
  if (nowMs - (token.used_at_ms ?? 0) > TOUCH_EVERY_MS) await touchToken(database.kysely, token.id, nowMs);
  return tokenPrincipal({ id: token.id, name: token.name, ...scopeOf(token) }, owner);
}

/** Whoever made a token, as long as that person may still sign in. */
export async function ownerOf(
  database: Database,
  token: Pick<TokenRow, 'owner'>,
  settings: AccessSettings,
): Promise<Principal | undefined> {
  if (token.owner === localOwner.id) return settings.mode === 'local' ? localOwner : undefined;
  const user = await findUserState(database.kysely, token.owner);
  return user && user.state !== 'disabled' ? userOf(database, user) : undefined;
}

/** The limits of a token, as they were stored. */
export function scopeOf(token: Pick<TokenRow, 'environments' | 'permissions'>) {
  return {
    environments: JSON.parse(token.environments) as string[] | null,
    permissions: JSON.parse(token.permissions) as string[],
  };
}

async function userOf(database: Database, user: Parameters<typeof userPrincipal>[0]): Promise<Principal> {
  const roles = await rolesOf(database.kysely, [user.id]);
  return userPrincipal(user, roles.get(user.id) ?? []);
}
