import type { Session } from '@slipway/shared/api';
import { listEnvironments } from '../stores/environments.ts';
import { findUserState, hasAdministrator } from '../stores/users.ts';
import { type Permission, type Principal, permissions } from './principal.ts';
import type { Services } from './services.ts';

/** Who asks and what may be done, as the designer needs it. */
export async function describeSession(services: Services, principal: Principal | null): Promise<Session> {
  const { database, access } = services;
  const { mode } = access;
  const setup = mode === 'users' && !(await hasAdministrator(database.kysely));
  if (!principal) return { mode, setup, user: null, permissions: { installation: [], environments: {} } };
  const { id, name, kind } = principal;
  const state = kind === 'user' ? (await findUserState(database.kysely, id))?.state : undefined;
  const held = (environment: string | null): Permission[] =>
    permissions.filter((permission) => principal.can(permission, environment));
  const seen = (await listEnvironments(database.kysely)).filter((environment) => principal.sees(environment.id));
  return {
    mode,
    setup,
    user: { id, name, kind, mustChangePassword: state === 'invited' },
    permissions: {
      installation: held(null),
      environments: Object.fromEntries(seen.map((environment) => [environment.id, held(environment.id)])),
    },
  };
}
