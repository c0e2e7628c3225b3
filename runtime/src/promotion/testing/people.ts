import type { Permission, Principal } from '../../api/principal.ts';

/** Somebody who may do this, everywhere; without a list, anything. */
export function person(id: string, may?: readonly Permission[]): Principal {
  return {
    id,
    name: id.charAt(0).toUpperCase() + id.slice(1),
    kind: 'user',
    can: (permission) => may === undefined || may.includes(permission),
    sees: () => true,
  };
}

/** A program. */
export function program(id: string): Principal {
  return { ...person(id), kind: 'token' };
}
