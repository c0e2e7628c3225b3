import type { RoleGrant } from '@slipway/shared/api';
import type { Permission, Principal } from '../api/principal.ts';
import { INSTALLATION_PERMISSIONS, permissionsOf } from './roles.ts';

/** A person who has signed in. One who must change the password first may do nothing else. */
export function userPrincipal(
  user: { readonly id: string; readonly name: string; readonly state: string },
  grants: readonly RoleGrant[],
): Principal {
  const own: Permission[] = ['account:own', 'status:read'];
  const held = permissionsOf(user.state === 'active' ? grants : []);
  const everywhere = held.get(null) ?? new Set<Permission>();
  return {
    id: user.id,
    name: user.name,
    kind: 'user',
    can: (permission, environment) => {
      if (own.includes(permission)) return true;
      if (everywhere.has(permission)) return true;
      if (environment !== null) return held.get(environment)?.has(permission) ?? false;
      if (INSTALLATION_PERMISSIONS.has(permission)) return false;
      return [...held.values()].some((permissions) => permissions.has(permission));
    },
    sees: (environment) => everywhere.size > 0 || held.has(environment),
  };
}

/** What a token is limited to; `environments` null is every one and the installation. */
export interface TokenScope {
  readonly id: string;
  readonly name: string;
  readonly environments: readonly string[] | null;
  readonly permissions: readonly string[];
}

/** What no token is for: these are for the person itself. */
export const NOT_FOR_TOKENS: ReadonlySet<Permission> = new Set(['account:own', 'token:own', 'token:admin']);

/** A program: what its token names, as far as its owner may do it too. */
export function tokenPrincipal(token: TokenScope, owner: Principal): Principal {
  const { environments } = token;
  const can: Principal['can'] = (permission, environment) => {
    if (permission === 'status:read') return true;
    if (NOT_FOR_TOKENS.has(permission) || !token.permissions.includes(permission)) return false;
    if (environments === null) return owner.can(permission, environment);
    if (environment !== null) return environments.includes(environment) && owner.can(permission, environment);
    if (INSTALLATION_PERMISSIONS.has(permission)) return false;
    return environments.some((each) => owner.can(permission, each));
  };
  return {
    id: token.id,
    name: token.name,
    kind: 'token',
    can,
    sees: (environment) => (environments === null || environments.includes(environment)) && owner.sees(environment),
  };
}
