import type { Role, RoleGrant } from '@slipway/shared/api';
import { type Permission, permissions } from '../api/principal.ts';

const reading: readonly Permission[] = [
  'environment:read',
  'workflow:read',
  'exception:read',
  'subject:read',
  'action:read',
  'dead-letter:read',
  'connection:read',
  'variable:read',
  'reference:read',
];

/** What each role may do in its environment. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: reading,
  dispatcher: [...reading, 'event:tap', 'exception:resolve', 'action:retry', 'replay:control'],
  analyst: [
    ...reading,
    'workflow:edit',
    'workflow:release',
    'event:test',
    'event:tap',
    'environment:plan',
    'environment:promote',
    'replay:control',
    'token:own',
  ],
  integrator: [
    ...reading,
    'connection:write',
    'secret:write',
    'variable:write',
    'reference:write',
    'event:ingest',
    'event:test',
    'event:tap',
    'action:retry',
    'dead-letter:retry',
    'environment:hold',
    'replay:control',
    'token:own',
  ],
  approver: [...reading, 'environment:plan', 'environment:approve', 'audit:read'],
  admin: permissions.filter((permission) => !isOwn(permission)),
};

/** What everybody has who has signed in, whatever the roles; not a program with a token. */
function isOwn(permission: Permission): boolean {
  return permission === 'account:own' || permission === 'status:read';
}

/** What must be held for the whole installation where it is asked without an environment. */
export const INSTALLATION_PERMISSIONS: ReadonlySet<Permission> = new Set([
  'environment:admin',
  'user:read',
  'user:admin',
  'token:admin',
]);

/** What roles together permit, by environment; null is everywhere. */
export function permissionsOf(grants: readonly RoleGrant[]): ReadonlyMap<string | null, ReadonlySet<Permission>> {
  const found = new Map<string | null, Set<Permission>>();
  for (const { environment, role } of grants) {
    const known = found.get(environment) ?? new Set();
    for (const permission of ROLE_PERMISSIONS[role]) known.add(permission);
    found.set(environment, known);
  }
  return found;
}
