import type { Role } from '../pipeline/index.ts';

const ROLES: readonly Role[] = ['api', 'engine', 'actions'];

/** Reads `--roles api,engine`; all of them when it is left out. Apart they need the services, since they share those. */
export function readRoles(
  text: string | undefined,
  services: boolean,
): { readonly roles: ReadonlySet<Role>; readonly mistakes: readonly string[] } {
  const all = new Set(ROLES);
  if (text === undefined) return { roles: all, mistakes: [] };
  const names = text.split(',').map((name) => name.trim());
  const roles = new Set(ROLES.filter((role) => names.includes(role)));
  const wrong = names.filter((name) => !ROLES.some((role) => role === name));
  if (wrong.length > 0 || roles.size === 0) {
    return { roles: all, mistakes: [`--roles must be some of ${ROLES.join(', ')} with commas between`] };
  }
  if (!services && roles.size < ROLES.length) {
    return {
      roles,
      mistakes: ['--roles needs DATABASE_URL, KAFKA_BROKERS and REDIS_URL: embedded, one process does all'],
    };
  }
  return { roles, mistakes: [] };
}
