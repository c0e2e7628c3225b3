/** What a route may demand. A role will be a set of these. */
export const permissions = [
  'status:read',
  'environment:read',
  'event:ingest',
  'workflow:read',
  'exception:read',
  'exception:resolve',
  'subject:read',
  'action:read',
  'action:retry',
  'dead-letter:read',
  'dead-letter:retry',
  'replay:control',
] as const;
export type Permission = (typeof permissions)[number];

/** Who asks, and what that person may do; `environment` is null for what belongs to none. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  can(permission: Permission, environment: string | null): boolean;
}

/** The only principal of embedded mode, which is why it is served on the loopback interface alone. */
export const localOwner: Principal = { id: 'local-owner', name: 'Local owner', can: () => true };
