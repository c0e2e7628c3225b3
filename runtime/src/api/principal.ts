import type { Actor } from '../audit/entry.ts';

/** What a route may demand. A role is a set of these. */
export const permissions = [
  'status:read',
  'account:own',
  'environment:read',
  'environment:plan',
  'environment:approve',
  'environment:promote',
  'environment:hold',
  'environment:admin',
  'event:ingest',
  'event:test',
  'event:tap',
  'workflow:read',
  'workflow:edit',
  'workflow:release',
  'exception:read',
  'exception:resolve',
  'subject:read',
  'action:read',
  'action:retry',
  'dead-letter:read',
  'dead-letter:retry',
  'replay:control',
  'connection:read',
  'connection:write',
  'secret:write',
  'variable:read',
  'variable:write',
  'reference:read',
  'reference:write',
  'user:read',
  'user:admin',
  'token:own',
  'token:admin',
  'audit:read',
] as const;
export type Permission = (typeof permissions)[number];

/** Who asks, and what that person or program may do. */
export interface Principal extends Actor {
  /**
   * Whether this is permitted in an environment. With null it is asked for what belongs to none: then `user:*` and
   * `environment:admin` must be held for the whole installation, and anything else in some environment.
   */
  can(permission: Permission, environment: string | null): boolean;
  /** Whether anything at all is permitted in an environment; otherwise it is answered as if it did not exist. */
  sees(environment: string): boolean;
}

/** The only principal of embedded mode, which is why it is served on the loopback interface alone. */
export const localOwner: Principal = {
  id: 'local-owner',
  name: 'Local owner',
  kind: 'local',
  can: () => true,
  sees: () => true,
};

/** Whoever has not signed in. */
export const nobody: Principal = { id: 'nobody', name: 'Nobody', kind: 'system', can: () => false, sees: () => false };
